import Detection
import Ledger
import Rulebook

/// Brings what is remembered of a subject up to what assessing it brought, one subject after the other, on any
/// thread.
///
/// Nothing of a subject outlives this but its record and what is gathered at its hubs.
struct SubjectReassessment: Sendable {
  private let store: any DerivedStore
  private let rollUps: RollUps
  private let gatheringRules: Set<String>
  private let families: SignFamilies
  private let owners: HubOwners?
  private let listsFindings: Bool

  /// - Parameters:
  ///   - institution: hash of the name of the institution whose customers may be hubs.
  ///   - owners: which outside accounts are the bank's own; nil where no customer file says.
  ///   - listsFindings: whether every finding is to be listed.
  init(
    store: any DerivedStore, rulebook: Rulebook, institution: UInt64 = StableHash.hash(""),
    owners: HubOwners? = nil, listsFindings: Bool = false
  ) {
    self.store = store
    self.listsFindings = listsFindings
    self.owners = owners
    rollUps = RollUps(rulebook: rulebook, institution: institution)
    gatheringRules = GatheringRules.ids(in: rulebook)
    families = SignFamilies(rulebook: rulebook)
  }

  /// Adds what an outcome changes. The order of outcomes does not matter.
  func apply(_ outcome: SubjectOutcome, to changes: inout DerivedChanges) throws {
    for finding in outcome.findings {
      changes.fired[finding.indicator, default: []].insert(outcome.key)
      if listsFindings { changes.found.append(FindingLine(finding, about: outcome.profile)) }
    }
    let old = try store.state(of: outcome.key)
    let kept = (old?.findings ?? []).filter {
      gatheringRules.contains($0.indicator) || (BusinessDay($0.day) ?? outcome.firstDay) < outcome.firstDay
    }
    let findings = (kept + outcome.findings.filter { !gatheringRules.contains($0.indicator) }).inOrder
    if findings == old?.findings ?? [], outcome.profile == old?.profile ?? outcome.profile { return }
    gather(from: old, to: findings, of: outcome, &changes)
    let state = SubjectState(profile: outcome.profile, findings: findings, flags: old?.flags ?? [])
    changes.states[outcome.key] = StagedState(state, families: families)
  }

  /// Moves a leaf's findings to its hubs: what it brought before is replaced by what it brings now.
  private func gather(
    from old: SubjectState?, to new: [Finding], of outcome: SubjectOutcome, _ changes: inout DerivedChanges
  ) {
    let known = rollUps.gathered(from: old?.findings ?? [], of: old?.profile ?? outcome.profile)
    let before = Dictionary(grouping: known) { $0.place(by: owners) }
    let after = Dictionary(grouping: rollUps.gathered(from: new, of: outcome.profile)) {
      $0.place(by: owners)
    }
    for hub in Set(before.keys).union(after.keys) {
      guard let hub, before[hub] != after[hub] else { continue }
      changes.gathered[hub, default: [:]][outcome.key] = after[hub] ?? []
    }
  }
}

extension [Finding] {
  /// In the order in which they are remembered: by indicator, then day.
  var inOrder: [Finding] { sorted { ($0.indicator, $0.day) < ($1.indicator, $1.day) } }
}
