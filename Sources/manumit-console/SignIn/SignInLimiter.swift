import Synchronization

/// How often somebody may try to sign in, by role and by address: guessing a password takes years.
final class SignInLimiter: Sendable {
  /// What may fail within `window`.
  struct Limits: Sendable {
    var window = Duration.seconds(15 * 60)
    /// One person who has forgotten a password.
    var perRoleAndAddress = 5
    /// Some people behind one address.
    var perAddress = 20
    /// From however many addresses. Somebody can lock a role out by this for a while; guess it they cannot.
    var perRole = 30
    /// What is remembered at once; past it nobody signs in until something is forgotten.
    var mostKeys = 20_000
  }

  private enum Key: Hashable {
    case role(String)
    case address(String)
    case both(String, String)
  }

  private let limits: Limits
  private let failures = Mutex<[Key: [ContinuousClock.Instant]]>([:])

  init(_ limits: Limits = Limits()) { self.limits = limits }

  /// Counts an attempt as a failure until `succeeded` says otherwise, so that many at once do not slip through.
  ///
  /// - Throws: `ConsoleError` `.tooMany`.
  func begin(role: String, address: String, at now: ContinuousClock.Instant) throws(ConsoleError) {
    try failures.withLock { failures throws(ConsoleError) in
      if failures.count >= limits.mostKeys { forget(before: now - limits.window, &failures) }
      guard failures.count < limits.mostKeys else { throw Self.tooMany }
      let keys = keys(role, address)
      for (key, most) in keys {
        let recent = failures[key, default: []].filter { now - $0 < limits.window }
        guard recent.count < most else { throw Self.tooMany }
      }
      for (key, _) in keys {
        failures[key] = failures[key, default: []].filter { now - $0 < limits.window } + [now]
      }
    }
  }

  /// Takes back what `begin` counted; the person's own failures are forgotten with it.
  func succeeded(role: String, address: String, begunAt: ContinuousClock.Instant) {
    failures.withLock { failures in
      failures[.both(role, address)] = nil
      for key in [Key.role(role), .address(address)] {
        guard let index = failures[key]?.firstIndex(of: begunAt) else { continue }
        failures[key]?.remove(at: index)
        if failures[key]?.isEmpty == true { failures[key] = nil }
      }
    }
  }

  private func keys(_ role: String, _ address: String) -> [(Key, Int)] {
    [
      (.both(role, address), limits.perRoleAndAddress), (.address(address), limits.perAddress),
      (.role(role), limits.perRole),
    ]
  }

  private func forget(before: ContinuousClock.Instant, _ failures: inout [Key: [ContinuousClock.Instant]]) {
    failures = failures.compactMapValues { moments in
      let recent = moments.filter { $0 > before }
      return recent.isEmpty ? nil : recent
    }
  }

  private static let tooMany = ConsoleError(
    .tooMany, place: "Signing in", reason: "there were too many attempts",
    advice: "Wait a quarter of an hour, then try again; whoever runs the database can set a new password.")
}
