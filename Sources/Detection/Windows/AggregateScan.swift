import Ledger
import Rulebook

/// An aggregate computed the plain way, from all members of a window at once.
///
/// The engine slides (`SlidingAggregate`); evidence is built, and the sliding is tested, with this.
enum AggregateScan {
  /// The value over `positions`. Sums saturate at the bounds of 64 bits.
  static func value(
    of kind: Aggregate.Kind, over positions: [Int], in activity: Activity, currency: Letters
  ) -> Int64 {
    let postings = positions.lazy.map { activity.postings[$0] }
    let own = postings.filter { $0.currency == currency }
    switch kind {
    case .count: return Int64(positions.count)
    case .sum: return Int64(clamping: own.reduce(Int128(0)) { $0 + Int128($1.amount) })
    case .distinct(let field): return Int64(groups(field, positions, activity).count)
    case .days: return Int64(groups(.day, positions, activity).count)
    case .largest: return own.map(\.amount).max() ?? 0
    case .smallest: return own.map(\.amount).min() ?? 0
    case .median:
      let sorted = own.map(\.amount).sorted()
      return sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 2]
    case .mostOfOne(let field):
      return Int64(groups(field, positions, activity).values.map(\.count).max() ?? 0)
    case .mostToOne(let field):
      let sums = groups(field, positions, activity).values.map { sum($0, activity, currency) }
      return Int64(clamping: sums.max() ?? 0)
    case .largestBusinessDaySum:
      let days = Dictionary(grouping: positions) { activity.postings[$0].day.nextOpen }
      return Int64(clamping: days.values.map { sum($0, activity, currency) }.max() ?? 0)
    case .present: return positions.isEmpty ? 0 : 1
    case .lowestBalance:
      return own.filter { $0.flags.contains(.balanceKnown) }.map(\.balance).min() ?? .max
    }
  }

  private static func groups(_ field: GroupField, _ positions: [Int], _ activity: Activity) -> [UInt64: [Int]]
  {
    var groups = Dictionary(grouping: positions) { GroupValue.of(field, $0, in: activity) }
    groups[0] = nil
    return groups
  }

  private static func sum(_ positions: [Int], _ activity: Activity, _ currency: Letters) -> Int128 {
    positions.reduce(0) { total, position in
      let posting = activity.postings[position]
      return posting.currency == currency ? total + Int128(posting.amount) : total
    }
  }
}
