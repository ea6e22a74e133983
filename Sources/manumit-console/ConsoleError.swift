/// What the console cannot do, in words that a log may hold: what, where, why, what to do.
///
/// Never contains what somebody typed, nor anything of a flag.
struct ConsoleError: Error, Sendable, CustomStringConvertible {
  /// The kind of failure.
  enum Code: String, Sendable {
    /// An address that cannot be listened on without TLS, or at all.
    case address
    /// A certificate or key that cannot be used.
    case certificate
    /// A form without the token of its session, or from another site.
    case forged
    /// A form that cannot be read.
    case form
    /// More sessions, or attempts to sign in, than there may be.
    case tooMany
    /// A session that has ended.
    case signedOut
    /// No such page, flag, run …
    case notFound
  }

  let code: Code
  let place: String
  let reason: String
  let advice: String

  init(_ code: Code, place: String, reason: String, advice: String) {
    self.code = code
    self.place = place
    self.reason = reason
    self.advice = advice
  }

  var description: String { "\(place): \(reason). \(advice)" }
}
