import Hummingbird
import HummingbirdTLS
import HummingbirdTesting
import Logging
import Review
import Rulebook
import Synchronization

@testable import manumit_console

/// A clock that tests set.
final class TestClock: Sendable {
  private let start = ContinuousClock.now
  private let passed = Mutex(Duration.zero)

  func advance(_ duration: Duration) { passed.withLock { $0 += duration } }

  var now: ContinuousClock.Instant { start + passed.withLock { $0 } }
}

/// A console without a database: whoever is to be signed in is put into its sessions.
struct TestConsole {
  static let rulebook = Rulebook(atoms: [], rules: [], typologies: [], lexicons: [], hash: "")

  let clock = TestClock()
  let sessions: SessionStore
  let server: ConsoleServer

  /// - Parameter tls: whether it believes that it speaks TLS; nothing here goes over a network.
  init(sessions: SessionStore = SessionStore(), tls: Bool = false) throws {
    self.sessions = sessions
    let clock = clock
    server = try ConsoleServer(
      listen: ListenAddress("127.0.0.1:0")!,
      tls: tls ? TLSConfiguration.makeClientConfiguration() : nil,
      settings: ConnectionSettings("host=/nonexistent"),
      rulebook: Self.rulebook, sessions: sessions,
      now: { clock.now },
      logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
  }

  /// Runs `body` with a client of the console.
  func run(_ body: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
    try await Application(router: server.router).test(.router) { client in try await body(client) }
  }

  /// A session whose connection leads nowhere.
  func signIn(_ role: String = "maria") throws -> Session {
    let session = Session(role: role, connection: ReviewerConnection(), at: clock.now)
    _ = try sessions.add(session)
    return session
  }
}

extension TestClientProtocol {
  func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
    try await execute(uri: path, method: .get, headers: headers)
  }

  /// Posts a form.
  func post(_ path: String, _ form: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
    var headers = headers
    headers[.contentType] = "application/x-www-form-urlencoded"
    return try await execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: form))
  }
}

extension Session {
  /// What a browser sends with each request.
  var headers: HTTPFields { [.cookie: "manumit=\(cookieToken)"] }
}

extension Response {
  var text: String {
    get async throws {
      let writer = CollectingWriter()
      try await body.write(writer)
      return writer.text
    }
  }
}

/// Keeps what a response writes.
private final class CollectingWriter: ResponseBodyWriter {
  private let buffer = Mutex(ByteBuffer())

  var text: String { buffer.withLock { String(buffer: $0) } }

  func write(_ piece: ByteBuffer) async throws { buffer.withLock { _ = $0.writeImmutableBuffer(piece) } }
  func finish(_ trailers: HTTPFields?) async throws {}
}
