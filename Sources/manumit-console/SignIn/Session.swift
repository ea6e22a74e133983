import Synchronization

/// Somebody who signed in, until they leave, rest too long or have been here long enough.
final class Session: Sendable {
  /// The role in PostgreSQL that signed in.
  let role: String
  let connection: ReviewerConnection
  /// What the browser's cookie says.
  let cookieToken: String
  /// What each form says: another site can make a browser post, but does not know this.
  let formToken: String
  let startedAt: ContinuousClock.Instant

  private let state: Mutex<State>

  private struct State {
    var lastSeenAt: ContinuousClock.Instant
    var notice: Notice?
    var drafts: [String: [String: String]] = [:]
  }

  init(role: String, connection: ReviewerConnection, at now: ContinuousClock.Instant) {
    self.role = role
    self.connection = connection
    cookieToken = SecretToken.make()
    formToken = SecretToken.make()
    startedAt = now
    state = Mutex(State(lastSeenAt: now))
  }

  /// When it was last used.
  var lastSeenAt: ContinuousClock.Instant { state.withLock { $0.lastSeenAt } }

  func touch(at now: ContinuousClock.Instant) { state.withLock { $0.lastSeenAt = now } }

  /// Says `text` on top of the next page.
  func leave(_ notice: Notice) { state.withLock { $0.notice = notice } }

  /// What was left to be said, once.
  func takeNotice() -> Notice? {
    state.withLock { state in
      defer { state.notice = nil }
      return state.notice
    }
  }

  /// Keeps what somebody typed into a form that was refused, so that nobody types it twice.
  func keep(draft fields: [String: String], of flag: String) { state.withLock { $0.drafts = [flag: fields] } }

  /// What was typed for a flag and refused, once.
  func takeDraft(of flag: String) -> [String: String]? {
    state.withLock { $0.drafts.removeValue(forKey: flag) }
  }
}
