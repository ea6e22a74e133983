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
    /// Where it went wrong, the moment at which the rule fired or came nearest; nil where nothing in the story is of
    /// the kind the rule looks at.
    public var moment: NearMiss?

    /// Whether the rule did what the example asks.
    public var isRight: Bool { mustFire == fired }
  }

  /// The outcomes of every example of the rulebook, in order of rules.
  ///
  /// - Parameter ids: where not empty, of these rules only.
  public func run(rules ids: Set<String> = []) -> [Outcome] {
    assessor.rulebook.rules.filter { ids.isEmpty || ids.contains($0.id) }
      .flatMap { rule in rule.examples.map { run($0, of: rule) } }
  }

  private func run(_ example: Example, of rule: Rule) -> Outcome {
    let activity = example.activity
    let firstDay = activity.postings.map(\.day).min() ?? BusinessDay(ordinal: 0)
    let assessor = rule.isAboutFlagged ? flaggedAssessor : assessor
    let finding = assessor.assess(activity, from: firstDay, fileName: { _ in "" })
      .first { $0.indicator == rule.id }
    var outcome = Outcome(
      rule: rule.id, example: example.name, mustFire: example.mustFire, fired: finding != nil,
      origin: rule.origin, line: example.line)
    if outcome.isRight { return outcome }
    outcome.moment =
      finding.map {
        NearMiss(indicator: rule.id, day: $0.day, conditions: $0.conditions, closeness: 100)
      } ?? NearMissFinder(assessor: assessor).nearMiss(of: rule.id, in: activity)
    return outcome
  }
}
