import Testing

@testable import manumit_console

/// How often somebody may try a password.
struct SignInLimiterTests {
  private let clock = TestClock()

  /// How many of `attempts` are let through.
  private func admitted(
    _ limiter: SignInLimiter, _ attempts: Int, role: (Int) -> String, address: (Int) -> String
  ) -> Int {
    (0..<attempts).count { number in
      clock.advance(.milliseconds(1))
      return (try? limiter.begin(role: role(number), address: address(number), at: clock.now)) != nil
    }
  }

  @Test func fiveTimesFromOnePlace() {
    let limiter = SignInLimiter()
    #expect(admitted(limiter, 50, role: { _ in "maria" }, address: { _ in "a" }) == 5)
    #expect(
      admitted(limiter, 50, role: { _ in "maria" }, address: { _ in "b" }) == 5, "from elsewhere she may")
    clock.advance(.seconds(15 * 60))
    #expect(admitted(limiter, 50, role: { _ in "maria" }, address: { _ in "a" }) == 5)
  }

  @Test func oneAddressTriesFewRoles() {
    #expect(admitted(SignInLimiter(), 500, role: { "role\($0)" }, address: { _ in "a" }) == 20)
  }

  @Test func oneRoleIsTriedFromFewAddresses() {
    #expect(admitted(SignInLimiter(), 500, role: { _ in "maria" }, address: { "address\($0)" }) == 30)
  }

  @Test func whoeverKnowsThePasswordIsNotCounted() throws {
    let limiter = SignInLimiter()
    for _ in 0..<100 {
      clock.advance(.milliseconds(1))
      let begun = clock.now
      try limiter.begin(role: "maria", address: "a", at: begun)
      limiter.succeeded(role: "maria", address: "a", begunAt: begun)
    }
  }

  @Test func aSuccessDoesNotForgetWhatFailedForOthers() throws {
    let limiter = SignInLimiter()
    #expect(admitted(limiter, 19, role: { "role\($0)" }, address: { _ in "a" }) == 19)
    let begun = clock.now + .milliseconds(1)
    clock.advance(.milliseconds(2))
    try limiter.begin(role: "mallory", address: "a", at: begun)
    limiter.succeeded(role: "mallory", address: "a", begunAt: begun)
    #expect(admitted(limiter, 50, role: { "other\($0)" }, address: { _ in "a" }) == 1)
  }

  @Test func whatIsRememberedHasAnEnd() {
    let limiter = SignInLimiter(.init(mostKeys: 30))
    #expect(
      admitted(limiter, 500, role: { "role\($0)" }, address: { "address\($0)" }) == 10, "three keys each")
    clock.advance(.seconds(16 * 60))
    #expect(admitted(limiter, 1, role: { _ in "maria" }, address: { _ in "a" }) == 1, "old ones make room")
  }
}
