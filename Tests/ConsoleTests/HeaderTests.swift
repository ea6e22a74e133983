import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Review
import Testing

@testable import manumit_console

/// What each answer tells the browser, whatever it answers.
struct HeaderTests {
  @Test(arguments: [
    "/", "/sign-in", "/nothing-here", "/flags/../../etc/passwd", "/assets/console.css", "/%FF",
  ])
  func everyAnswerLocksThePage(path: String) async throws {
    try await TestConsole().run { client in
      let headers = try await client.get(path).headers
      #expect(
        headers[.contentSecurityPolicy]
          == "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; form-action 'self'; "
          + "frame-ancestors 'none'; base-uri 'none'")
      #expect(headers[.xContentTypeOptions] == "nosniff")
      #expect(headers[.referrerPolicy] == "no-referrer")
      #expect(headers[.frameOptions] == "DENY")
      #expect(headers[.cacheControl] == (path.hasPrefix("/assets") ? "private, max-age=3600" : "no-store"))
      #expect(headers[.strictTransportSecurity] == nil, "without TLS there is none to come back to")
      #expect(headers[.server] == nil)
    }
  }

  @Test func overTLSBrowsersComeBackByTLS() async throws {
    try await TestConsole(tls: true).run { client in
      let answer = try await client.get("/sign-in")
      #expect(answer.headers[.strictTransportSecurity] == "max-age=31536000")
      let cookie = try #require(answer.headers[.setCookie])
      #expect(cookie.hasPrefix("__Host-manumit-sign-in="))
      for property in ["Secure", "HttpOnly", "SameSite=Strict", "Path=/"] {
        #expect(cookie.contains(property))
      }
      #expect(!cookie.contains("Domain"))
    }
  }

  @Test func aCookieIsForThisHostAndOutOfReachOfScripts() async throws {
    try await TestConsole().run { client in
      let cookie = try #require(try await client.get("/sign-in").headers[.setCookie])
      for property in ["HttpOnly", "SameSite=Strict", "Path=/"] { #expect(cookie.contains(property)) }
    }
  }

  @Test func withoutTLSNoOtherNameLeadsHere() {
    for host in ["localhost", "localhost:8080", "127.0.0.1", "127.0.0.1:8080", "[::1]:8080", "[::1]"] {
      #expect(SameOrigin.isOurs(host), "\(host)")
    }
    for host in [
      "evil.example", "evil.example:8080", "10.0.0.1:8080", "127.evil.example", "127.0.0.1.evil.example:80",
      "localhost.evil.example", "", ":8080", "[::]:80", "user@127.0.0.1",
    ] {
      #expect(!SameOrigin.isOurs(host), "\(host)")
    }
    #expect(!SameOrigin.isOurs(nil))
  }

  @Test func withoutTLSOnlyThisMachineIsListenedTo() throws {
    for address in ["0.0.0.0:80", "[::]:80", "10.1.2.3:80", "console.example:443", "128.0.0.1:80"] {
      let error = #expect(throws: ConsoleError.self) {
        _ = try ConsoleServer(
          listen: ListenAddress(address)!, tls: nil, settings: .init(),
          rulebook: TestConsole.rulebook,
          logger: .init(label: "test"))
      }
      #expect(error?.code == .address, "\(address)")
    }
  }

  @Test func addressesAreReadAsTheyAreMeant() {
    for (text, host, port) in [
      ("127.0.0.1:8080", "127.0.0.1", 8080), ("localhost:1", "127.0.0.1", 1), ("[::1]:65535", "::1", 65_535),
    ] {
      let address = ListenAddress(text)
      #expect(address?.host == host && address?.port == port && address?.isLoopback == true, "\(text)")
    }
    for text in ["", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "::1:80", ":80", "[]:80"] {
      #expect(ListenAddress(text) == nil, "\(text)")
    }
  }
}
