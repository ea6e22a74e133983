/// A person's own role in PostgreSQL, and the password that proves it. Kept nowhere: it lives as long as one sign-in.
public struct Credentials: Sendable {
  let role: String
  let password: String

  /// - Throws: `ReviewError` `.signInRefused` where one of the two is empty or holds a NUL character: libpq would take
  ///   the role of the program, or a password from its surroundings, for what is not stated.
  public init(role: String, password: String) throws(ReviewError) {
    guard !role.isEmpty, !password.isEmpty, !role.utf8.contains(0), !password.utf8.contains(0) else {
      throw ReviewError(
        code: .signInRefused, place: "Signing in", reason: "a role and its password are needed",
        advice: "Give both.")
    }
    self.role = role
    self.password = password
  }

  /// For a server that asked for no password: whoever typed one has proven nothing.
  static let notAskedFor = ReviewError(
    code: .passwordNotAsked, place: "Signing in",
    reason: "the server asks for no password, so that anybody could sign in as anybody",
    advice: "Ask for scram-sha-256 in its pg_hba.conf for connections from here.")
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Without the password, wherever it is printed.
  public var description: String { "credentials of \(role)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["role": role]) }
}
