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
  private let flaggedRules: Set<String>
  private let mitigations: Set<String>
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
    flaggedRules = FlaggedRules.ids(in: rulebook)
    mitigations = Set(rulebook.rules.filter { $0.kind == .mitigation }.map(\.id))
    families = SignFamilies(rulebook: rulebook)
  }

  /// Adds what an outcome changes. The order of outcomes does not matter.
  func apply(_ outcome: SubjectOutcome, to changes: inout DerivedChanges) throws {
    let old = try store.state(of: outcome.key)
    var outcome = outcome
    // All that was remembered of it was taken back: of whom it was is remembered here alone.
    if outcome.profile.identifier.isEmpty, let old { outcome.profile = old.profile }
    let before = (old?.findings ?? []).filter {
      (BusinessDay($0.day) ?? outcome.firstDay) < outcome.firstDay && !gatheringRules.contains($0.indicator)
    }
    let ifFlagged = findingsIfFlagged(outcome, before, old?.findings ?? [])
    let found = outcome.findings + ifFlagged.found
    for finding in found {
      changes.fired[finding.indicator, default: []].insert(outcome.key)
      if listsFindings { changes.found.append(FindingLine(finding, about: outcome.profile)) }
    }
    let gathered = (old?.findings ?? []).filter { gatheringRules.contains($0.indicator) }
    let kept = gathered + before.filter { ifFlagged.keepsOld || !flaggedRules.contains($0.indicator) }
    let new = found.filter { !gatheringRules.contains($0.indicator) && !isKnown($0, of: before) }
    let findings = (kept + new).inOrder
    if findings == old?.findings ?? [], outcome.profile == old?.profile ?? outcome.profile { return }
    gather(from: old, to: findings, of: outcome, &changes)
    let state = SubjectState(
      profile: outcome.profile, findings: findings, flags: old?.flags ?? [], partners: old?.partners ?? [])
    changes.states[outcome.key] = StagedState(state, families: families, flaggedRules: flaggedRules)
  }

  /// Whether a finding is of an innocent pattern that held earlier in the month: of those the first is kept.
  private func isKnown(_ finding: Finding, of before: [Finding]) -> Bool {
    mitigations.contains(finding.indicator)
      && before.contains { $0.indicator == finding.indicator && $0.day.prefix(7) == finding.day.prefix(7) }
  }

  // MARK: The flagged

  /// What rules about the flagged find, and whether what they found of earlier days still stands.
  ///
  /// Whoever comes to be suspected on this night is looked at from the beginning: had it been suspected before, it
  /// would have been looked at then.
  private func findingsIfFlagged(
    _ outcome: SubjectOutcome, _ before: [Finding], _ old: [Finding]
  ) -> (found: [Finding], keepsOld: Bool) {
    guard !flaggedRules.isEmpty, isSuspected(on: before) || isSuspected(on: outcome.findings) else {
      return ([], false)
    }
    let wasSuspected = isSuspected(on: old)
    return (outcome.ofFlagged(wasSuspected ? outcome.firstDay : nil), wasSuspected)
  }

  /// Whether anything was found of the subject itself that can stand for itself.
  private func isSuspected(on findings: [Finding]) -> Bool {
    !families.independent(in: findings.filter { !gatheringRules.contains($0.indicator) }).isEmpty
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
