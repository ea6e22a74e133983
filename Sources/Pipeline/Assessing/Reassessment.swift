import Detection
import History
import Ledger
import Reporting
import Rulebook

/// Brings findings, hubs and flags up to a run's outcomes: subjects first, then the hubs they feed, then
/// the flags of whoever changed.
struct Reassessment {
  let store: any DerivedStore
  private let rollUps: RollUps
  private let gatheringRules: Set<String>
  private let hubs: HubAssessment
  private let flagBuilder: FlagBuilder
  private let explanations: ExplanationWriter
  let owners: HubOwners?
  /// Rules that look at outside accounts and at no customers.
  private let outsideRules: Set<String>
  var changes = DerivedChanges()

  /// - Parameters:
  ///   - institution: hash of the name of the institution whose customers may be hubs.
  ///   - owners: which outside accounts are the bank's own; nil where no customer file says.
  init(
    store: any DerivedStore, assessor: Assessor, institution: UInt64 = StableHash.hash(""),
    owners: HubOwners? = nil
  ) {
    self.store = store
    self.owners = owners
    outsideRules = Set(
      assessor.rulebook.rules.filter { $0.isAbout(.counterparty) && !$0.isAbout(.customer) }.map(\.id))
    rollUps = RollUps(rulebook: assessor.rulebook, institution: institution)
    gatheringRules = GatheringRules.ids(in: assessor.rulebook)
    hubs = HubAssessment(assessor: assessor)
    flagBuilder = FlagBuilder(rulebook: assessor.rulebook)
    explanations = ExplanationWriter(rulebook: assessor.rulebook)
  }

  /// The changes a run's outcomes make. The order of outcomes does not matter.
  ///
  /// - Parameters:
  ///   - ownership: what changed in whose accounts are.
  mutating func changes(
    from outcomes: [SubjectOutcome], ownership: OwnersChange = OwnersChange()
  ) throws -> DerivedChanges {
    changes = DerivedChanges()
    try moveGathered(ownership)
    for outcome in outcomes.sorted(by: { $0.key < $1.key }) { try apply(outcome) }
    for hub in changes.gathered.keys.sorted() { try assessHub(hub) }
    try settleOwners(ownership.reconsidered)
    try reflag(ownership.heirs)
    return changes
  }

  // MARK: Subjects

  private mutating func apply(_ outcome: SubjectOutcome) throws {
    for finding in outcome.findings { changes.fired[finding.indicator, default: []].insert(outcome.key) }
    let old = try current(outcome.key)
    let kept = (old?.findings ?? []).filter {
      gatheringRules.contains($0.indicator) || (BusinessDay($0.day) ?? outcome.firstDay) < outcome.firstDay
    }
    let findings = Self.ordered(kept + outcome.findings.filter { !gatheringRules.contains($0.indicator) })
    if findings == old?.findings ?? [], outcome.profile == old?.profile ?? outcome.profile { return }
    try gather(from: old, to: findings, of: outcome)
    changes.states[outcome.key] = SubjectState(
      profile: outcome.profile, findings: findings, flags: old?.flags ?? [])
  }

  /// Moves a leaf's findings to its hubs: what it brought before is replaced by what it brings now.
  private mutating func gather(from old: SubjectState?, to new: [Finding], of outcome: SubjectOutcome) throws
  {
    let known = rollUps.gathered(from: old?.findings ?? [], of: old?.profile ?? outcome.profile)
    let before = Dictionary(grouping: known) { hubKey($0) }
    let after = Dictionary(grouping: rollUps.gathered(from: new, of: outcome.profile)) { hubKey($0) }
    for hub in Set(before.keys).union(after.keys) {
      guard let hub, before[hub] != after[hub] else { continue }
      changes.gathered[hub, default: [:]][outcome.key] = after[hub] ?? []
    }
  }

  func current(_ key: SubjectKey) throws -> SubjectState? {
    if let staged = changes.states[key] { return staged }
    return try store.state(of: key)
  }

  // MARK: Hubs

  private mutating func assessHub(_ hub: SubjectKey) throws {
    let gathered = try gatheredNow(at: hub).sorted { $0.key < $1.key }.flatMap(\.value)
    let old = try current(hub)
    let owned = try owners?.profile(of: hub)
    guard var profile = owned ?? gathered.first?.hub ?? old?.profile else { return }
    profile.name = owned?.name
    let found = try gathered.isEmpty ? [] : hubFindings(profile, hub, gathered)
    for finding in found { changes.fired[finding.indicator, default: []].insert(hub) }
    let known = Set(old?.findings ?? [])
    for finding in found where !known.contains(finding) {
      changes.atHubs.append(FindingLine(finding, about: profile))
    }
    let kept = (old?.findings ?? []).filter { !gatheringRules.contains($0.indicator) }
    let findings = Self.ordered(kept + found)
    if findings == old?.findings ?? [] { return }
    changes.states[hub] = SubjectState(
      profile: old?.profile ?? profile, findings: findings, flags: old?.flags ?? [])
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

  private static func ordered(_ findings: [Finding]) -> [Finding] {
    findings.sorted { ($0.indicator, $0.day) < ($1.indicator, $1.day) }
  }

  // MARK: Flags

  /// Brings the flags of every subject that changed up to its findings.
  private mutating func reflag(_ heirs: [SubjectKey: SubjectKey]) throws {
    let states = changes.states.compactMap { key, state in state.map { (key: key, state: $0) } }
      .sorted { $0.key < $1.key }
    let changed = try states.map { key, state in
      (key: key, state: state, findings: try flaggable(key, state))
    }
    let builder = flagBuilder
    let writer = explanations
    // Flags are a function of the subject's own findings: each can be made beside the others.
    let made = concurrentMap(changed) { subject in
      builder.flags(of: subject.state.profile, findings: subject.findings).map { flag in
        var flag = flag
        flag.explanation = writer.explanation(of: flag)
        return flag
      }
    }
    let flags = Dictionary(uniqueKeysWithValues: zip(changed.map(\.key), made))
    for (subject, own) in zip(changed, made) {
      let heir = heirs[subject.key] ?? owners?.owner(of: subject.state.profile)
      reflag(subject.key, subject.state, own, followedBy: heir.flatMap { flags[$0] } ?? [])
    }
  }

  /// - Parameter heirs: flags of whoever has the subject's postings now.
  private mutating func reflag(
    _ subject: SubjectKey, _ state: SubjectState, _ made: [Flag], followedBy heirs: [Flag]
  ) {
    let old = Dictionary(uniqueKeysWithValues: state.flags.map { ($0.id, $0) })
    var flags = made
    for index in flags.indices {
      if let known = old[flags[index].id], Self.saysTheSame(known, flags[index]) { flags[index] = known }
      publish(flags[index], over: old[flags[index].id])
    }
    for flag in state.flags where !flags.contains(where: { $0.id == flag.id }) {
      let successor = (flags + heirs).first { $0.typology == flag.typology && $0.lastDay >= flag.firstDay }
      changes.withdrawals.append(.init(flag: flag.id, successor: successor?.id))
    }
    let isEmpty = state.findings.isEmpty && flags.isEmpty
    let renewed = SubjectState(profile: state.profile, findings: state.findings, flags: flags)
    changes.states[subject] = .some(isEmpty ? nil : renewed)
  }

  private mutating func publish(_ flag: Flag, over old: Flag?) {
    guard let old else {
      changes.flagsNew += 1
      changes.flags.append(flag)
      return
    }
    guard old != flag else { return }
    let before = Set(old.evidence.map(\.identity))
    let after = Set(flag.evidence.map(\.identity))
    if after.isSubset(of: before) { changes.flagsAmended += 1 } else { changes.flagsExtended += 1 }
    changes.flags.append(flag)
  }

  /// Whether two versions differ only in the rulebook that made them.
  private static func saysTheSame(_ left: Flag, _ right: Flag) -> Bool {
    var left = left
    left.rulebook = right.rulebook
    return left == right
  }
}
