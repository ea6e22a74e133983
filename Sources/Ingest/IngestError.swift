/// Why a source could not be read at all. A single bad record is a `Rejection`, never one of these.
///
/// Neither `why` nor `remedy` holds names, account numbers, memo text or amounts.
public struct IngestError: Error, Sendable, Equatable {
  /// What went wrong, stable across versions; extended where a format needs more.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// Lower case with hyphens.
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
  }

  /// What went wrong.
  public var code: Code
  /// The file, or `-`.
  public var source: String
  /// Line, from 1, where one is at fault.
  public var line: Int?
  /// Column, from 1, where one is at fault.
  public var column: Int?
  /// One plain sentence.
  public var why: String
  /// What to do about it; empty where nothing is known to help.
  public var remedy: String

  public init(
    code: Code, source: String = "", line: Int? = nil, column: Int? = nil, why: String, remedy: String = ""
  ) {
    self.code = code
    self.source = source
    self.line = line
    self.column = column
    self.why = why
    self.remedy = remedy
  }
}

extension IngestError: CustomStringConvertible {
  /// `file:line:column: why (code). remedy`
  public var description: String {
    var place = source
    if let line { place += place.isEmpty ? "line \(line)" : ":\(line)" }
    if let column { place += ":\(column)" }
    let start = place.isEmpty ? "" : place + ": "
    return start + why + " (\(code.rawValue))" + (remedy.isEmpty ? "" : ". " + remedy)
  }
}

extension IngestError.Code {
  /// The file cannot be opened or listed.
  public static let unopenable = Self(rawValue: "source-unopenable")
  /// A folder holds nothing that can be read.
  public static let nothingToRead = Self(rawValue: "nothing-to-read")
  /// Reading failed half-way.
  public static let unreadable = Self(rawValue: "source-unreadable")
  /// A compressed source ends before its end mark, or does not check.
  public static let damaged = Self(rawValue: "source-damaged")
  /// A compressed source grows beyond any honest ratio.
  public static let decompressionBomb = Self(rawValue: "decompression-ratio")
  /// It says itself that there was more.
  public static let incomplete = Self(rawValue: "source-incomplete")
  /// There is nothing before the end, not even a header.
  public static let empty = Self(rawValue: "source-empty")
  /// The run was stopped before there was anything to decode.
  public static let interrupted = Self(rawValue: "interrupted")
  /// The header cannot be read as one.
  public static let headerUnreadable = Self(rawValue: "header-unreadable")
  /// A column the profile names is not in the header.
  public static let columnMissing = Self(rawValue: "column-missing")
  /// A field without which no record can be accepted is bound to nothing.
  public static let fieldUnbound = Self(rawValue: "field-unbound")
  /// A time zone that neither is an offset nor a name the system knows.
  public static let zoneUnknown = Self(rawValue: "time-zone-unknown")
  /// A constant or code of the profile that means nothing.
  public static let profileValue = Self(rawValue: "profile-value")
  /// The text encoding is not one that can be read.
  public static let encodingUnsupported = Self(rawValue: "encoding-unsupported")
}
