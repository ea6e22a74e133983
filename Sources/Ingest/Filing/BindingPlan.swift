import Ledger

/// A profile made ready for the columns of one source: which slot of a record feeds which canonical field.
///
/// Compiled once and shared by all workers; each makes its own `RecordBinder` from it.
public struct BindingPlan: Sendable {
  /// The profile, its fields resolved.
  public let profile: Profile
  /// What the decoder puts into each slot of a record: distinct, no constants.
  public let sources: [FieldSource]
  /// How many columns the header has; nil where there is none.
  public let columnCount: Int?
  /// For each field, the slots that feed it, best first.
  let slots: [CanonicalField: [Int]]
  /// For each field, the value it has in every record.
  let constants: [CanonicalField: [UInt8]]
  /// How direction is found, never `automatic`.
  let sign: AmountSign
  /// Currency of records that state none.
  let currency: Currency?
  /// Zone of times that state none, already known to exist.
  let zone: String?
  /// Ordinal of day 0 where dates are day numbers.
  let origin: Int32
  /// What is assessed though it is not booked.
  let included: Set<BookingStatus>
  /// The exclusions, by slot.
  let exclusions: [(slot: Int, words: WordTable, matchesEmpty: Bool)]

  /// Resolves `profile` against the header.
  ///
  /// - Parameters:
  ///   - columns: names of the columns; nil where the source has no header.
  ///   - zone: zone of times that neither record nor profile states (`--time-zone`).
  ///   - currency: currency of amounts that neither record nor profile states (`--currency`).
  ///   - included: what is assessed though it is not booked (`--include`).
  /// - Throws: an `IngestError` that names the column, field or value at fault.
  public init(
    profile: Profile, columns: [String]?, zone: String?, currency: String? = nil,
    included: Set<BookingStatus> = []
  ) throws(IngestError) {
    self.included = included
    var resolved = profile
    if profile.fields.isEmpty, let columns { resolved.fields = HeaderBinding.fields(for: columns) }
    self.profile = resolved
    columnCount = columns?.count
    try CodeTables.check(resolved.codes)
    var table = SlotTable(columns: columns)
    var constants: [CanonicalField: [UInt8]] = [:]
    var slots: [CanonicalField: [Int]] = [:]
    for field in CanonicalField.allCases {
      for source in resolved.fields[field] ?? [] {
        if case .constant(let text) = source {
          constants[field] = Array(text.utf8)
        } else {
          slots[field, default: []].append(try table.slot(of: source, field: field))
        }
      }
    }
    var exclusions: [(slot: Int, words: WordTable, matchesEmpty: Bool)] = []
    for exclusion in resolved.exclusions {
      if case .constant = exclusion.source { continue }
      var words = WordTable()
      for value in exclusion.values where !value.isEmpty { words.set(value, 1) }
      let slot = try table.slot(of: exclusion.source, field: nil)
      exclusions.append((slot, words, exclusion.values.contains("")))
    }
    self.exclusions = exclusions
    sources = table.sources
    self.slots = slots
    self.constants = constants
    sign = try Self.sign(of: resolved) { slots[$0] != nil || constants[$0] != nil }
    self.currency = try Self.currency(named: resolved.currency ?? currency)
    self.zone = try Self.knownZone(resolved.time.zone ?? zone)
    origin = try Self.origin(of: resolved.time)
    try Self.requireEssentials { slots[$0] != nil || constants[$0] != nil }
  }

  private static func sign(of profile: Profile, isBound: (CanonicalField) -> Bool) throws(IngestError)
    -> AmountSign
  {
    guard profile.amount.sign == .automatic else { return profile.amount.sign }
    // A transfer seen from both sides leaves the account it names first.
    if profile.legs == .both { return .debit }
    if isBound(.direction) { return .direction }
    return isBound(.amount) || !(isBound(.debitAmount) || isBound(.creditAmount))
      ? .negativeIsDebit : .columns
  }

  private static func currency(named name: String?) throws(IngestError) -> Currency? {
    guard let name else { return nil }
    guard let currency = Currency(name) else {
      throw IngestError(
        code: .profileValue, why: "A currency is a code of three letters, such as USD",
        remedy: "Correct the profile or --currency")
    }
    return currency
  }

  private static func knownZone(_ name: String?) throws(IngestError) -> String? {
    guard let name else { return nil }
    guard ZoneClock(named: name) != nil else {
      throw IngestError(
        code: .zoneUnknown, why: "The time zone \(name) is not known",
        remedy: "Use an offset such as -06:00, or a name such as America/Chicago")
    }
    return name
  }

  private static func origin(of time: TimeRule) throws(IngestError) -> Int32 {
    guard time.order == .dayNumber else { return 0 }
    guard let text = time.origin, let day = BusinessDay(text) else {
      throw IngestError(
        code: .profileValue,
        why: "Dates are day numbers, and the profile does not say of which day they count",
        remedy: "State the date of day 0, such as 2026-01-31, as the origin")
    }
    return day.ordinal
  }

  /// Without account, amount and date there is no transaction.
  private static func requireEssentials(isBound: (CanonicalField) -> Bool) throws(IngestError) {
    var missing: [String] = []
    if !isBound(.account) { missing.append(CanonicalField.account.rawValue) }
    if !isBound(.amount), !isBound(.debitAmount), !isBound(.creditAmount) {
      missing.append(CanonicalField.amount.rawValue)
    }
    if !isBound(.timestamp), !isBound(.date) { missing.append(CanonicalField.timestamp.rawValue) }
    guard missing.isEmpty else {
      throw IngestError(
        code: .fieldUnbound, why: "No column is known to hold \(missing.joined(separator: ", "))",
        remedy: "Write a profile that says which columns do, or `manumit check` the file for a proposal")
    }
  }
}

/// Gives each distinct place of a record a slot.
private struct SlotTable {
  let columns: [String]?
  var sources: [FieldSource] = []

  init(columns: [String]?) { self.columns = columns }

  mutating func slot(of source: FieldSource, field: CanonicalField?) throws(IngestError) -> Int {
    let place = try located(source, field: field)
    if let known = sources.firstIndex(of: place) { return known }
    sources.append(place)
    return sources.count - 1
  }

  /// A column's name becomes its position where there is a header.
  private func located(_ source: FieldSource, field: CanonicalField?) throws(IngestError) -> FieldSource {
    guard let columns else { return source }
    switch source {
    case .column(let name):
      let wanted = trimmed(name)
      if let exact = columns.firstIndex(where: { trimmed($0) == wanted }) { return .position(exact + 1) }
      let folded = wanted.lowercased()
      if let loose = columns.firstIndex(where: { trimmed($0).lowercased() == folded }) {
        return .position(loose + 1)
      }
      let purpose = field.map { " for \($0.rawValue)" } ?? ""
      throw IngestError(
        code: .columnMissing, why: "The header has no column named \(name)\(purpose)",
        remedy: "Correct the profile, or check that this is the file it was written for")
    case .position(let position):
      guard (1...columns.count).contains(position) else {
        throw IngestError(
          code: .columnMissing, why: "There is no column \(position); the header has \(columns.count)",
          remedy: "Correct the profile")
      }
      return source
    case .path, .constant: return source
    }
  }

  private func trimmed(_ name: String) -> Substring {
    var rest = name[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return rest
  }
}
