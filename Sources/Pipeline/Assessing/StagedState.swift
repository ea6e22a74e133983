import Detection

/// A subject's new state while a run goes on: written already, and read again where a flag may come of it.
struct StagedState: Sendable {
  var profile: SubjectProfile
  /// The state as it is stored.
  private(set) var bytes: [UInt8]
  /// Whether anything of it can make or unmake a flag: most subjects have innocent patterns alone.
  private(set) var isOfInterest: Bool
  /// Whether nothing is left to remember.
  private(set) var isEmpty: Bool

  /// - Parameter mitigations: the rules no flag comes of.
  init(_ state: SubjectState, mitigations: Set<String>) {
    profile = state.profile
    bytes = state.encoded()
    isEmpty = state.findings.isEmpty && state.flags.isEmpty
    isOfInterest = !state.flags.isEmpty || state.findings.contains { !mitigations.contains($0.indicator) }
  }

  /// The state itself.
  func state() throws -> SubjectState { try SubjectState(decoding: bytes) }
}
