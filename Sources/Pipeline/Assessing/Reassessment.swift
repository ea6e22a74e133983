import Detection
import History
import Ledger
import Reporting
import Rulebook

/// Brings hubs and flags up to a run's outcomes, when every subject is assessed: first the hubs they feed, then those
/// with whom whoever is flagged exchanges money, then the flags of whoever changed.
struct Reassessment {
  let store: any DerivedStore
  private let gatheringRules: Set<String>
  let families: SignFamilies
  private let hubs: HubAssessment
  let flaggedRules: Set<String>
  /// Makes flags of what can be answered; the second of that without what rests on partners' flags.
  let flagBuilder: FlagBuilder
  let ownFlagBuilder: FlagBuilder
  /// Nil where no rule is about the flagged.
  let partners: PartnerGathering?
  let partnerRules: Set<String>
  let explanations: ExplanationWriter
  let owners: HubOwners?
  /// Rules that look at outside accounts and at no customers.
  private let outsideRules: Set<String>
  var changes = DerivedChanges()
  /// Flags that were made on the way and still hold.
  var madeBefore: [SubjectKey: Made] = [:]

  /// What is stated now, and was before this run.
  let evaluable: EvaluableRules
  private let formerlyEvaluable: EvaluableRules

  /// - Parameters:
  ///   - owners: which outside accounts are the bank's own; nil where no customer file says.
  ///   - evaluable: the rules that can be answered with this run, and could before it.
  init(
    store: any DerivedStore, assessor: Assessor, owners: HubOwners? = nil, evaluable: EvaluableRules,
    formerlyEvaluable: EvaluableRules
  ) {
    let rulebook = assessor.rulebook
    let partnerRules = FlaggedRules.readers(in: rulebook)
    self.evaluable = evaluable
    self.formerlyEvaluable = formerlyEvaluable
    self.partnerRules = partnerRules
    self.store = store
    self.owners = owners
    outsideRules = Set(
      rulebook.rules.filter { $0.isAbout(.counterparty) && !$0.isAbout(.customer) }.map(\.id))
    gatheringRules = GatheringRules.ids(in: rulebook)
    families = SignFamilies(rulebook: rulebook)
    hubs = HubAssessment(assessor: assessor)
    flaggedRules = FlaggedRules.ids(in: rulebook)
    flagBuilder = FlagBuilder(rulebook: rulebook) { evaluable.contains($0.id) }
    ownFlagBuilder = FlagBuilder(rulebook: rulebook) {
      evaluable.contains($0.id) && !partnerRules.contains($0.id)
    }
    partners = PartnerGathering(rulebook: rulebook) { evaluable.contains($0.id) }
    explanations = ExplanationWriter(rulebook: rulebook)
  }

  /// The changes a run makes, of those to its subjects.
  ///
  /// - Parameters:
  ///   - ownership: what changed in whose accounts are.
  mutating func changes(
    from subjects: DerivedChanges, ownership: OwnersChange = OwnersChange()
  ) throws -> DerivedChanges {
    changes = DerivedChanges()
    madeBefore = [:]
    try moveGathered(ownership)
    changes.add(subjects)
    let hubs = try changes.gathered.keys + restate()
    for hub in Set(hubs).sorted() { try assessHub(hub) }
    try settleOwners(ownership.reconsidered)
    try gatherAtPartners()
    try reflag(ownership.heirs)
    let evaluable = evaluable
    changes.found.removeAll { !evaluable.contains($0.indicator) }
    changes.fired = changes.fired.filter { evaluable.contains($0.key) }
    return changes
  }

  /// Takes in whoever is concerned by rules that can be answered now and could not before, or the other way round.
  ///
  /// - Returns: the hubs to look at again.
  private mutating func restate() throws -> [SubjectKey] {
    let rules = evaluable.difference(from: formerlyEvaluable)
    guard !rules.isEmpty else { return [] }
    for key in try store.subjects().sorted() where changes.states[key] == nil {
      guard let state = try store.state(of: key) else { continue }
      if state.findings.contains(where: { rules.contains($0.indicator) }) { stage(state, key) }
    }
    return try store.hubs().filter { hub in
      try gatheredNow(at: hub).values.joined().contains { rules.contains($0.finding.indicator) }
    }
  }

  // MARK: Hubs

  func current(_ key: SubjectKey) throws -> SubjectState? {
    if let staged = changes.states[key] { return try staged?.state() }
    return try store.state(of: key)
  }

  /// Stages a state whose flags are to be made anew.
  mutating func stage(_ state: SubjectState, _ key: SubjectKey) {
    changes.states[key] = staged(state)
    madeBefore[key] = nil
    if let owner = owners?.owner(of: state.profile) { madeBefore[owner] = nil }
  }

  func staged(_ state: SubjectState) -> StagedState {
    StagedState(state, families: families, flaggedRules: flaggedRules)
  }

  mutating func assessHub(_ hub: SubjectKey) throws {
    let gathered = try gatheredNow(at: hub).sorted { $0.key < $1.key }.flatMap(\.value)
      .filter { evaluable.contains($0.finding.indicator) }
    let old = try current(hub)
    let owned = try owners?.profile(of: hub)
    guard var profile = owned ?? gathered.first?.hub ?? old?.profile else { return }
    profile.name = owned?.name
    let found = try gathered.isEmpty ? [] : hubFindings(profile, hub, gathered)
    for finding in found { changes.fired[finding.indicator, default: []].insert(hub) }
    let known = Set(old?.findings ?? [])
    for finding in found where !known.contains(finding) {
      changes.found.append(FindingLine(finding, about: profile))
    }
    let kept = (old?.findings ?? []).filter { !gatheringRules.contains($0.indicator) }
    let findings = (kept + found).inOrder
    if findings == old?.findings ?? [] { return }
    stage(
      SubjectState(
        profile: old?.profile ?? profile, findings: findings, flags: old?.flags ?? [],
        partners: old?.partners ?? []), hub)
  }

  /// A hub that is a customer is looked at as a customer and, by rules that know only those, as an outside account.
  private func hubFindings(
    _ profile: SubjectProfile, _ hub: SubjectKey, _ gathered: [GatheredFinding]
  ) throws -> [Finding] {
    let found = hubs.findings(at: profile, gathered: gathered, facts: try owners?.facts(of: hub))
    guard profile.kind == SubjectKind.customer.name else { return found }
    var outside = profile
    outside.kind = SubjectKind.counterparty.name
    let others = hubs.findings(at: outside, gathered: gathered)
    return found + others.filter { outsideRules.contains($0.indicator) }
  }
}
