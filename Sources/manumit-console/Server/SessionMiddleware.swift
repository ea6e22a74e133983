import Hummingbird
import Review

/// Finds out whose a request is.
struct SessionMiddleware: RouterMiddleware {
  let sessions: SessionStore
  let cookies: CookieShape
  let now: @Sendable () -> ContinuousClock.Instant

  func handle(
    _ request: Request, context: ConsoleContext,
    next: (Request, ConsoleContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    if let token = request.cookies[cookies.session]?.value {
      context.session = sessions.find(token, at: now())
    }
    do {
      return try await next(request, context)
    } catch let error as ReviewError where error.code == .unreachable {
      // Its connection is gone and the password is not kept: whoever it is signs in again.
      if let session = context.session { await sessions.end(session) }
      throw error
    }
  }
}

/// Names and properties of our cookies: for this host alone, out of reach of scripts, never sent from another site.
struct CookieShape: Sendable {
  /// Whether they are for TLS alone. Browsers hold the prefix `__Host-` to that.
  let isSecure: Bool

  private var prefix: String { isSecure ? "__Host-" : "" }
  var session: String { prefix + "manumit" }
  /// Proves that a sign-in was posted from our own page.
  var signIn: String { prefix + "manumit-sign-in" }

  func cookie(_ name: String, _ value: String) -> Cookie {
    Cookie(name: name, value: value, path: "/", secure: isSecure, httpOnly: true, sameSite: .strict)
  }

  /// Takes a cookie away.
  func ending(_ name: String) -> Cookie {
    Cookie(
      name: name, value: "ended", maxAge: 0, path: "/", secure: isSecure, httpOnly: true, sameSite: .strict)
  }
}
