import Rulebook

/// Which aggregates a test reads.
enum AggregateUse {
  /// Indices of the aggregates a test reads, in order, each once.
  static func indices(in test: Test, of rule: Rule) -> [Int] {
    var found: Set<Int> = []
    collect(test, rule, &found)
    return found.sorted()
  }

  /// Indices of the aggregates an earlier moment reads, in its test and in what it keeps.
  static func indices(in first: FirstMoment, of rule: Rule) -> [Int] {
    var found: Set<Int> = []
    collect(first.test, rule, &found)
    for kept in first.kept { collect(kept.value, &found) }
    return found.sorted()
  }

  private static func collect(_ test: Test, _ rule: Rule, _ found: inout Set<Int>) {
    for index in test.conditionIndices {
      let condition = rule.conditions[index]
      for value in [condition.left, condition.right, condition.denominator, condition.upper] {
        if let value { collect(value, &found) }
      }
    }
  }

  private static func collect(_ value: Value, _ found: inout Set<Int>) {
    switch value {
    case .aggregate(let index): found.insert(index)
    case .plus(let left, let right), .minus(let left, let right):
      collect(left, &found)
      collect(right, &found)
    case .scaled(let inner, _), .fraction(let inner, _, _): collect(inner, &found)
    case .constant, .dated, .kept, .peers: break
    }
  }
}
