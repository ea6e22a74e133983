import Dispatch
import Review

/// A reviewer's own connection to PostgreSQL, with a thread of its own to wait on: libpq blocks.
actor ReviewerConnection {
  /// Runs what the actor does, one thing after another.
  private nonisolated let executor: QueueExecutor
  private var connection: Connection?

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// One that leads nowhere yet.
  init() { executor = QueueExecutor() }

  /// Connects as whoever typed `credentials`.
  ///
  /// - Throws: `ReviewError`: `.signInRefused`, `.passwordNotAsked` and others of `Connection`.
  static func open(
    _ settings: ConnectionSettings, as credentials: Credentials
  ) async throws(ReviewError) -> ReviewerConnection {
    let opened = ReviewerConnection()
    try await opened.connect(settings, credentials)
    return opened
  }

  private func connect(_ settings: ConnectionSettings, _ credentials: Credentials) throws(ReviewError) {
    connection = try Connection(settings, as: credentials)
  }

  /// Does `body` with the connection, once nobody else of the session does.
  ///
  /// - Throws: what `body` throws; `ReviewError` `.unreachable` where the session has ended meanwhile.
  func use<Result: Sendable>(
    _ body: @Sendable (borrowing Connection) throws(ReviewError) -> Result
  ) throws(ReviewError) -> Result {
    switch connection {
    case .some(let live): return try body(live)
    case .none:
      throw ReviewError(
        code: .unreachable, place: "Asking the database", reason: "the session has ended",
        advice: "Sign in again.")
    }
  }

  /// Closes it. What runs is finished first.
  func close() { connection = nil }
}

/// Runs the jobs of one actor on a queue of its own.
private final class QueueExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "manumit.reviewer")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
