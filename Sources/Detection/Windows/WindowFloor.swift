import Ledger
import Rulebook

/// What some window must hold before a rule's test can hold: so many members close together, or so much money.
///
/// Told from a set's members alone, before any window slides; most rules that are looked at end here.
struct WindowFloor: Sendable, Hashable {
  /// Index into the rule's sets.
  var set: Int
  /// No window is longer, milliseconds.
  var span: Int64
  var least: Least

  /// What must lie within the span.
  enum Least: Sendable, Hashable {
    /// So many members.
    case members(Int)
    /// Members with so many different values of a field.
    case distinct(Int, GroupField)
    /// Members of the rule's currency whose amounts come to so many minor units.
    case money(Int64)
    /// A member of the rule's currency of so many minor units or more.
    case amount(Int64)
  }

  /// Whether any window can hold it. O(members).
  func isReached(by members: [Member], in activity: Activity, currency: Letters) -> Bool {
    switch least {
    case .members(let count): hasStretch(of: count, members)
    case .distinct(let count, let field):
      hasStretch(of: count, members) && hasDistinct(count, field, members, activity)
    case .money(let sum): hasStretch(worth: Int128(sum), members, activity, currency)
    case .amount(let bound):
      members.contains {
        let posting = activity.postings[Int($0.position)]
        return posting.currency == currency && posting.amount >= bound
      }
    }
  }

  private func hasStretch(of count: Int, _ members: [Member]) -> Bool {
    guard count > 0 else { return true }
    guard members.count >= count else { return false }
    for last in (count - 1)..<members.count
    where members[last].instant - members[last - count + 1].instant <= span {
      return true
    }
    return false
  }

  /// Whether all members together have so many values: enough to turn most away.
  private func hasDistinct(
    _ count: Int, _ field: GroupField, _ members: [Member], _ activity: Activity
  ) -> Bool {
    var values: [UInt64] = []
    for member in members {
      let value = GroupValue.of(field, Int(member.position), in: activity)
      if value != 0, !values.contains(value) { values.append(value) }
      if values.count >= count { return true }
    }
    return false
  }

  /// Amounts below zero are left out: no window holds more than the rest.
  private func hasStretch(
    worth sum: Int128, _ members: [Member], _ activity: Activity, _ currency: Letters
  ) -> Bool {
    func worth(_ index: Int) -> Int128 {
      let posting = activity.postings[Int(members[index].position)]
      return posting.currency == currency ? Int128(max(posting.amount, 0)) : 0
    }
    var held: Int128 = 0
    var first = 0
    for last in members.indices {
      held += worth(last)
      while members[last].instant - members[first].instant > span {
        held -= worth(first)
        first += 1
      }
      if held >= sum { return true }
    }
    return sum <= 0
  }
}

extension WindowFloor {
  /// The floors of conditions of a rule that hold together: of each that asks for so much at least.
  static func floors(of conditions: [Condition], _ rule: Rule) -> [WindowFloor] {
    var found: [WindowFloor] = []
    for floor in conditions.compactMap({ floor(of: $0, rule) }) where !found.contains(floor) {
      found.append(floor)
    }
    return found
  }

  private static func floor(of condition: Condition, _ rule: Rule) -> WindowFloor? {
    guard condition.denominator == nil, case .aggregate(let index) = condition.left,
      let needed = needed(condition), needed > 0
    else { return nil }
    let aggregate = rule.aggregates[index]
    let least: Least
    switch aggregate.kind {
    case .count, .mostOfOne: least = .members(Int(clamping: needed))
    case .distinct(let field): least = .distinct(Int(clamping: needed), field)
    case .days: least = .distinct(Int(clamping: needed), .day)
    case .present: least = .members(1)
    case .sum, .mostToOne, .largestBusinessDaySum: least = .money(needed)
    case .largest, .smallest, .median: least = .amount(needed)
    case .lowestBalance: return nil
    }
    return WindowFloor(
      set: aggregate.set,
      span: WindowSpan.longest(aggregate.window, sinceFirst: rule.first?.milliseconds ?? 0),
      least: least)
  }

  /// The least that satisfies a condition on any day; nil where none is demanded.
  static func needed(_ condition: Condition) -> Int64? {
    guard let bound = lowest(condition.right) else { return nil }
    switch condition.comparison {
    case .atLeast, .between, .equal: return bound
    case .moreThan: return bound == .max ? bound : bound + 1
    case .atMost, .lessThan: return nil
    }
  }

  /// The lowest a bound ever is; nil where that depends on the subject.
  private static func lowest(_ value: Value) -> Int64? {
    switch value {
    case .constant(let number): number
    case .dated(let amount): amount.steps.map(\.minorUnits).min()
    default: nil
    }
  }
}
