import Detection
import History
import Ledger
import Reporting
import Rulebook

/// Brings findings, hubs and flags up to a run's outcomes: subjects first, then the hubs they feed, then
/// the flags of whoever changed.
struct Reassessment {
  private let store: any DerivedStore
  private let rollUps: RollUps
  private let gatheringRules: Set<String>
  private let hubs: HubAssessment
  private let flagBuilder: FlagBuilder
  private let explanations: ExplanationWriter
  private let owners: HubOwners?
  private var changes = DerivedChanges()

  /// - Parameters:
  ///   - institution: hash of the name of the institution whose customers may be hubs.
  ///   - owners: which outside accounts are the bank's own; nil where no customer file says.
  init(
    store: any DerivedStore, assessor: Assessor, institution: UInt64 = StableHash.hash(""),
    owners: HubOwners? = nil
  ) {
    self.store = store
    self.owners = owners
    rollUps = RollUps(rulebook: assessor.rulebook, institution: institution)
    gatheringRules = GatheringRules.ids(in: assessor.rulebook)
    hubs = HubAssessment(assessor: assessor)
    flagBuilder = FlagBuilder(rulebook: assessor.rulebook)
    explanations = ExplanationWriter(rulebook: assessor.rulebook)
  }

  /// The changes a run's outcomes make. The order of outcomes does not matter.
  ///
  /// - Parameters:
  ///   - reconsidered: subjects whose flags may change though nothing new is found of them: what is the bank's
  ///     own changed.
  ///   - heirs: whoever has the postings of a subject that lost them.
  mutating func changes(
    from outcomes: [SubjectOutcome], reconsidered: Set<SubjectKey> = [], heirs: [SubjectKey: SubjectKey] = [:]
  ) throws -> DerivedChanges {
    changes = DerivedChanges()
    for outcome in outcomes.sorted(by: { $0.key < $1.key }) { try apply(outcome) }
    for hub in changes.gathered.keys.sorted() { try assessHub(hub) }
    try settleOwners(reconsidered)
    try reflag(heirs)
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
    let before = Dictionary(grouping: known, by: \.hub.subject)
    let after = Dictionary(grouping: rollUps.gathered(from: new, of: outcome.profile), by: \.hub.subject)
    for hub in Set(before.keys).union(after.keys) {
      guard let key = SubjectKey(hexadecimal: hub), before[hub] != after[hub] else { continue }
      changes.gathered[key, default: [:]][outcome.key] = after[hub] ?? []
    }
  }

  private func current(_ key: SubjectKey) throws -> SubjectState? {
    if let staged = changes.states[key] { return staged }
    return try store.state(of: key)
  }

  // MARK: Hubs

  private mutating func assessHub(_ hub: SubjectKey) throws {
    var leaves = try store.gathered(at: hub)
    for (leaf, findings) in changes.gathered[hub] ?? [:] { leaves[leaf] = findings }
    let gathered = leaves.sorted { $0.key < $1.key }.flatMap(\.value)
    let old = try current(hub)
    guard var profile = gathered.first?.hub ?? old?.profile else { return }
    profile.name = nil
    let facts = try owners?.facts(of: hub)
    if profile.kind == SubjectKind.customer.name {
      profile.name = facts?.name
      profile.isMinor = facts?.isMinor ?? false
    }
    let found = gathered.isEmpty ? [] : hubs.findings(at: profile, gathered: gathered, facts: facts)
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

  private static func ordered(_ findings: [Finding]) -> [Finding] {
    findings.sorted { ($0.indicator, $0.day) < ($1.indicator, $1.day) }
  }

  // MARK: Flags

  /// Takes in whoever owns an outside account of which something was found, or ceases to.
  private mutating func settleOwners(_ reconsidered: Set<SubjectKey>) throws {
    var keys = reconsidered
    for state in changes.states.values {
      if let profile = state?.profile, let owner = owners?.owner(of: profile) { keys.insert(owner) }
    }
    for key in keys.sorted() where changes.states[key] == nil {
      if let state = try store.state(of: key) {
        let settled = try settled(state, key)
        if try settled.profile != state.profile || isOtherwise(key, settled) { changes.states[key] = settled }
      } else if let profile = try owners?.profile(of: key) {
        let state = SubjectState(profile: profile)
        if try !flaggable(key, state).isEmpty { changes.states[key] = state }
      }
    }
  }

  /// A state with what is known of its customer now.
  private func settled(_ state: SubjectState, _ key: SubjectKey) throws -> SubjectState {
    guard state.profile.kind == SubjectKind.customer.name else { return state }
    var state = state
    let facts = try owners?.facts(of: key)
    state.profile.name = facts?.name
    state.profile.isMinor = facts?.isMinor ?? false
    return state
  }

  /// Whether a subject is flagged for what another was, or was so: most are for their own findings alone.
  private func isOtherwise(_ key: SubjectKey, _ state: SubjectState) throws -> Bool {
    try state.profile.kind == SubjectKind.counterparty.name
      || flaggable(key, state).count != state.findings.count
      || state.flags.contains { flag in
        (flag.findings + flag.mitigations).contains { !state.findings.contains($0) }
      }
  }

  /// What a subject is flagged for: its own findings, and those of the outside accounts that are its own; what is
  /// another's is flagged there.
  private func flaggable(_ key: SubjectKey, _ state: SubjectState) throws -> [Finding] {
    guard let owners else { return state.findings }
    if owners.owner(of: state.profile) != nil {
      return state.findings.filter { !owners.isOwn($0, of: state.profile) }
    }
    var findings = state.findings
    for alias in try owners.outsideNames(of: key) {
      guard let other = try current(alias) else { continue }
      findings += other.findings.filter { owners.isOwn($0, of: other.profile) }
    }
    return findings
  }

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
