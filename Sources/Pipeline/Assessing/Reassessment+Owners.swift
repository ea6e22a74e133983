import Detection
import Ledger

/// What is found of an outside account that is the bank's own belongs to its customer.
extension Reassessment {
  // MARK: Gathered

  /// Takes what is gathered at outside accounts to whoever owns them now.
  mutating func moveGathered(_ move: OwnersChange) throws {
    guard let judge = owners ?? move.former else { return }
    for name in move.names.sorted() {
      let outside = SubjectKey(kind: .counterparty, institution: 0, identifier: name)
      let source = move.former?.register.owner(named: name) ?? outside
      let target = owners?.register.owner(named: name) ?? outside
      guard source != target else { continue }
      for (leaf, findings) in try gatheredNow(at: source) {
        let moving = findings.filter {
          $0.hub.subject == outside.description && judge.isOwn($0.finding, of: $0.hub)
        }
        guard !moving.isEmpty else { continue }
        let present = try gatheredNow(at: target)[leaf] ?? []
        changes.gathered[source, default: [:]][leaf] = findings.filter { !moving.contains($0) }
        changes.gathered[target, default: [:]][leaf] = present + moving
      }
    }
  }

  func gatheredNow(at hub: SubjectKey) throws -> [SubjectKey: [GatheredFinding]] {
    try store.gathered(at: hub).merging(changes.gathered[hub] ?? [:]) { $1 }
  }

  // MARK: Flags

  /// Takes in whoever owns an outside account of which something was found, or ceases to.
  mutating func settleOwners(_ reconsidered: Set<SubjectKey>) throws {
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
    FlagCandidate.flaggable(state, aliases: try aliases(of: key), owners)
  }

  /// The outside accounts that are a customer's own and of which anything was found.
  func aliases(of key: SubjectKey) throws -> [SubjectState] {
    try owners?.outsideNames(of: key).compactMap { try current($0) } ?? []
  }
}
