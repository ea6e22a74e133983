/// Which column is which field: by name first, then by what it holds.
extension ProposalDraft {
  mutating func bindByName() {
    guard table.hasNames else { return }
    bound = HeaderBinding.places(of: table.columns.map(\.match))
    bindTwins()
    let names = CanonicalField.allCases.compactMap { field in
      bound[field].map { "\(field.rawValue) = \($0.map(table.label).joined(separator: " + "))" }
    }
    if !names.isEmpty { found("By their names: \(names.joined(separator: ", ")).") }
    let isTransfer =
      (column(.account).map { FieldCatalogue.isPayer(header: table.columns[$0].name) } ?? false)
      && (column(.counterpartyAccount).map { FieldCatalogue.isPayee(header: table.columns[$0].name) } ?? false)
    if isTransfer, bound[.direction] == nil { seenFromBothSides() }
  }

  /// Two columns of one name that both mean the account: payer first, payee second.
  private mutating func bindTwins() {
    guard let first = column(.account), bound[.counterpartyAccount] == nil else { return }
    let name = FieldCatalogue.normalised(table.columns[first].name)
    let twins = table.columns.indices.filter { FieldCatalogue.normalised(table.columns[$0].name) == name }
    guard twins.count == 2 else { return }
    bound[.account] = [twins[0]]
    bound[.counterpartyAccount] = [twins[1]]
    found("Two columns are called \(table.label(first)): the first is taken as payer, the second as payee.")
    seenFromBothSides()
  }

  /// What must not be taken from one of two columns by chance.
  private static let decisive: [CanonicalField] = [
    .amount, .debitAmount, .creditAmount, .timestamp, .date, .currency, .direction, .identifier,
  ]

  /// Of two columns of one name that say different things, only a person knows which is meant.
  mutating func askOfTwins() {
    for field in Self.decisive {
      guard let column = column(field) else { continue }
      let name = FieldCatalogue.normalised(table.columns[column].name)
      let twin = table.columns.indices.first { other in
        other != column && FieldCatalogue.normalised(table.columns[other].name) == name
          && table.rows.contains { $0[other].trimmingSpaces != $0[column].trimmingSpaces }
      }
      guard let twin, !name.isEmpty else { continue }
      ask(
        "twin-columns",
        "Columns \(column + 1) and \(twin + 1) are both called \(table.label(column)) and differ. Bind one of them by its "
          + "place: \(field.rawValue): {position: \(column + 1)}.")
    }
  }

  private mutating func seenFromBothSides() {
    profile.legs = .both
    found("Records name payer and payee and no direction: each is seen from both accounts.")
  }

  /// Takes back bindings that the values contradict.
  mutating func checkContents() {
    guard !table.rows.isEmpty else { return }
    let dates: [CanonicalField] = [.timestamp, .date]
    let amounts: [CanonicalField] = [.amount, .debitAmount, .creditAmount, .balance]
    for field in dates {
      unbind(field, unless: { $0.anyDate * 10 >= $0.filled * 6 || Self.isEpoch($0) }, "a date")
    }
    for field in amounts { unbind(field, unless: { $0.amounts * 10 >= $0.filled * 6 }, "an amount") }
    checkIdentifier()
    unbind(.time, unless: { $0.times * 10 >= $0.filled * 6 }, "a time of day")
    if bound[.debitAmount] == nil || bound[.creditAmount] == nil {
      bound[.debitAmount] = nil
      bound[.creditAmount] = nil
    }
  }

  /// An id that many different records share is none; taken for one it would make duplicates of them.
  private mutating func checkIdentifier() {
    guard let column = column(.identifier) else { return }
    let account = self.column(.account)
    var first: [String: [String]] = [:]
    var filled = 0
    var shared = 0
    for row in table.rows where !row[column].trimmingSpaces.isEmpty {
      filled += 1
      let key = (account.map { row[$0] } ?? "") + "\u{0}" + row[column]
      if let earlier = first[key] {
        // The same record twice is a duplicate, and honest.
        if earlier != row { shared += 1 }
      } else {
        first[key] = row
      }
    }
    guard shared > 0 else { return }
    if Majority.holds(filled - shared, of: filled) {
      found(
        "Ids in \(table.label(column)) that different records share (\(shared)) would count as duplicates.")
    } else {
      bound[.identifier] = nil
      found(
        "\(table.label(column)) is named like an id, but different records share it; it is not read as txn_id."
      )
    }
  }

  static func isEpoch(_ facts: ColumnFacts) -> Bool {
    Majority.holds(facts.tenDigits, of: facts.filled)
      || Majority.holds(facts.thirteenDigits, of: facts.filled)
  }

  private mutating func unbind(_ field: CanonicalField, unless fits: (ColumnFacts) -> Bool, _ kind: String) {
    guard let column = column(field) else { return }
    let facts = table.facts(column)
    if facts.filled > 0, fits(facts) { return }
    // An empty amount column beside its full twin is honest: nothing was paid in.
    if facts.filled == 0, field != .timestamp, field != .date { return }
    bound[field] = nil
    found("\(table.label(column)) is named like \(kind) and holds none; it is not read as \(field.rawValue).")
  }

  /// Finds by content what no name said, as far as only one column can be meant.
  mutating func bindByContent() {
    bindDateByContent()
    if bound[.amount] == nil, bound[.debitAmount] == nil { bindAmountByContent() }
    if bound[.currency] == nil {
      let column = free.first { Self.isCurrency(table.facts($0), rows: table.rows.count) }
      if let column { bind(.currency, column, "holds currency codes") }
    }
    if !table.hasNames, bound[.memo] == nil {
      let texts = free.filter { !table.facts($0).isDate && !table.facts($0).isAmount }
      let longest = texts.max { (table.facts($0).averageLength, -$0) < (table.facts($1).averageLength, -$1) }
      if let longest, table.facts(longest).averageLength >= Self.shortestMemo {
        bind(.memo, longest, "holds the longest texts")
      }
    }
  }

  /// Shorter texts are codes rather than narratives.
  private static let shortestMemo = 8

  private mutating func bindDateByContent() {
    guard bound[.timestamp] == nil, bound[.date] == nil else { return }
    let dates = free.filter {
      table.facts($0).isDate && Majority.holds(table.facts($0).filled, of: table.rows.count)
        && !isNamedOtherwise($0, Self.otherDates)
    }
    let timed = dates.first { table.facts($0).withTime > 0 }
    guard let column = timed ?? dates.first else { return }
    bind(.timestamp, column, dates.count > 1 ? "is the first that holds dates" : "holds dates")
    if bound[.time] == nil, table.facts(column).withTime == 0 {
      let time = free.first { Majority.holds(table.facts($0).times, of: table.facts($0).filled) }
      if let time {
        bound[.date] = bound[.timestamp]
        bound[.timestamp] = nil
        bind(.time, time, "holds times of day")
      }
    }
  }

  private mutating func bindAmountByContent() {
    let rows = table.rows.count
    let candidates = free.filter {
      table.facts($0).isAmount && !table.facts($0).isDate && !isNamedOtherwise($0, Self.otherNumbers)
    }
    let full = candidates.filter { Majority.holds(table.facts($0).filled, of: rows) }
    let telling = full.filter { table.facts($0).negative > 0 || table.facts($0).mostDecimals > 0 }
    if let column = telling.first {
      bind(.amount, column, telling.count > 1 ? "is the first that holds amounts" : "holds amounts")
      return
    }
    for left in candidates {
      for right in candidates where right > left && areComplementary(left, right) {
        found("\(table.label(left)) and \(table.label(right)) hold amounts, never both in one record.")
        unnamedAmounts = [left, right]
        ask(
          "debit-credit",
          "Which of \(table.label(left)) and \(table.label(right)) is money out? Bind it to debit_amount, "
            + "and the other to credit_amount.")
        return
      }
    }
  }

  /// Parts of names of dates on which no money moved.
  private static let otherDates = [
    "birth", "dob", "open", "clos", "expir", "valid", "updat", "matur", "issue", "since", "geburt",
  ]

  /// Parts of names of numbers that are no amounts of money.
  private static let otherNumbers = [
    "latitude", "longitude", "lat", "lon", "lng", "rate", "kurs", "percent", "score", "ratio", "probab",
    "weight",
  ]

  /// Whether a column's name says that it holds something else of the kind.
  private func isNamedOtherwise(_ column: Int, _ parts: [String]) -> Bool {
    let name = FieldCatalogue.normalised(table.columns[column].name)
    return parts.contains { $0.utf8.count > 3 ? name.firstRange(of: $0) != nil : name == $0 }
  }

  private func areComplementary(_ left: Int, _ right: Int) -> Bool {
    let isEmpty = { (text: String) in text.allSatisfy(\.isWhitespace) }
    guard table.facts(left).filled > 0, table.facts(right).filled > 0 else { return false }
    let both = table.rows.contains { !isEmpty($0[left]) && !isEmpty($0[right]) }
    let one = table.rows.filter { isEmpty($0[left]) != isEmpty($0[right]) }.count
    return !both && Majority.holds(one, of: table.rows.count)
  }

  mutating func bind(_ field: CanonicalField, _ column: Int, _ why: String) {
    bound[field] = [column]
    wasBoundByContent = true
    found("\(table.label(column)) \(why): \(field.rawValue).")
  }

  /// A file without dates or amounts is no list of transactions, however tidy.
  func requireTransactions() throws(IngestError) {
    if bound[.timestamp] == nil, bound[.date] == nil {
      throw IngestError(
        code: .noTransactions, why: "No column holds dates, so its records are no transactions",
        remedy: "If one does, describe the file in a profile")
    }
    let isOpen = questions.contains { $0.code == "debit-credit" }
    if bound[.amount] == nil, bound[.debitAmount] == nil, !isOpen {
      throw IngestError(
        code: .noTransactions, why: "No column holds amounts, so its records are no transactions",
        remedy: "If one does, describe the file in a profile")
    }
  }

  static func isCurrency(_ facts: ColumnFacts, rows: Int) -> Bool {
    Majority.holds(facts.filled, of: rows) && Majority.holds(facts.currencyCodes, of: facts.filled)
  }
}
