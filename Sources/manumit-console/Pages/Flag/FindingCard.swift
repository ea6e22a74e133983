import Foundation
import Review
import Rulebook

/// A red flag or an innocent pattern that held: what was observed, beside what was asked, and after whose words.
struct FindingCard: Sendable {
  let title: String
  let indicator: String
  let address: String
  let points: String
  let strongest: String
  let payments: String
  let conditions: [ConditionRow]
  let sources: [SourceLine]

  /// A condition of the rule.
  struct ConditionRow: Sendable {
    let text: String
    let observed: String
    let asked: String
    let holds: Bool

    init(_ condition: FlagCondition) {
      text = Self.measured(condition)
      observed = condition.observed.text
      asked = Self.asked(condition)
      holds = condition.holds
    }

    /// What is measured: the rulebook's words before the comparison, which has a column of its own.
    private static func measured(_ condition: FlagCondition) -> String {
      let sign = condition.upper == nil ? " \(condition.comparison) " : " between "
      let parts = condition.text.components(separatedBy: sign)
      return parts.count == 2 ? parts[0] : condition.text
    }

    private static func asked(_ condition: FlagCondition) -> String {
      let threshold = condition.threshold.text
      if let upper = condition.upper { return "\(threshold) to \(upper.text)" }
      return switch condition.comparison {
      case ">=": "at least \(threshold)"
      case "<=": "at most \(threshold)"
      case ">": "more than \(threshold)"
      case "<": "less than \(threshold)"
      case "=": "exactly \(threshold)"
      default: "\(condition.comparison) \(threshold)"
      }
    }
  }

  init(_ finding: FlagFinding, _ titles: RuleTitles) {
    title = titles[finding.indicator]
    indicator = finding.indicator
    address = "/rulebook/\(finding.indicator)"
    points = finding.points > 0 ? "+\(finding.points) points" : "\(finding.points) points"
    strongest = finding.localTime
    payments = finding.transactionCount == 1 ? "1 payment" : "\(grouped(finding.transactionCount)) payments"
    conditions = finding.conditions.filter(\.holds).map(ConditionRow.init)
    sources = titles.rule(finding.indicator)?.sources.map { SourceLine(Citation($0)) } ?? []
  }
}
