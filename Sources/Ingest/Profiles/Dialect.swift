/// How the bytes of a file make records.
public struct Dialect: Hashable, Sendable {
  /// The byte between fields.
  public var delimiter: UInt8 = 0x2C
  /// The byte around fields that hold delimiters or line ends; nil where none does.
  public var quote: UInt8? = 0x22
  /// How bytes make characters.
  public var encoding = TextEncoding.utf8
  /// Lines before the header, or before the first record, that are no records.
  public var preambleLines = 0
  /// Whether the first record names the columns.
  public var hasHeader = true
  /// Last rows that are no transactions.
  public var trailers: [TrailerRule] = []
  /// Whether trailing columns may be missing; otherwise such a record is rejected.
  public var allowsShortRows = false

  /// RFC 4180 in UTF-8 with a header.
  public init() {}
}

/// Formats a profile can describe.
public enum SourceFormat: String, Sendable, Codable, CaseIterable {
  case delimited = "csv"
  case ndjson
  case nacha
  case fedwire
  case swift = "swift-mt"
  case bai2
  case iso20022
}

/// Text encodings of this version.
public enum TextEncoding: String, Sendable, Codable, CaseIterable {
  case utf8 = "utf-8"
  case latin1 = "iso-8859-1"
  case windows1252 = "windows-1252"
}

/// A last row that is no transaction, such as `TOTAL COUNT=1204` or `T|1204|88123.50`.
///
/// Positions count fields from 1; in the first field the number stands after the prefix.
public struct TrailerRule: Hashable, Sendable {
  /// How the row begins, after an optional quote.
  public var prefix: String
  /// Field with the number of records.
  public var countField: Int?
  /// Field with the sum of the amounts.
  public var totalField: Int?

  /// A rule by prefix and places.
  public init(prefix: String, countField: Int? = nil, totalField: Int? = nil) {
    self.prefix = prefix
    self.countField = countField
    self.totalField = totalField
  }
}
