import Detection

/// A subject's new state while a run goes on: written already, and read again where a flag may come of it.
struct StagedState: Sendable {
  let profile: SubjectProfile
  /// The state as it is stored.
  let bytes: [UInt8]
  /// The families its findings are of: where there are too few of them no flag can come of it.
  let families: Set<String>
  /// Whether it is flagged as it was.
  let isFlagged: Bool
  /// Whether rules about the flagged found anything, or anything lies at its partners that they found before.
  let reachesPartners: Bool
  /// Whether nothing is left to remember.
  let isEmpty: Bool

  init(_ state: SubjectState, families: SignFamilies, flaggedRules: Set<String>) {
    profile = state.profile
    bytes = state.encoded()
    isEmpty = state.findings.isEmpty && state.flags.isEmpty && state.partners.isEmpty
    isFlagged = !state.flags.isEmpty
    self.families = families.independent(in: state.findings)
    reachesPartners =
      !state.partners.isEmpty || state.findings.contains { flaggedRules.contains($0.indicator) }
  }

  /// The state itself.
  func state() throws -> SubjectState { try SubjectState(decoding: bytes) }
}
