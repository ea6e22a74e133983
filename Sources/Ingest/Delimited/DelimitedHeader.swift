/// What stands before the first record: byte order mark, preamble, the names of the columns.
public struct DelimitedHeader: Sendable, Equatable {
  /// Names of the columns; nil where the dialect has no header.
  public var columns: [String]?
  /// Offset of the first record.
  public var end: Int
  /// Lines before the first record.
  public var lines: Int

  /// Reads the beginning of a source; `start` holds the whole header.
  public init(_ start: [UInt8], dialect: Dialect, source: String) throws(IngestError) {
    guard !start.isEmpty else {
      throw IngestError(code: .empty, source: source, why: "It is empty")
    }
    var index = try Self.byteOrderMark(start, source: source)
    for line in 0..<dialect.preambleLines {
      guard let next = Self.lineEnd(start, from: index) else {
        throw IngestError(
          code: .headerUnreadable, source: source, line: line + 1,
          why: "It ends before the header, within the \(dialect.preambleLines) lines to be passed over",
          remedy: "Correct preamble-lines in the profile")
      }
      index = next
    }
    if dialect.hasHeader {
      while let next = Self.blankLineEnd(start, from: index) { index = next }
      guard let record = DelimitedText.record(start, from: index, dialect: dialect) else {
        throw IngestError(code: .empty, source: source, why: "It ends before the header")
      }
      guard record.next < start.count || start.count < IngestLimits.headerBytes else {
        throw IngestError(
          code: .headerUnreadable, source: source,
          why: "The header is longer than \(IngestLimits.headerBytes) bytes",
          remedy: "Check the delimiter and the quotes")
      }
      guard record.fields.count <= IngestLimits.fields else {
        throw IngestError(
          code: .headerUnreadable, source: source,
          why: "The header has more than \(IngestLimits.fields) columns", remedy: "Check the delimiter")
      }
      columns = record.fields
      index = record.next
    }
    end = index
    lines = start.prefix(index).withUnsafeBytes { LineEnds.any.count($0) }
  }

  /// Length of a UTF-8 byte order mark; UTF-16 and UTF-32 cannot be read.
  private static func byteOrderMark(_ start: [UInt8], source: String) throws(IngestError) -> Int {
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { return 3 }
    guard !start.starts(with: [0xFF, 0xFE]), !start.starts(with: [0xFE, 0xFF]) else {
      throw IngestError(
        code: .encodingUnsupported, source: source, why: "It is encoded in UTF-16",
        remedy: "Convert it to UTF-8, for example with `iconv -f UTF-16 -t UTF-8`")
    }
    return 0
  }

  private static func lineEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { buffer in
      buffer.baseAddress.flatMap { LineEnds.any.firstEnd($0, from: start, to: buffer.count) }
    }
  }

  private static func blankLineEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    guard start < bytes.count, bytes[start] == 0x0A || bytes[start] == 0x0D else { return nil }
    return lineEnd(bytes, from: start)
  }
}
