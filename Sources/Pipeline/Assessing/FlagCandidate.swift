import Detection
import Ledger

/// A subject that changed and may be flagged, with what was found of it under other names.
struct FlagCandidate: Sendable {
  let key: SubjectKey
  let staged: StagedState
  /// The outside accounts that are its own and of which anything was found.
  let aliases: [SubjectState]
  let owners: HubOwners?

  /// Its state, and what it is flagged for.
  func read() throws -> (state: SubjectState, findings: [Finding]) {
    let state = try staged.state()
    return (state, Self.flaggable(state, aliases: aliases, owners))
  }

  /// What a subject is flagged for: its own findings, and those of the outside accounts that are its own; what is
  /// another's is flagged there.
  static func flaggable(
    _ state: SubjectState, aliases: [SubjectState], _ owners: HubOwners?
  ) -> [Finding] {
    guard let owners else { return state.findings }
    if owners.owner(of: state.profile) != nil {
      return state.findings.filter { !owners.isOwn($0, of: state.profile) }
    }
    return state.findings
      + aliases.flatMap { alias in alias.findings.filter { owners.isOwn($0, of: alias.profile) } }
  }
}
