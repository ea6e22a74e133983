import HTTPTypes
import Hummingbird

/// What every answer tells the browser: run nothing, load nothing and post nowhere but here, keep nothing, tell nobody.
///
/// Outermost: answers to errors have the same headers.
struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
  /// Whether browsers may be told to come back by TLS alone.
  let isSecure: Bool

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    for (name, value) in Self.fields where response.headers[name] == nil { response.headers[name] = value }
    if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    return response
  }

  /// Pages need style, script and pictures of ours; forms post to us; nothing else.
  static var policy: String {
    """
    default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; form-action 'self'; \
    frame-ancestors 'none'; base-uri 'none'
    """
  }

  /// Left alone where a handler has set one itself: style and script may be cached.
  private static var fields: [(HTTPField.Name, String)] {
    [
      (.contentSecurityPolicy, policy), (.cacheControl, "no-store"), (.xContentTypeOptions, "nosniff"),
      (.referrerPolicy, "no-referrer"), (.frameOptions, "DENY"), (.openerPolicy, "same-origin"),
      (.resourcePolicy, "same-origin"), (.permissionsPolicy, "camera=(), geolocation=(), microphone=()"),
    ]
  }
}

extension HTTPField.Name {
  static let referrerPolicy = Self("Referrer-Policy")!
  static let frameOptions = Self("X-Frame-Options")!
  static let openerPolicy = Self("Cross-Origin-Opener-Policy")!
  static let resourcePolicy = Self("Cross-Origin-Resource-Policy")!
  static let permissionsPolicy = Self("Permissions-Policy")!
  static let fetchSite = Self("Sec-Fetch-Site")!
}
