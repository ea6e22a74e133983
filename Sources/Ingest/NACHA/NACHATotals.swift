import Ledger

/// What was read of a batch or a file, in the terms of its control record.
struct NACHATotals {
  /// Entries and addenda.
  var records = 0
  /// Sum of the routing numbers of entries, without check digits.
  var hash = 0
  /// In cents. Ten digits a record: it takes a thousand million records to leave 64 bits.
  var debits = 0
  var credits = 0

  /// The hash has ten digits; what is above is left out.
  private static let hashBound = 10_000_000_000

  @inline(__always)
  mutating func add(routing: Int, amount: Int, isCredit: Bool) {
    hash = (hash &+ routing) % Self.hashBound
    if isCredit { credits &+= amount } else { debits &+= amount }
  }

  mutating func add(_ other: NACHATotals) {
    records += other.records
    hash = (hash &+ other.hash) % Self.hashBound
    debits &+= other.debits
    credits &+= other.credits
  }

  /// Compares what a control record states with what was read.
  ///
  /// - Parameters:
  ///   - count: columns with the number of entries and addenda; hash, debits and credits follow.
  ///   - isAdvice: whether sums have twenty digits, as of ADV entries; otherwise twelve.
  func check(
    _ record: NACHARecord, count: ClosedRange<Int>, isAdvice: Bool, _ filer: MessageFiler,
    named name: @autoclosure () -> String
  ) {
    let width = isAdvice ? 20 : 12
    let sums = count.upperBound + 11
    Self.check(
      record.columns(count.lowerBound, count.upperBound), records, filer, "\(name()): entries and addenda")
    Self.check(
      record.columns(count.upperBound + 1, sums - 1), hash, filer, "\(name()): hash of routing numbers")
    Self.check(record.columns(sums, sums + width - 1), debits, filer, "\(name()): debits in cents")
    Self.check(
      record.columns(sums + width, sums + 2 * width - 1), credits, filer, "\(name()): credits in cents")
  }

  /// Compares one number; one that is blank states nothing.
  static func check(
    _ stated: FieldBytes, _ found: Int, _ filer: MessageFiler, _ what: @autoclosure () -> String
  ) {
    let digits = stated.trimmed
    guard !digits.isEmpty else { return }
    // Twenty digits fit where they begin with zeros.
    if let number = (digits.count > 18 ? digits.slice(digits.count - 18, digits.count) : digits).number {
      filer.control(what(), stated: number, found: found)
    } else {
      filer.control(ControlTotal(what: what(), stated: "no number", found: String(found), agrees: false))
    }
  }
}
