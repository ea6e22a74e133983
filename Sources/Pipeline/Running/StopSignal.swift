import Synchronization

/// Whether the operator asked to stop, and how far the run was by then. Looked at between chunks; what is running
/// finishes its chunk.
public final class StopSignal: Sendable {
  /// What stopping would mean.
  public enum Stage: Sendable {
    /// Nothing is kept yet, and nothing will be.
    case working
    /// The run is being kept, or is kept and being told of. It takes a moment, and is not cut short.
    case keeping
    /// The run is kept; what PostgreSQL does not get now it gets later.
    case delivering
  }

  private struct State {
    var stage = Stage.working
    var isRequested = false
  }

  private let state = Mutex(State())

  public init() {}

  /// Asks to stop.
  ///
  /// - Parameter end: called where asking is not enough: a run that does not heed the first request, and a delivery,
  ///   which waits for a server. It may end the program: the stage it is given is still the stage then.
  public func request(orElse end: (Stage) -> Void = { _ in }) {
    state.withLock { state in
      let isAgain = state.isRequested
      state.isRequested = true
      switch state.stage {
      case .working: if isAgain { end(.working) }
      case .keeping: break
      case .delivering: end(.delivering)
      }
    }
  }

  /// Whether stopping was asked for.
  public var isRequested: Bool { state.withLock { $0.isRequested } }

  /// Begins a run of its own: one before it may have been kept.
  func beginWork() { state.withLock { $0.stage = .working } }

  /// Begins to keep the run, unless stopping was asked for before: from here on it is too late to keep nothing.
  ///
  /// - Throws: `PipelineError` `.interrupted`.
  func beginKeeping() throws(PipelineError) {
    let isTooLate = state.withLock { state in
      if !state.isRequested { state.stage = .keeping }
      return state.isRequested
    }
    if isTooLate { throw Self.stopped }
  }

  /// Begins to tell PostgreSQL; whether that is still wanted.
  public func beginDelivery() -> Bool {
    state.withLock { state in
      state.stage = .delivering
      return !state.isRequested
    }
  }

  /// - Throws: `PipelineError` `.interrupted` where stopping was asked for.
  func check() throws(PipelineError) {
    if isRequested { throw Self.stopped }
  }

  /// What `body` gives, unless stopping was asked for meanwhile: a source that is made to end early looks empty, or
  /// damaged, or like all there was.
  ///
  /// - Throws: `PipelineError` `.interrupted`, or what `body` throws.
  public func heeding<Result>(_ body: () throws -> Result) throws -> Result {
    let result: Result
    do { result = try body() } catch {
      try check()
      throw error
    }
    try check()
    return result
  }

  private static let stopped = PipelineError(
    .interrupted, reason: "Stopped before anything was kept", advice: "Run it again when it suits")
}
