/// A record that was read and could not be accepted: where it stood, why, and what it said.
///
/// `raw` holds customer data: it goes to the rejections table and to the replay file, never to a log.
public struct Rejection: Codable, Hashable, Sendable {
  /// Name of the source as it was given.
  public var file: String
  /// Line of the record's first byte, from 1.
  public var line: Int
  /// Offset of the record's first byte in the (decompressed) source.
  public var byteOffset: Int
  /// Stable code, lower case with hyphens: `amount-unreadable`.
  public var code: String
  /// Canonical name of the field at fault; nil where the record as a whole is.
  public var field: String?
  /// One plain sentence that says what was expected, without repeating the record's content.
  public var reason: String
  /// The record's bytes, at most `maximumRawBytes` of them.
  public var raw: [UInt8]
  /// Whether `raw` was cut.
  public var isRawTruncated: Bool
  /// The amount, where it could be read: control totals must add up (law 5).
  public var minorUnits: Int64?
  /// Currency of `minorUnits`.
  public var currency: String?

  /// Enough for any honest record; a hostile one must not fill the store.
  public static let maximumRawBytes = 8192

  public init(
    file: String, line: Int, byteOffset: Int, code: String, field: String?, reason: String, raw: [UInt8],
    isRawTruncated: Bool, minorUnits: Int64? = nil, currency: String? = nil
  ) {
    self.file = file
    self.line = line
    self.byteOffset = byteOffset
    self.code = code
    self.field = field
    self.reason = reason
    self.raw = raw
    self.isRawTruncated = isRawTruncated
    self.minorUnits = minorUnits
    self.currency = currency
  }
}
