import Detection
import Ledger

/// Brings hubs up to what their leaves bring now, when all leaves are assessed.
struct HubReassessment {
  private let store: any DerivedStore
  private let gatheringRules: Set<String>
  private let hubs: HubAssessment
  private let reflagging: Reflagging

  init(store: any DerivedStore, assessor: Assessor) {
    self.store = store
    gatheringRules = GatheringRules.ids(in: assessor.rulebook)
    hubs = HubAssessment(assessor: assessor)
    reflagging = Reflagging(rulebook: assessor.rulebook)
  }

  /// Assesses every hub that any leaf brings something new.
  func apply(to changes: inout DerivedChanges) throws {
    for hub in changes.gathered.keys.sorted() { try assess(hub, &changes) }
  }

  private func assess(_ hub: SubjectKey, _ changes: inout DerivedChanges) throws {
    var leaves = try store.gathered(at: hub)
    for (leaf, findings) in changes.gathered[hub] ?? [:] { leaves[leaf] = findings }
    let gathered = leaves.sorted { $0.key < $1.key }.flatMap(\.value)
    let before = try store.state(of: hub)
    let old = try changes.subjects[hub].map { try $0.state.map { try SubjectState(decoding: $0) } } ?? before
    guard var profile = gathered.first?.hub ?? old?.profile else { return }
    profile.name = nil
    let found = gathered.isEmpty ? [] : hubs.findings(at: profile, gathered: gathered)
    let known = Set(old?.findings ?? [])
    for finding in found {
      changes.fired[finding.indicator, default: []].insert(hub)
      if !known.contains(finding) { changes.found.append(FindingLine(finding, about: profile)) }
    }
    let kept = (old?.findings ?? []).filter { !gatheringRules.contains($0.indicator) }
    let findings = (kept + found).inOrder
    if findings == old?.findings ?? [] { return }
    // Its flags follow those it had before the run, whatever the run made of it as a subject of its own.
    changes.subjects[hub] = reflagging.change(
      of: hub, profile: old?.profile ?? profile, findings: findings, from: before?.flags ?? [])
  }
}
