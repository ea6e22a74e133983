import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import manumit_console

/// What a browser sends because another site made it: refused, whatever it asks for.
struct FormTests {
  @Test(arguments: ["", "token=", "token=0", "other=1", "token[]=1", "%"])
  func aFormWithoutTheSessionsTokenIsRefused(form: String) async throws {
    let console = try TestConsole()
    let session = try console.signIn()
    try await console.run { client in
      let answer = try await client.post("/sign-out", form, session.headers)
      #expect([.forbidden, .badRequest].contains(answer.status))
      #expect(console.sessions.count == 1, "nothing was done")
    }
  }

  @Test func theTokenOfAnotherSessionIsRefused() async throws {
    let console = try TestConsole()
    let (mine, other) = (try console.signIn(), try console.signIn("joe"))
    try await console.run { client in
      let answer = try await client.post("/sign-out", "token=\(other.formToken)", mine.headers)
      #expect(answer.status == .forbidden)
      #expect(console.sessions.count == 2)
    }
  }

  @Test(arguments: ["cross-site", "same-site", "none"])
  func whatABrowserSaysComesFromElsewhereIsRefused(site: String) async throws {
    let console = try TestConsole()
    let session = try console.signIn()
    try await console.run { client in
      var headers = session.headers
      headers[.fetchSite] = site
      let answer = try await client.post("/sign-out", "token=\(session.formToken)", headers)
      #expect(answer.status == .forbidden)
      #expect(console.sessions.count == 1)
      headers[.fetchSite] = "same-origin"
      #expect(try await client.post("/sign-out", "token=\(session.formToken)", headers).status == .seeOther)
    }
  }

  @Test func aFormIsNoLongerThanAnybodyTypes() async throws {
    let console = try TestConsole()
    let session = try console.signIn()
    try await console.run { client in
      let form = "token=\(session.formToken)&text=" + String(repeating: "x", count: Form.longest)
      let answer = try await client.post("/sign-out", form, session.headers)
      #expect(answer.status == .contentTooLarge)
      #expect(console.sessions.count == 1)
    }
  }

  @Test func aReadingChangesNothing() async throws {
    let console = try TestConsole()
    let session = try console.signIn()
    try await console.run { client in
      let answer = try await client.get("/sign-out?token=\(session.formToken)", session.headers)
      #expect(answer.status == .notFound)
      #expect(console.sessions.count == 1)
    }
  }

  /// Nobody is to be signed in as somebody else without knowing.
  @Test func aSignInFromElsewhereIsRefused() async throws {
    try await TestConsole().run { client in
      let answer = try await client.post("/sign-in", "role=maria&password=x&token=1")
      #expect(answer.status == .forbidden)
    }
  }
}
