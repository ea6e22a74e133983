import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import manumit_console

/// How long somebody is signed in, and what proves it.
struct SessionTests {
  @Test func whoeverIsNotSignedInIsSentToSignIn() async throws {
    let console = try TestConsole()
    _ = try console.signIn()
    try await console.run { client in
      for headers: HTTPFields in [
        [:], [.cookie: "manumit="], [.cookie: "manumit=guess"], [.cookie: "__Host-manumit=guess"],
      ] {
        let answer = try await client.get("/", headers)
        #expect(answer.status == .seeOther)
        #expect(answer.headers[.location] == "/sign-in")
      }
    }
  }

  @Test func aSessionRestsAtMostAQuarterOfAnHour() async throws {
    let console = try TestConsole()
    let session = try console.signIn()
    try await console.run { client in
      for _ in 0..<2 {
        console.clock.advance(.seconds(14 * 60 + 59))
        let answer = try await client.get("/sign-in", session.headers)
        #expect(answer.headers[.location] == "/", "signed in; and each use counts")
      }
      console.clock.advance(.seconds(15 * 60))
      let answer = try await client.get("/sign-in", session.headers)
      #expect(answer.status == .ok, "over: it asks who that is")
    }
  }

  @Test func aSessionLastsAtMostAWorkingDay() async throws {
    let console = try TestConsole()
    let session = try console.signIn()
    for _ in 0..<47 {
      console.clock.advance(.seconds(600))
      #expect(console.sessions.find(session.cookieToken, at: console.clock.now) != nil)
    }
    console.clock.advance(.seconds(600))
    #expect(console.sessions.find(session.cookieToken, at: console.clock.now) == nil)
    #expect(console.sessions.count == 1, "its connection is still to be closed")
    await console.sessions.sweep(at: console.clock.now)
    #expect(console.sessions.count == 0)
  }

  @Test func signingOutEndsTheSession() async throws {
    let console = try TestConsole()
    let session = try console.signIn()
    try await console.run { client in
      let answer = try await client.post("/sign-out", "token=\(session.formToken)", session.headers)
      #expect(answer.status == .seeOther)
      #expect(answer.headers[.setCookie]?.contains("Max-Age=0") == true)
      #expect(try await client.get("/", session.headers).headers[.location] == "/sign-in")
    }
    #expect(console.sessions.count == 0)
  }

  @Test func thereAreNoMoreSessionsThanThereMayBe() throws {
    let store = SessionStore(SessionStore.Limits(mostSessions: 3, mostPerRole: 2))
    let clock = TestClock()
    func add(_ role: String) throws -> (Session, displaced: Session?) {
      clock.advance(.seconds(1))
      let session = Session(role: role, connection: ReviewerConnection(), at: clock.now)
      return (session, try store.add(session))
    }
    let first = try add("maria").0
    #expect(try add("maria").displaced == nil)
    #expect(try add("maria").displaced === first, "the oldest of the same role gives way")
    _ = try add("joe")
    let error = #expect(throws: ConsoleError.self) { try add("ann") }
    #expect(error?.code == .tooMany)
    #expect(store.count == 3)
  }

  @Test func tokensAreLongAndNeverTwice() {
    let tokens = Set((0..<1_000).map { _ in SecretToken.make() })
    #expect(tokens.count == 1_000)
    #expect(tokens.allSatisfy { $0.count == 64 })
    #expect(SecretToken.equal("abc", "abc"))
    for other in ["abd", "ab", "abcd", ""] { #expect(!SecretToken.equal("abc", other)) }
  }
}
