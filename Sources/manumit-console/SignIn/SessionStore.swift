import Synchronization

/// Who is signed in. Kept in memory alone: a restart signs everybody out.
final class SessionStore: Sendable {
  /// How long sessions last, and how many there may be.
  struct Limits: Sendable {
    /// A screen left alone is soon nobody's.
    var longestIdle = Duration.seconds(15 * 60)
    /// A working day; whoever works on signs in again.
    var longest = Duration.seconds(8 * 60 * 60)
    /// Each holds a connection, of which PostgreSQL has a hundred unless told otherwise.
    var mostSessions = 60
    /// One person at several browsers; the oldest gives way.
    var mostPerRole = 4
  }

  private let limits: Limits
  /// Sessions by what their cookies say.
  private let sessions = Mutex<[String: Session]>([:])

  init(_ limits: Limits = Limits()) { self.limits = limits }

  /// Takes in somebody who has signed in.
  ///
  /// - Throws: `ConsoleError` `.tooMany`; the connection is then still the caller's to close.
  /// - Returns: the session that had to give way, to be closed.
  func add(_ session: Session) throws(ConsoleError) -> Session? {
    try sessions.withLock { sessions throws(ConsoleError) in
      let ofRole = sessions.values.filter { $0.role == session.role }
      var displaced: Session?
      if ofRole.count >= limits.mostPerRole, let oldest = ofRole.min(by: { $0.startedAt < $1.startedAt }) {
        displaced = sessions.removeValue(forKey: oldest.cookieToken)
      }
      guard sessions.count < limits.mostSessions else {
        throw ConsoleError(
          .tooMany, place: "Signing in",
          reason: "\(limits.mostSessions) people are signed in, the most there may be",
          advice: "Try again when somebody has left.")
      }
      sessions[session.cookieToken] = session
      return displaced
    }
  }

  /// The session of a cookie, as of `now`, which it has been seen at. One that is over is not found, and swept up later.
  func find(_ cookieToken: String, at now: ContinuousClock.Instant) -> Session? {
    sessions.withLock { sessions in
      guard let session = sessions[cookieToken], !isOver(session, at: now) else { return nil }
      session.touch(at: now)
      return session
    }
  }

  /// Ends a session: its cookie is worth nothing from here on.
  func end(_ session: Session) async {
    sessions.withLock { _ = $0.removeValue(forKey: session.cookieToken) }
    await session.connection.close()
  }

  /// Ends those whose time is over.
  func sweep(at now: ContinuousClock.Instant) async {
    for session in sessions.withLock({ $0.values.filter { isOver($0, at: now) } }) { await end(session) }
  }

  /// Ends all.
  func endAll() async {
    for session in sessions.withLock({ Array($0.values) }) { await end(session) }
  }

  var count: Int { sessions.withLock { $0.count } }

  private func isOver(_ session: Session, at now: ContinuousClock.Instant) -> Bool {
    now - session.lastSeenAt >= limits.longestIdle || now - session.startedAt >= limits.longest
  }
}
