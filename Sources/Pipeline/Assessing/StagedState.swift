import Detection

/// A subject's new state while a run goes on: written already, and read again where a flag may come of it.
struct StagedState: Sendable {
  var profile: SubjectProfile
  /// The state as it is stored.
  private(set) var bytes: [UInt8]
  /// The families its findings are of: where there are too few of them no flag can come of it.
  private(set) var families: Set<String>
  /// Whether it is flagged as it was.
  private(set) var isFlagged: Bool
  /// Whether nothing is left to remember.
  private(set) var isEmpty: Bool

  init(_ state: SubjectState, families: SignFamilies) {
    profile = state.profile
    bytes = state.encoded()
    isEmpty = state.findings.isEmpty && state.flags.isEmpty && state.partners.isEmpty
    isFlagged = !state.flags.isEmpty
    self.families = families.independent(in: state.findings)
  }

  /// The state itself.
  func state() throws -> SubjectState { try SubjectState(decoding: bytes) }
}
