import Detection
import Ledger
import Rulebook

/// Brings a subject's findings and flags up to what assessing it brought, one subject after the other.
///
/// Nothing of a subject outlives this but its record, its flags and what is gathered at its hubs.
struct Reassessment: Sendable {
  private let store: any DerivedStore
  private let rollUps: RollUps
  private let gatheringRules: Set<String>
  private let reflagging: Reflagging

  init(store: any DerivedStore, rulebook: Rulebook) {
    self.store = store
    rollUps = RollUps(rulebook: rulebook)
    gatheringRules = GatheringRules.ids(in: rulebook)
    reflagging = Reflagging(rulebook: rulebook)
  }

  /// Adds what an outcome changes. The order of outcomes does not matter.
  func apply(_ outcome: SubjectOutcome, to changes: inout DerivedChanges) throws {
    for finding in outcome.findings {
      changes.fired[finding.indicator, default: []].insert(outcome.key)
      changes.found.append(FindingLine(finding, about: outcome.profile))
    }
    let old = outcome.isKnown ? try store.state(of: outcome.key) : nil
    let kept = (old?.findings ?? []).filter {
      gatheringRules.contains($0.indicator) || (BusinessDay($0.day) ?? outcome.firstDay) < outcome.firstDay
    }
    let findings = (kept + outcome.findings.filter { !gatheringRules.contains($0.indicator) }).inOrder
    let isMinorAsBefore = outcome.profile.isMinor == old?.profile.isMinor ?? outcome.profile.isMinor
    if findings == old?.findings ?? [], isMinorAsBefore { return }
    gather(from: old?.findings ?? [], to: findings, of: outcome, &changes)
    changes.subjects[outcome.key] = reflagging.change(
      of: outcome.key, profile: outcome.profile, findings: findings, from: old?.flags ?? [])
  }

  /// Moves a leaf's findings to its hubs: what it brought before is replaced by what it brings now.
  private func gather(
    from old: [Finding], to new: [Finding], of outcome: SubjectOutcome, _ changes: inout DerivedChanges
  ) {
    let before = Dictionary(grouping: rollUps.gathered(from: old, of: outcome.profile), by: \.hub.subject)
    let after = Dictionary(grouping: rollUps.gathered(from: new, of: outcome.profile), by: \.hub.subject)
    for hub in Set(before.keys).union(after.keys) {
      guard let key = SubjectKey(hexadecimal: hub), before[hub] != after[hub] else { continue }
      changes.gathered[key, default: [:]][outcome.key] = after[hub] ?? []
    }
  }
}

extension [Finding] {
  /// In the order in which they are remembered: by indicator, then day.
  var inOrder: [Finding] { sorted { ($0.indicator, $0.day) < ($1.indicator, $1.day) } }
}
