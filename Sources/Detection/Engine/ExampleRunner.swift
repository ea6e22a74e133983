import Ledger
import Rulebook

/// Runs the examples of rules: the ones that must fire, and the ones that must stay silent.
public struct ExampleRunner {
  private let assessor: Assessor
  private let flaggedAssessor: Assessor

  public init(assessor: Assessor) {
    self.assessor = assessor
    flaggedAssessor = assessor.forFlagged()
  }

  /// How one example went.
  public struct Outcome: Sendable, Hashable {
    public var rule: String
    public var example: String
    public var mustFire: Bool
    public var fired: Bool
    /// Where the rule was read from, and the line of the example in it.
    public var origin: String
    public var line: Int

    /// Whether the rule did what the example asks.
    public var isRight: Bool { mustFire == fired }
  }

  /// The outcomes of every example of the rulebook, in order of rules.
  public func run() -> [Outcome] {
    assessor.rulebook.rules.flatMap { rule in rule.examples.map { run($0, of: rule) } }
  }

  private func run(_ example: Example, of rule: Rule) -> Outcome {
    let activity = example.activity
    let firstDay = activity.postings.map(\.day).min() ?? BusinessDay(ordinal: 0)
    let findings = (rule.isAboutFlagged ? flaggedAssessor : assessor).assess(
      activity, from: firstDay, fileName: { _ in "" })
    return Outcome(
      rule: rule.id, example: example.name, mustFire: example.mustFire,
      fired: findings.contains { $0.indicator == rule.id }, origin: rule.origin, line: example.line)
  }
}
