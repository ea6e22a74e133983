import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import Review
import Rulebook
import ServiceLifecycle

/// The console as a server: who is signed in, the pages, and how it listens.
struct ConsoleServer: Sendable {
  let listen: ListenAddress
  /// Nil where only this machine can reach it.
  let tls: TLSConfiguration?
  let sessions: SessionStore
  let desk: SignInDesk
  let rulebook: Rulebook
  let logger: Logger

  /// - Throws: `ConsoleError` `.address`: beyond this machine there is no listening without TLS.
  init(
    listen: ListenAddress, tls: TLSConfiguration?, settings: ConnectionSettings, rulebook: Rulebook,
    sessions: SessionStore = SessionStore(), limiter: SignInLimiter = SignInLimiter(),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }, logger: Logger
  ) throws(ConsoleError) {
    guard tls != nil || listen.isLoopback else {
      throw ConsoleError(
        .address, place: "Listening on \(listen.text)",
        reason: "others could read along: passwords and customers would cross the network in the clear",
        advice: "Give --tls-certificate and --tls-key, or listen on 127.0.0.1.")
    }
    self.listen = listen
    self.tls = tls
    self.sessions = sessions
    self.rulebook = rulebook
    self.logger = logger
    desk = SignInDesk(
      settings: settings, sessions: sessions, limiter: limiter,
      cookies: CookieShape(isSecure: tls != nil), now: now)
  }

  var router: Router<ConsoleContext> {
    let router = Router(context: ConsoleContext.self)
    router.add(middleware: SecurityHeaders(isSecure: tls != nil))
    router.add(middleware: ErrorPages())
    router.add(middleware: SameOrigin(isLoopback: tls == nil))
    router.add(middleware: SessionMiddleware(sessions: sessions, cookies: desk.cookies, now: desk.now))
    Routes(desk: desk, rulebook: rulebook).add(to: router)
    return router
  }

  /// The application, which ends on SIGINT and SIGTERM once what runs is answered.
  ///
  /// - Throws: `NIOSSLError` where certificate and key do not fit.
  func application() throws -> some ApplicationProtocol {
    let plain = HTTPServerBuilder.http1(
      configuration: HTTP1Channel.Configuration(
        idleTimeout: Self.longestIdle,
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: Self.longestHeader, maxHeaderListSize: Self.longestHeader,
          maxHeaderFieldCount: 100)))
    var application = Application(
      router: router,
      server: try tls.map { try .tls(plain, tlsConfiguration: $0) } ?? plain,
      configuration: ApplicationConfiguration(
        address: .hostname(listen.host, port: listen.port),
        availableConnectionsDelegate: .maximum(Self.mostConnections, logger: logger)),
      onServerRunning: { [logger] channel in
        logger.notice("listening", metadata: ["port": "\(channel.localAddress?.port ?? 0)"])
      }, logger: logger)
    application.addServices(SessionSweeper(sessions: sessions, now: desk.now))
    return application
  }

  /// A browser that says nothing for so long asks anew when it has something to say.
  private static let longestIdle = TimeAmount.seconds(75)
  /// Browsers send some hundreds of bytes; ours are small cookies.
  private static let longestHeader = 16 * 1024
  /// A browser opens six; sixty sessions of two browsers each would not need more.
  private static let mostConnections = 1_000
}

/// Ends sessions whose time is over, and all of them at the end.
struct SessionSweeper: Service {
  let sessions: SessionStore
  let now: @Sendable () -> ContinuousClock.Instant

  /// A session that is over is refused at once; this is for its connection.
  private static let interval = Duration.seconds(30)

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while (try? await Task.sleep(for: Self.interval)) != nil { await sessions.sweep(at: now()) }
    }
    await sessions.endAll()
  }
}
