/// Why bytes are not a record: what is wrong, and where. Holds nothing of what the record says.
public struct RecordError: Error, Hashable, Sendable {
  /// A stable name for programs and tests; new ones may be added.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The record ends before it is complete.
    public static let truncated = Code(rawValue: "record-truncated")
    /// Bytes follow where the record should end.
    public static let overlong = Code(rawValue: "record-overlong")
    /// Written in a version this program does not know.
    public static let unknownVersion = Code(rawValue: "record-version-unknown")
    /// Names a string that was not written before.
    public static let unknownString = Code(rawValue: "record-string-unknown")
    /// Names a row of evidence that was not written before.
    public static let unknownRow = Code(rawValue: "record-row-unknown")
    /// A string is not UTF-8.
    public static let invalidText = Code(rawValue: "record-text-invalid")
    /// A byte or number means nothing where it stands.
    public static let invalidValue = Code(rawValue: "record-value-invalid")
  }

  public var code: Code
  /// Offset of the offending byte from the start of the record.
  public var byte: Int

  public init(_ code: Code, byte: Int) {
    self.code = code
    self.byte = byte
  }
}

extension RecordError: CustomStringConvertible {
  public var description: String { "\(code.rawValue) at byte \(byte)" }
}
