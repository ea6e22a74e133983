/// What stopped a command, and what to do about it. Never carries a record's content.
public struct PipelineError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Stable code; new ones may come.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// More records were rejected than `--max-rejections` allows; nothing was kept or published.
    public static let tooManyRejections = Code(rawValue: "too-many-rejections")
    /// Stopped by the operator before the commit; nothing was kept.
    public static let interrupted = Code(rawValue: "interrupted")
    /// The counts do not add up (law 5); nothing was kept.
    public static let countsDisagree = Code(rawValue: "counts-disagree")
    /// The derived state could not be read.
    public static let stateUnreadable = Code(rawValue: "state-unreadable")
    /// A temporary file could not be written or read.
    public static let spillFailed = Code(rawValue: "spill-failed")
    /// The state knows too little of its customers to compare them.
    public static let customersUnknown = Code(rawValue: "customers-unknown")
    /// Not all that a command printed arrived.
    public static let outputFailed = Code(rawValue: "output-failed")
    /// A file for the operator could not be read or written.
    public static let fileFailed = Code(rawValue: "file-failed")
  }

  public var code: Code
  public var reason: String
  public var advice: String

  public init(_ code: Code, reason: String, advice: String) {
    self.code = code
    self.reason = reason
    self.advice = advice
  }

  public var description: String { "\(reason). \(advice)" }
}
