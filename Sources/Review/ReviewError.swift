/// What went wrong with the database, in words that a log may hold.
///
/// Never contains names, account numbers, memo text or amounts: PostgreSQL quotes offending values in some
/// of its messages, so those messages are dropped and the names of table and constraint are kept.
public struct ReviewError: Error, Sendable {
  /// The kind of failure. More may come; compare with the ones you can handle.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// No server answered, or it went away. What was to be published stays in the outbox.
    public static let unreachable = Code(rawValue: "database-unreachable")
    /// The server answered and would not let us in.
    public static let signInRefused = Code(rawValue: "sign-in-refused")
    /// The server let a person in without asking for a password.
    public static let passwordNotAsked = Code(rawValue: "password-not-asked")
    /// Something answered that did not prove to be the server, or not over TLS. Nothing was said to it.
    public static let serverNotTrusted = Code(rawValue: "server-not-trusted")
    /// A connection string that cannot be understood.
    public static let badSettings = Code(rawValue: "connection-settings")
    /// A connection string with a password in it.
    public static let passwordInSettings = Code(rawValue: "password-in-settings")
    /// The tables are missing or older than this program.
    public static let notMigrated = Code(rawValue: "database-not-migrated")
    /// The tables are newer than this program.
    public static let newerSchema = Code(rawValue: "database-newer-than-program")
    /// A migration that was applied has since been changed.
    public static let migrationChanged = Code(rawValue: "migration-changed")
    /// A server older than the tables need.
    public static let serverTooOld = Code(rawValue: "server-too-old")
    /// The role may not do this.
    public static let forbidden = Code(rawValue: "not-permitted")
    /// The server refused the data themselves; sending them again will not help.
    public static let dataRefused = Code(rawValue: "data-refused")
    /// Two transactions collided; sending again helps.
    public static let conflict = Code(rawValue: "conflict")
    /// The server is out of disk, memory or connections.
    public static let serverLimit = Code(rawValue: "server-limit")
    /// A flag that cannot be decided on: there is none of that id, or it was withdrawn.
    public static let decisionRefused = Code(rawValue: "decision-refused")
    /// The flag has other evidence than when it was read.
    public static let changedSinceRead = Code(rawValue: "changed-since-read")
    /// No such move leads from the flag's status.
    public static let moveNotAllowed = Code(rawValue: "move-not-allowed")
    /// Whoever proposed a decision cannot be the one to agree to it.
    public static let secondPersonNeeded = Code(rawValue: "second-person-needed")
    /// A flag of another unit, or one that was not opened.
    public static let notOpened = Code(rawValue: "flag-not-opened")
    /// A date or a text that the institution's rules do not take, such as a snooze that ends too late.
    public static let termRefused = Code(rawValue: "term-refused")
    /// Anything else; a defect, most likely.
    public static let failed = Code(rawValue: "database-error")
  }

  /// The kind of failure.
  public let code: Code

  /// Whether the same batch may well succeed later without anyone changing it.
  public var isWorthRetrying: Bool {
    code == .unreachable || code == .conflict || code == .serverLimit
  }

  /// Whether what was asked for goes against a rule of reviewing: somebody has to do something else.
  public var isRefusal: Bool {
    let refusals: Set<Code> = [
      .decisionRefused, .changedSinceRead, .moveNotAllowed, .secondPersonNeeded, .notOpened, .termRefused,
    ]
    return refusals.contains(code)
  }

  /// PostgreSQL's five-character code, where the server gave one.
  public let sqlState: String?
  /// What was being done.
  public let place: String
  /// Why it failed.
  public let reason: String
  /// What to do about it.
  public let advice: String

  public init(code: Code, sqlState: String? = nil, place: String, reason: String, advice: String) {
    self.code = code
    self.sqlState = sqlState
    self.place = place
    self.reason = reason
    self.advice = advice
  }
}

extension ReviewError: CustomStringConvertible {
  /// One paragraph: where, why, what to do.
  public var description: String {
    let state = sqlState.map { " (SQLSTATE \($0))" } ?? ""
    return "\(place): \(reason)\(state). \(advice)"
  }
}
