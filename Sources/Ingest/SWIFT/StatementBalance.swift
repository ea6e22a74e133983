import Ledger

/// The balance that the lines of a statement lead to.
struct StatementBalance {
  /// Minor units; nil where it was not stated or could not be read.
  private(set) var opened: Int64?
  /// Whether an opening balance was stated, and whether a closing one was.
  private(set) var isOpened = false
  var isClosed = false
  /// Lines of either direction: how many, and their sum; nil once one could not be read.
  private(set) var credits: (count: Int, sum: Int64?) = (0, 0)
  private(set) var debits: (count: Int, sum: Int64?) = (0, 0)

  /// A balance as fields 60 and 62 write it: `C100318EUR380115,12`; some banks leave the currency out.
  struct Stated {
    var isDebit: Bool
    var currency: Letters
    var amount: FieldBytes

    init?(_ line: FieldBytes) {
      let text = line.trimmed
      guard text.count > 7, text[0] == 0x43 || text[0] == 0x44, text.hasDigits(1..<7) else { return nil }
      isDebit = text[0] == 0x44
      currency = text.count > 10 ? Letters(ascii: text.slice(7, 10).buffer) ?? .none : .none
      amount = text.rest(currency == .none ? 7 : 10)
    }
  }

  mutating func open(_ stated: Stated, _ currency: Letters) {
    isOpened = true
    isClosed = false
    opened = Self.minorUnits(stated, currency)
    (credits, debits) = ((0, 0), (0, 0))
  }

  /// Adds a line that was booked.
  mutating func add(_ line: StatementLine, _ currency: Letters) {
    guard !line.isExpected else { return }
    let amount = Self.magnitude(line.amount, currency)
    if line.direction == .credit { Self.add(amount, to: &credits) } else { Self.add(amount, to: &debits) }
  }

  /// A line that could not be read: what it leads to is unknown.
  mutating func fail() { (credits.sum, debits.sum) = (nil, nil) }

  private static func add(_ amount: Int64?, to tally: inout (count: Int, sum: Int64?)) {
    tally.count += 1
    guard let sum = tally.sum, let amount else { return tally.sum = nil }
    let (total, isTooLarge) = sum.addingReportingOverflow(amount)
    tally.sum = isTooLarge ? nil : total
  }

  /// What the lines lead to; nil where that cannot be known.
  var closing: Int64? {
    guard let opened, let credited = credits.sum, let debited = debits.sum else { return nil }
    let (more, isTooLarge) = opened.addingReportingOverflow(credited)
    let (rest, isTooSmall) = more.subtractingReportingOverflow(debited)
    return isTooLarge || isTooSmall ? nil : rest
  }

  func text(_ currency: Letters) -> String { closing.map { Self.text($0, currency) } ?? "unreadable" }

  static func text(_ minorUnits: Int64, _ currency: Letters) -> String {
    let money = Money(minorUnits: minorUnits, currency: Currency(letters: currency))
    return currency == .none ? money.decimal : "\(money.decimal) \(currency.description)"
  }

  static func minorUnits(_ stated: Stated, _ currency: Letters) -> Int64? {
    magnitude(stated.amount, currency).map { stated.isDebit ? -$0 : $0 }
  }

  /// An amount without its sign; nil where it is none.
  static func magnitude(_ amount: FieldBytes, _ currency: Letters) -> Int64? {
    let parser = AmountParser(decimalMark: 0x2C)
    return try? parser.read(amount.trimmed, decimals: Currency(letters: currency).decimals).magnitude
  }
}
