import Ledger
import Rulebook

/// Finds the members of a set that stand close together. O(n).
enum CrowdFinder {
  /// The members that lie in a stretch of `reach` milliseconds, both ends included, in which at least `least`
  /// different values of the field occur, or without a field so many members; each enters when the first such
  /// stretch is complete. Values that are not stated count for nothing.
  static func members(
    of own: [Member], least: Int, field: GroupField?, reach: Int64, in activity: Activity
  ) -> [Member] {
    let values = field.map { field in own.map { GroupValue.of(field, Int($0.position), in: activity) } }
    var counts: [UInt64: Int] = [:]
    var crowd: [Member] = []
    var first = 0
    var next = 0
    // Members before this one have entered, or never can: later stretches begin behind them.
    var settled = 0
    while next < own.count {
      let instant = own[next].instant
      // What happened at one instant is seen at once.
      while next < own.count, own[next].instant == instant {
        if let value = values?[next], value != 0 { counts[value, default: 0] += 1 }
        next += 1
      }
      while own[first].instant < instant - reach {
        if let value = values?[first], value != 0, let count = counts[value] {
          counts[value] = count > 1 ? count - 1 : nil
        }
        first += 1
      }
      guard (field == nil ? next - first : counts.count) >= least else { continue }
      for index in max(first, settled)..<next {
        var member = own[index]
        member.enters = instant
        crowd.append(member)
      }
      settled = next
    }
    return crowd
  }
}
