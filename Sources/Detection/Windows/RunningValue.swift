import Ledger
import Rulebook

/// The value of one aggregate over a window whose members come and go. Adding and removing cost O(1), or
/// O(log n) where the greatest or least of something must be known.
struct RunningValue {
  private let kind: Aggregate.Kind
  private var count: Int64 = 0
  private var sum: Int128 = 0
  /// Members, or their sum, by value of the kind's field.
  private var groups = GroupFigures()
  /// The groups' figures, ordered, or the members' own; only where the greatest or least of them is asked for.
  private var figures: OrderedCounts

  init(_ kind: Aggregate.Kind) {
    self.kind = kind
    figures = OrderedCounts(knowsMedian: kind == .median)
  }

  mutating func add(_ position: Int, _ activity: Activity, _ currency: Letters) {
    change(position, activity, currency, sign: 1)
  }

  mutating func remove(_ position: Int, _ activity: Activity, _ currency: Letters) {
    change(position, activity, currency, sign: -1)
  }

  private mutating func change(_ position: Int, _ activity: Activity, _ currency: Letters, sign: Int128) {
    let posting = activity.postings[position]
    let isOwn = posting.currency == currency
    switch kind {
    case .count, .present: count += Int64(sign)
    case .sum: if isOwn { sum += sign * Int128(posting.amount) }
    case .distinct(let field): count(GroupValue.of(field, position, in: activity), sign)
    case .days: count(GroupValue.of(.day, position, in: activity), sign)
    case .largest, .smallest, .median: if isOwn { figures.change(Int128(posting.amount), by: Int(sign)) }
    case .lowestBalance:
      if isOwn, posting.flags.contains(.balanceKnown) {
        figures.change(Int128(posting.balance), by: Int(sign))
      }
    case .mostOfOne(let field): rank(GroupValue.of(field, position, in: activity), sign)
    case .mostToOne(let field):
      if isOwn { rank(GroupValue.of(field, position, in: activity), sign * Int128(posting.amount)) }
    case .largestBusinessDaySum:
      let day = UInt64(UInt32(bitPattern: posting.day.nextOpen.ordinal)) + 1 << 32
      if isOwn { rank(day, sign * Int128(posting.amount)) }
    }
  }

  private mutating func count(_ group: UInt64, _ sign: Int128) {
    guard group != 0 else { return }
    groups.add(sign, to: group)
  }

  private mutating func rank(_ group: UInt64, _ difference: Int128) {
    guard group != 0 else { return }
    let before = groups.add(difference, to: group)
    let now = before + difference
    if before != 0 { figures.change(before, by: -1) }
    if now != 0 { figures.change(now, by: 1) }
  }

  /// The value now. Sums saturate at the bounds of 64 bits.
  var value: Int64 {
    switch kind {
    case .count: count
    case .present: min(count, 1)
    case .sum: Int64(clamping: sum)
    case .distinct, .days: Int64(groups.count)
    case .largest, .mostOfOne, .mostToOne, .largestBusinessDaySum: Int64(clamping: figures.greatest ?? 0)
    case .smallest: Int64(clamping: figures.least ?? 0)
    case .median: Int64(clamping: figures.lowerMedian ?? 0)
    case .lowestBalance: Int64(clamping: figures.least ?? Int128(Int64.max))
    }
  }
}
