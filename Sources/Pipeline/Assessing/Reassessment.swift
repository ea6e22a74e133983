import Detection
import History
import Ledger
import Reporting
import Rulebook

/// Brings hubs and flags up to a run's outcomes, when every subject is assessed: first the hubs they feed, then the
/// flags of whoever changed.
struct Reassessment {
  private let store: any DerivedStore
  private let gatheringRules: Set<String>
  private let mitigations: Set<String>
  private let hubs: HubAssessment
  private let flagBuilder: FlagBuilder
  private let explanations: ExplanationWriter
  private let owners: HubOwners?
  private var changes = DerivedChanges()

  /// - Parameter owners: which outside accounts are the bank's own; nil where no customer file says.
  init(store: any DerivedStore, assessor: Assessor, owners: HubOwners? = nil) {
    self.store = store
    self.owners = owners
    gatheringRules = GatheringRules.ids(in: assessor.rulebook)
    mitigations = assessor.rulebook.mitigations
    hubs = HubAssessment(assessor: assessor)
    flagBuilder = FlagBuilder(rulebook: assessor.rulebook)
    explanations = ExplanationWriter(rulebook: assessor.rulebook)
  }

  /// The changes a run makes, of those to its subjects.
  ///
  /// - Parameters:
  ///   - reconsidered: subjects whose flags may change though nothing new is found of them: what is the bank's
  ///     own changed.
  ///   - heirs: whoever has the postings of a subject that lost them.
  mutating func changes(
    from subjects: DerivedChanges, reconsidered: Set<SubjectKey> = [], heirs: [SubjectKey: SubjectKey] = [:]
  ) throws -> DerivedChanges {
    changes = subjects
    for hub in changes.gathered.keys.sorted() { try assessHub(hub) }
    try settleOwners(reconsidered)
    try reflag(heirs)
    return changes
  }

  // MARK: Hubs

  private func current(_ key: SubjectKey) throws -> SubjectState? {
    if let staged = changes.states[key] { return try staged?.state() }
    return try store.state(of: key)
  }

  private mutating func stage(_ state: SubjectState, _ key: SubjectKey) {
    changes.states[key] = StagedState(state, mitigations: mitigations)
  }

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
      changes.found.append(FindingLine(finding, about: profile))
    }
    let kept = (old?.findings ?? []).filter { !gatheringRules.contains($0.indicator) }
    let findings = (kept + found).inOrder
    if findings == old?.findings ?? [] { return }
    stage(
      SubjectState(profile: old?.profile ?? profile, findings: findings, flags: old?.flags ?? []), hub)
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
        if try settled.profile != state.profile || isOtherwise(key, settled) { stage(settled, key) }
      } else if let profile = try owners?.profile(of: key) {
        let state = SubjectState(profile: profile)
        if try !flaggable(key, state).isEmpty { stage(state, key) }
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

  /// A subject's flags as they were, and as they follow from its findings.
  private struct Made: Sendable {
    var old: [Flag]
    var new: [Flag]
  }

  /// Brings the flags of every subject that changed up to its findings.
  private mutating func reflag(_ heirs: [SubjectKey: SubjectKey]) throws {
    let staged = changes.states.compactMap { key, state in state.map { (key: key, state: $0) } }
      .filter { owners != nil || $0.state.isOfInterest }
      .sorted { $0.key < $1.key }
    // With a customer file a subject's flags may rest on what was found of another.
    let borrowed = owners == nil ? nil : try staged.map { try flaggable($0.key, $0.state.state()) }
    let builder = flagBuilder
    let writer = explanations
    // Flags are a function of the subject's own findings: each can be made beside the others.
    let made = concurrentMap(Array(staged.indices)) { (number: Int) -> Result<Made, any Error> in
      Result {
        let state = try staged[number].state.state()
        var flags = builder.flags(of: state.profile, findings: borrowed?[number] ?? state.findings)
        for index in flags.indices { flags[index].explanation = writer.explanation(of: flags[index]) }
        return Made(old: state.flags, new: flags)
      }
    }
    var flags: [SubjectKey: [Flag]] = [:]
    for (subject, made) in zip(staged, made) { flags[subject.key] = try made.get().new }
    for (subject, made) in zip(staged, made) {
      let heir = heirs[subject.key] ?? owners?.owner(of: subject.state.profile)
      let made = try made.get()
      try reflag(subject.key, from: made.old, to: made.new, followedBy: heir.flatMap { flags[$0] } ?? [])
    }
    changes.states = changes.states.mapValues { state in state.flatMap { $0.isEmpty ? nil : $0 } }
  }

  /// - Parameter heirs: flags of whoever has the subject's postings now.
  private mutating func reflag(
    _ subject: SubjectKey, from known: [Flag], to made: [Flag], followedBy heirs: [Flag]
  ) throws {
    let old = Dictionary(uniqueKeysWithValues: known.map { ($0.id, $0) })
    var flags = made
    for index in flags.indices {
      if let known = old[flags[index].id], Self.saysTheSame(known, flags[index]) { flags[index] = known }
      publish(flags[index], over: old[flags[index].id])
    }
    for flag in known where !flags.contains(where: { $0.id == flag.id }) {
      let successor = (flags + heirs).first { $0.typology == flag.typology && $0.lastDay >= flag.firstDay }
      changes.withdrawals.append(.init(flag: flag.id, successor: successor?.id))
    }
    guard flags != known, var state = try current(subject) else { return }
    state.flags = flags
    stage(state, subject)
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
