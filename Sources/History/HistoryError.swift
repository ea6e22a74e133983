/// What went wrong with the state directory: where, why, and what to do about it.
///
/// Never holds anything a bank's customer could be recognised by: paths, numbers and reasons only.
public struct HistoryError: Error, Hashable, Sendable {
  /// A stable name for programs and tests; new ones may be added.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Another program holds the state.
    public static let locked = Code(rawValue: "state-locked")
    /// The state was written by a newer program.
    public static let newerFormat = Code(rawValue: "state-newer")
    /// The directory holds something else.
    public static let notAState = Code(rawValue: "state-not-recognised")
    /// Bytes on disk are not what was written.
    public static let damaged = Code(rawValue: "state-damaged")
    /// No room left on the device.
    public static let diskFull = Code(rawValue: "disk-full")
    /// The operating system does not let this user do it.
    public static let notPermitted = Code(rawValue: "not-permitted")
    /// Any other refusal of the operating system or of LMDB.
    public static let inputOutput = Code(rawValue: "input-output")
    /// A sum of amounts does not fit in 64 bits.
    public static let totalTooLarge = Code(rawValue: "total-too-large")
    /// One subject has more postings than a segment can hold in one block.
    public static let subjectTooLarge = Code(rawValue: "subject-too-large")
  }

  public var code: Code
  /// What was being done: `write segment`.
  public var operation: String
  /// The file or directory concerned.
  public var path: String?
  /// Why it could not be done.
  public var reason: String
  /// What a person can do now.
  public var advice: String

  public init(_ code: Code, operation: String, path: String? = nil, reason: String, advice: String) {
    self.code = code
    self.operation = operation
    self.path = path
    self.reason = reason
    self.advice = advice
  }

  /// Bytes on disk are not what was written.
  static func damaged(_ operation: String, path: String, reason: String) -> HistoryError {
    HistoryError(
      .damaged, operation: operation, path: path, reason: reason,
      advice: "Restore the state directory from a backup, or set it aside and scan the archived exports "
        + "again; nothing was changed.")
  }
}

extension HistoryError: CustomStringConvertible {
  /// One sentence of what, where and why, and one of what to do.
  public var description: String {
    let place = path.map { " (\($0))" } ?? ""
    return "Could not \(operation)\(place): \(reason). \(advice)"
  }
}
