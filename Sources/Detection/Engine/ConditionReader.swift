import Ledger
import Rulebook

/// Reads the values of conditions and compares them, exactly, in integers.
struct ConditionReader {
  let rule: Rule
  /// The values of the rule's aggregates at the moment; only those asked for need be right.
  var aggregates: [Int64]
  var kept: [Int64] = []
  var day = BusinessDay(ordinal: 0)

  /// An observed value, and the bound it is compared with.
  struct Reading {
    var observed: Int64
    var bound: Int64
    var upper: Int64?
    var holds: Bool
  }

  func holds(_ test: Test) -> Bool {
    switch test {
    case .condition(let index): read(rule.conditions[index]).holds
    case .all(let tests): tests.allSatisfy(holds)
    case .any(let tests): tests.contains(where: holds)
    case .not(let inner): !holds(inner)
    }
  }

  func value(_ value: Value) -> Int128 {
    switch value {
    case .constant(let number): Int128(number)
    case .dated(let amount): Int128(amount.minorUnits(on: day))
    case .aggregate(let index): Int128(aggregates[index])
    case .kept(let index): index < kept.count ? Int128(kept[index]) : 0
    case .plus(let left, let right): self.value(left) + self.value(right)
    case .minus(let left, let right): self.value(left) - self.value(right)
    case .scaled(let inner, let basisPoints): self.value(inner) * Int128(basisPoints) / 10_000
    }
  }

  func read(_ condition: Condition) -> Reading {
    if let denominator = condition.denominator { return readShare(condition, of: value(denominator)) }
    // A scaled bound is compared by multiplying the other side, so that nothing is rounded.
    if case .scaled(let inner, let basisPoints) = condition.right, condition.upper == nil {
      let left = value(condition.left)
      let right = value(inner) * Int128(basisPoints)
      return Reading(
        observed: Int64(clamping: left), bound: Int64(clamping: right / 10_000), upper: nil,
        holds: compare(left * 10_000, condition.comparison, right, nil))
    }
    let left = value(condition.left)
    let right = value(condition.right)
    let upper = condition.upper.map(value)
    return Reading(
      observed: Int64(clamping: left), bound: Int64(clamping: right),
      upper: upper.map { Int64(clamping: $0) },
      holds: compare(left, condition.comparison, right, upper))
  }

  private func readShare(_ condition: Condition, of whole: Int128) -> Reading {
    let part = value(condition.left)
    let right = value(condition.right)
    let upper = condition.upper.map(value)
    let holds =
      whole > 0
      && compare(part * 10_000, condition.comparison, right * whole, upper.map { $0 * whole })
    return Reading(
      observed: whole > 0 ? Int64(clamping: part * 10_000 / whole) : 0, bound: Int64(clamping: right),
      upper: upper.map { Int64(clamping: $0) }, holds: holds)
  }

  private func compare(_ left: Int128, _ comparison: Comparison, _ right: Int128, _ upper: Int128?) -> Bool {
    switch comparison {
    case .atLeast: left >= right
    case .moreThan: left > right
    case .atMost: left <= right
    case .lessThan: left < right
    case .equal: left == right
    case .between: left >= right && left <= (upper ?? right)
    }
  }

  /// How far the test's thresholds are exceeded: for each condition with a floor that holds, observed over
  /// bound in hundredths, at most ten times; summed.
  func excess(of test: Test) -> Int64 {
    switch test {
    case .condition(let index):
      let reading = read(rule.conditions[index])
      guard reading.holds else { return 0 }
      switch rule.conditions[index].comparison {
      case .atLeast, .moreThan:
        guard reading.bound > 0 else { return 100 }
        return Int64(clamping: min(Int128(reading.observed) * 100 / Int128(reading.bound), 1000))
      case .atMost, .lessThan, .equal, .between: return 100
      }
    case .all(let tests), .any(let tests): return tests.reduce(0) { $0 + excess(of: $1) }
    case .not: return 100
    }
  }
}
