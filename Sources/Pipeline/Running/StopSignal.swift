import Synchronization

/// Whether the operator asked to stop. Looked at between chunks; what is running finishes its chunk.
public final class StopSignal: Sendable {
  private let flag = Atomic<Bool>(false)
  private let kept = Atomic<Bool>(false)

  public init() {}

  /// Asks to stop. Safe in a signal handler's thread.
  public func request() { flag.store(true, ordering: .releasing) }

  /// Notes that the run is committed: stopping now loses nothing but the delivery.
  func noteKept() { kept.store(true, ordering: .releasing) }

  /// Whether the run is committed.
  public var isKept: Bool { kept.load(ordering: .acquiring) }

  /// Whether stopping was asked for.
  public var isRequested: Bool { flag.load(ordering: .acquiring) }
}
