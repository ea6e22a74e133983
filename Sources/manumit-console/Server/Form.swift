import HTTPTypes
import Hummingbird
import NIOCore

/// What a form says, once it has been shown to come from our own page.
struct Form: Sendable {
  let fields: [String: String]

  /// Past what anybody types into a form here.
  static let longest = 64 * 1024

  /// Reads a form of somebody who is signed in.
  ///
  /// - Throws: `ConsoleError` `.forged` where it does not carry the token of the session, `.form` where it cannot be read;
  ///   `HTTPError` 413 where it is too long.
  init(_ request: Request, of session: Session) async throws {
    try await self.init(request, token: session.formToken)
  }

  init(_ request: Request, token: String) async throws {
    let buffer: ByteBuffer
    do {
      buffer = try await request.body.collect(upTo: Self.longest)
    } catch is NIOTooManyBytesError {
      throw HTTPError(.contentTooLarge)
    }
    fields = try Self.fields(of: buffer)
    guard SecretToken.equal(fields["token"] ?? "", token) else {
      throw ConsoleError(
        .forged, place: "Taking a form", reason: "it does not come from a page of this session",
        advice: "Go back, load the page again, and send it once more. Nothing was changed.")
    }
  }

  private static func fields(of buffer: ByteBuffer) throws(ConsoleError) -> [String: String] {
    do {
      return try URLEncodedFormDecoder().decode([String: String].self, from: String(buffer: buffer))
    } catch {
      throw ConsoleError(
        .form, place: "Taking a form", reason: "it cannot be read", advice: "Go back and send it once more.")
    }
  }

  /// A field without the space around it; nil where it is empty.
  subscript(name: String) -> String? {
    guard let text = fields[name] else { return nil }
    let trimmed = text.drop(while: \.isWhitespace)
    guard let last = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return nil }
    // Browsers end lines by CR and LF.
    return String(trimmed[...last]).replacing("\r\n", with: "\n")
  }
}
