import HTTPTypes
import Hummingbird
import Logging
import Review

/// Lets people in, by their own role in PostgreSQL and its password, and out again.
struct SignInDesk: Sendable {
  let settings: ConnectionSettings
  let sessions: SessionStore
  let limiter: SignInLimiter
  let cookies: CookieShape
  let now: @Sendable () -> ContinuousClock.Instant

  /// PostgreSQL cuts longer names off: two names would be one role, and two for whoever counts attempts.
  private static let longestRole = 63

  /// The page that asks for role and password.
  func show(_ request: Request, _ context: ConsoleContext) -> Response {
    guard context.session == nil else { return .seeOther("/") }
    return page(refusal: nil, role: "", status: .ok)
  }

  private func page(refusal: String?, role: String, status: HTTPResponse.Status) -> Response {
    let token = SecretToken.make()
    var response = SignInPage(token: token, refusal: refusal, role: role).response(
      status: status, session: nil)
    response.setCookie(cookies.cookie(cookies.signIn, token))
    return response
  }

  /// Takes role and password.
  func signIn(_ request: Request, _ context: ConsoleContext) async throws -> Response {
    let form = try await Form(request, token: request.cookies[cookies.signIn]?.value ?? SecretToken.make())
    let role = form.fields["role"] ?? ""
    guard role.utf8.count <= Self.longestRole else { return refused(role: "", context) }
    let begun = now()
    try limiter.begin(role: role, address: context.address, at: begun)
    let connection: ReviewerConnection
    do {
      connection = try await open(role, form.fields["password"] ?? "")
    } catch {
      // Whoever could not try at all has not failed.
      guard error.code == .signInRefused else {
        limiter.succeeded(role: role, address: context.address, begunAt: begun)
        throw error
      }
      return refused(role: role, context)
    }
    limiter.succeeded(role: role, address: context.address, begunAt: begun)
    return try await begin(Session(role: role, connection: connection, at: now()), replacing: context.session)
  }

  private func open(_ role: String, _ password: String) async throws(ReviewError) -> ReviewerConnection {
    try await ReviewerConnection.open(settings, as: Credentials(role: role, password: password))
  }

  private func begin(_ session: Session, replacing former: Session?) async throws -> Response {
    if let former { await sessions.end(former) }
    do {
      if let displaced = try sessions.add(session) { await displaced.connection.close() }
    } catch {
      await session.connection.close()
      throw error
    }
    var response = Response.seeOther("/")
    response.setCookie(cookies.cookie(cookies.session, session.cookieToken))
    response.setCookie(cookies.ending(cookies.signIn))
    return response
  }

  /// The same words whatever was wrong: whether there is such a role is nobody's business.
  private func refused(role: String, _ context: ConsoleContext) -> Response {
    context.logger.notice("sign-in refused", metadata: ["address": "\(context.address)"])
    return page(
      refusal: "The database does not know this role with this password.", role: role, status: .unauthorized)
  }

  /// Ends the session.
  func signOut(_ request: Request, _ context: SignedInContext) async throws -> Response {
    _ = try await Form(request, of: context.session)
    await sessions.end(context.session)
    var response = Response.seeOther("/sign-in")
    response.setCookie(cookies.ending(cookies.session))
    return response
  }
}
