public import Ledger

/// What became of the filings of one shard. Records are counted once, where they are filed under their
/// customer, so the tallies of all shards add up to the records that were read and not rejected (law 5).
public struct ShardTally: Hashable, Sendable {
  /// Records seen for the first time.
  public var accepted = RecordTally()
  /// Records whose identity was known, or came twice tonight.
  public var duplicate = RecordTally()
  /// Duplicates that say something else than the posting their identity stands for.
  public var conflicting = 0
  /// Accepted records dated so early that not all their windows can reach what is remembered.
  public var late = 0
  /// Subjects with at least one filing.
  public var subjects = 0
  /// Subjects whose activity changed.
  public var changedSubjects = 0
  /// Postings added to the history, one for each subject they are filed under.
  public var postings = 0
  /// Earliest and latest local date among accepted records; nil where none was accepted.
  public var firstDay: BusinessDay?
  public var lastDay: BusinessDay?

  public init() {}

  /// Adds the tally of another shard.
  public mutating func add(_ other: ShardTally) {
    accepted.add(other.accepted)
    duplicate.add(other.duplicate)
    conflicting += other.conflicting
    late += other.late
    subjects += other.subjects
    changedSubjects += other.changedSubjects
    postings += other.postings
    if let day = other.firstDay { firstDay = firstDay.map { min($0, day) } ?? day }
    if let day = other.lastDay { lastDay = lastDay.map { max($0, day) } ?? day }
  }
}

/// Counts and sums by currency without a dictionary: most nights have one currency, few have ten.
struct CurrencySums: ~Copyable {
  struct Sum: BitwiseCopyable {
    var currency: Letters
    var minorUnits: Int128
  }

  private var sums = GrowingBuffer<Sum>()
  private var latest = 0
  private var records = 0

  mutating func begin() {
    sums.removeAll()
    latest = 0
    records = 0
  }

  @inline(__always)
  mutating func add(_ amount: Int64, _ currency: Letters) {
    records += 1
    if latest < sums.count, sums[latest].currency == currency {
      sums.base[latest].minorUnits += Int128(amount)
    } else {
      addElsewhere(amount, currency)
    }
  }

  @inline(never)
  private mutating func addElsewhere(_ amount: Int64, _ currency: Letters) {
    latest = 0
    while latest < sums.count, sums[latest].currency != currency { latest += 1 }
    if latest == sums.count { sums.append(Sum(currency: currency, minorUnits: 0)) }
    sums.base[latest].minorUnits += Int128(amount)
  }

  /// The tally; an error where a sum does not fit, because a wrong total is worse than none.
  func tally() throws(HistoryError) -> RecordTally {
    var tally = RecordTally(records: records)
    for index in 0..<sums.count {
      guard let total = Int64(exactly: sums[index].minorUnits) else {
        throw HistoryError(
          .totalTooLarge, operation: "add up amounts", reason: "a total does not fit in 64 bits",
          advice: "Look for absurd amounts in the input, and correct or leave out those records.")
      }
      tally.minorUnits[sums[index].currency.description, default: 0] += total
    }
    return tally
  }
}
