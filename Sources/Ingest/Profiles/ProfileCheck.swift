import Yams

/// What a profile must have to be of use, and what in it would contradict itself.
struct ProfileCheck {
  let profile: Profile
  let file: String
  let section: ProfileSection

  func run() throws(IngestError) {
    try checkDialect()
    try checkTime()
    if profile.format.message != nil { return try checkMessage() }
    if profile.fields.isEmpty {
      if profile.format == .delimited && !profile.dialect.hasHeader {
        throw fault("dialect", "A file without a header needs `fields`, by position", .fieldUnbound)
      }
    } else {
      try checkFields()
    }
  }

  private func checkDialect() throws(IngestError) {
    if profile.dialect.quote == profile.dialect.delimiter {
      throw fault("dialect", "The same byte cannot be delimiter and quote")
    }
    if profile.format == .ndjson, profile.dialect != Dialect() {
      throw fault("dialect", "NDJSON has no dialect", remedy: "Remove `dialect`")
    }
  }

  /// A message format says itself what its fields mean; only whose accounts are ours, and the zone, may be added.
  private func checkMessage() throws(IngestError) {
    for key in ["fields", "codes", "amount", "legs", "exclude", "dialect"] where section.node(key) != nil {
      throw fault(
        key, "`\(key)` is said by the format \(profile.format.rawValue) itself", remedy: "Remove `\(key)`")
    }
  }

  private func checkTime() throws(IngestError) {
    let isNumbered = profile.time.order == .dayNumber
    if isNumbered, profile.time.origin == nil {
      throw fault("time", "Day numbers need `origin`, the date of day 0")
    }
    if !isNumbered, profile.time.origin != nil {
      throw fault("time", "`origin` has no meaning unless `order` is day-number")
    }
  }

  private func checkFields() throws(IngestError) {
    let bound = profile.fields
    guard bound[.timestamp] != nil || bound[.date] != nil else {
      throw fault("fields", "Nothing says when: bind `timestamp`, or `date`", .fieldUnbound)
    }
    let hasColumns = bound[.debitAmount] != nil && bound[.creditAmount] != nil
    guard bound[.amount] != nil || hasColumns else {
      throw fault(
        "fields", "Nothing says how much: bind `amount`, or `debit_amount` and `credit_amount`", .fieldUnbound
      )
    }
    guard bound[.account] != nil else {
      throw fault(
        "fields", "Nothing says whose: bind `account_id`", .fieldUnbound,
        remedy: "Where the file is of one account, write `account_id: {constant: …}`")
    }
    switch profile.amount.sign {
    case .direction where bound[.direction] == nil:
      throw fault("amount", "`sign: direction` needs the field `direction`", .fieldUnbound)
    case .columns where !hasColumns:
      throw fault("amount", "`sign: columns` needs `debit_amount` and `credit_amount`", .fieldUnbound)
    default: break
    }
    if profile.legs == .both, bound[.counterpartyAccount] == nil {
      throw fault("legs", "`legs: both` needs the field `counterparty_account`", .fieldUnbound)
    }
  }

  private func fault(
    _ key: String, _ why: String, _ code: IngestError.Code = .profileValue, remedy: String = ""
  ) -> IngestError {
    let mark = section.node(key)?.mark ?? section.mapping.mark
    return .profile(code, file, mark, why: why, remedy: remedy)
  }
}
