public import Ledger
public import Rulebook

/// Assesses a hub on what is gathered at it.
public struct HubAssessment {
  private let assessor: Assessor
  private let gatheringRules: Set<String>

  public init(assessor: Assessor) {
    self.assessor = assessor
    gatheringRules = GatheringRules.ids(in: assessor.rulebook)
  }

  /// The findings of rules that read gathered findings, with the leaves' own evidence beneath.
  ///
  /// - Parameter facts: what is known of a hub that is a customer.
  public func findings(
    at hub: SubjectProfile, gathered: [GatheredFinding], facts: CustomerFacts? = nil
  ) -> [Finding] {
    guard let first = gathered.map(\.finding.day).min(), let firstDay = BusinessDay(first) else { return [] }
    var activity = Activity(hub: hub, gathered: gathered)
    activity.facts = facts
    return assessor.assess(activity, from: firstDay.advanced(by: -1), fileName: { _ in "" })
      .filter { gatheringRules.contains($0.indicator) }
      .map { withLeafEvidence($0, gathered) }
  }

  /// Adds what the leaves paid to the hub, under names of sets that no measure of the hub reads. What else a
  /// leaf's finding rests on, its wages above all, is no money of the hub's and stays with the leaf.
  private func withLeafEvidence(_ finding: Finding, _ gathered: [GatheredFinding]) -> Finding {
    let present = Set(finding.evidence.map(\.identity))
    var rows: [String: EvidenceTransaction] = [:]
    for leaf in gathered where present.contains(leaf.identity) {
      for var row in leaf.finding.evidence
      where rows[row.identity] == nil && row.counterpartyIdentifier == leaf.hub.identifier {
        row.sets = row.sets.map { "\(leaf.finding.indicator): \($0)" }
        rows[row.identity] = row
      }
    }
    var finding = finding
    finding.evidence += rows.values.sorted { ($0.instant, $0.identity) < ($1.instant, $1.identity) }
    return finding
  }
}

/// Which rules read findings of other subjects.
public enum GatheringRules {
  /// The IDs of the rules of a rulebook that read gathered findings.
  public static func ids(in rulebook: Rulebook) -> Set<String> {
    Set(rulebook.rules.filter { !gathered(by: $0, in: rulebook).isEmpty }.map(\.id))
  }

  /// The indicators whose findings a rule gathers.
  public static func gathered(by rule: Rule, in rulebook: Rulebook) -> [String] {
    var found: [String] = []
    func collect(_ predicate: Predicate) {
      switch predicate {
      case .atom(let index):
        if case .gathered(let indicator) = rulebook.atoms[index] { found.append(indicator) }
      case .not(let inner): collect(inner)
      case .all(let parts), .any(let parts): parts.forEach(collect)
      }
    }
    for set in rule.sets {
      if case .matching(let predicate) = set.members { collect(predicate) }
    }
    return found
  }
}
