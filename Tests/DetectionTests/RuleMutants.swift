import Detection
import Rulebook

/// Rules with one condition taken away. A file of its own: `Test` of the rule model and of the testing
/// library share a name.
enum RuleMutants {
  /// The conditions of the rulebook that no example of their rule needs.
  static func survivors(of rulebook: Rulebook, geography: Geography) -> [String] {
    let compiled = Assessor(rulebook: rulebook, geography: geography)
    return rulebook.rules.flatMap { rule in
      rule.conditions.indices.compactMap { index -> String? in
        var mutant = rule
        mutant.test = without(index, rule.test)
        if let first = rule.first { mutant.first?.test = without(index, first.test) }
        let outcomes = ExampleRunner(assessor: Assessor(rules: [mutant], sharing: compiled)).run()
        return outcomes.allSatisfy(\.isRight) ? "\(rule.id): \(rule.conditions[index].text)" : nil
      }
    }
  }

  /// The test as if the condition always held where all must, and never where one suffices.
  private static func without(_ index: Int, _ test: Test) -> Test {
    switch test {
    case .condition(let own): own == index ? .all([]) : test
    case .all(let parts): .all(parts.map { without(index, $0) })
    case .any(let parts): .any(parts.filter { !isCondition($0, index) }.map { without(index, $0) })
    case .not(let inner): .not(without(index, inner))
    }
  }

  private static func isCondition(_ test: Test, _ index: Int) -> Bool {
    if case .condition(let own) = test { own == index } else { false }
  }
}
