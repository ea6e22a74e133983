import HTTPTypes
import Hummingbird

/// Refuses what another site makes a browser send, before anything reads it. The token in each form is the second lock.
struct SameOrigin: RouterMiddleware {
  /// Without TLS only these names lead here: a name of somebody else's that is made to point at this machine does not.
  let isLoopback: Bool

  func handle(
    _ request: Request, context: ConsoleContext,
    next: (Request, ConsoleContext) async throws -> Response
  ) async throws -> Response {
    guard !isLoopback || Self.isOurs(request.head.authority) else { throw Self.forged }
    // Browsers say it of every request to a place that nobody can listen in on; programs need not.
    if request.method != .get, request.method != .head, let site = request.headers[.fetchSite],
      site != "same-origin"
    {
      throw Self.forged
    }
    return try await next(request, context)
  }

  /// Whether a Host header names this machine, by a number or as `localhost`.
  static func isOurs(_ authority: String?) -> Bool {
    guard let authority else { return false }
    // A browser leaves the port out where it is the usual one.
    let address = ListenAddress(authority) ?? ListenAddress(authority + ":80")
    return address?.isLoopback ?? false
  }

  private static let forged = ConsoleError(
    .forged, place: "Taking a request", reason: "it comes from another site",
    advice: "Open the console by its own address.")
}
