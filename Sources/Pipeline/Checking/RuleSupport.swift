public import Ledger
public import Rulebook

/// Whether data can answer a rule, and if not, what they lack.
public struct RuleSupport {
  public let rule: Rule
  public let isEvaluable: Bool
  /// The facts that are stated nowhere; none where it is only what the rule gathers that cannot be found.
  public let missing: [String]

  /// - Parameter stated: the facts that any record, or the customer file, states.
  public init(of rule: Rule, by stated: FieldSet, in rulebook: Rulebook) {
    self.rule = rule
    isEvaluable = rule.isEvaluable(where: stated, in: rulebook)
    missing = rule.missing(where: stated).names
  }

  /// What is missing, in words.
  public var want: String { missing.isEmpty ? "what it gathers" : missing.joined(separator: ", ") }

  /// One line of a list of rules.
  var text: String { isEvaluable ? "yes  \(rule.id)" : "no   \(rule.id): would need \(want)" }
}
