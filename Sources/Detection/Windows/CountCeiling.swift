import Ledger
import Rulebook

/// A sum of counts and what a rule asks of it at least: however its windows lie, it counts no more than its sets have
/// members.
///
/// `WindowFloor` tells the same of single counts.
struct CountCeiling: Sendable, Hashable {
  /// What is counted, and for how many basis points each member counts.
  private var terms: [Term] = []
  /// What must be reached, basis points of one.
  private var least: Int128

  private struct Term: Sendable, Hashable {
    var set: Int
    var basisPoints: Int128
  }

  /// Whether sets with so many members can reach it.
  func isReached(by sets: [[Member]]) -> Bool {
    terms.reduce(Int128(0)) { $0 + Int128(sets[$1.set].count) * $1.basisPoints } >= least
  }

  /// The ceilings of conditions of a rule that hold together.
  static func ceilings(of conditions: [Condition], _ rule: Rule) -> [CountCeiling] {
    conditions.compactMap { CountCeiling($0, rule) }
  }

  private init?(_ condition: Condition, _ rule: Rule) {
    guard condition.denominator == nil, let needed = WindowFloor.needed(condition), needed > 0 else {
      return nil
    }
    least = Int128(needed) * Self.whole
    guard add(condition.left, Self.whole, rule), !terms.isEmpty else { return nil }
  }

  private static let whole: Int128 = 10_000

  /// Adds the counts of a value; false where it can exceed what is counted.
  private mutating func add(_ value: Value, _ basisPoints: Int128, _ rule: Rule) -> Bool {
    switch value {
    case .constant(let number) where number >= 0:
      least -= Int128(number) * basisPoints
      return true
    case .aggregate(let index):
      guard rule.aggregates[index].kind.isCount else { return false }
      terms.append(Term(set: rule.aggregates[index].set, basisPoints: basisPoints))
      return true
    case .plus(let left, let right):
      return add(left, basisPoints, rule) && add(right, basisPoints, rule)
    // Rounded up, a share of a share may only let more through.
    case .scaled(let inner, let share) where share >= 0:
      return add(inner, (basisPoints * Int128(share) + Self.whole - 1) / Self.whole, rule)
    case .constant, .dated, .kept, .peers, .minus, .scaled, .fraction: return false
    }
  }
}

extension Aggregate.Kind {
  /// Whether it is at most the number of members.
  fileprivate var isCount: Bool {
    switch self {
    case .count, .distinct, .days, .mostOfOne, .present: true
    case .sum, .largest, .smallest, .median, .mostToOne, .largestBusinessDaySum, .lowestBalance: false
    }
  }
}
