import Ledger

/// Rows in the text format of `COPY`, built as bytes: tabs between values, a line feed after each row.
///
/// Every value is escaped, so that whatever a file held arrives as it was. The one exception is NUL, which
/// PostgreSQL cannot store: it becomes U+FFFD, visibly.
struct CopyRows: ~Copyable {
  private var buffer = ByteBuffer(capacity: 1 << 14)
  private var isRowEmpty = true
  /// Finished rows.
  private(set) var count = 0

  /// Everything so far; valid until the next change.
  var bytes: UnsafeRawBufferPointer { buffer.bytes }

  /// U+FFFD in UTF-8.
  static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// Adds the finished rows of another.
  mutating func append(_ other: borrowing CopyRows) {
    buffer.append(contentsOf: other.bytes)
    count += other.count
  }

  /// Ends the row.
  mutating func endRow() {
    buffer.append(UInt8(ascii: "\n"))
    isRowEmpty = true
    count += 1
  }

  mutating func null() {
    separate()
    raw("\\N")
  }

  mutating func integer(_ value: some BinaryInteger) {
    separate()
    raw(String(value))
  }

  mutating func boolean(_ value: Bool) {
    separate()
    raw(value ? "t" : "f")
  }

  /// A text value given as UTF-8 bytes.
  mutating func text(_ value: UnsafeRawBufferPointer) {
    separate()
    escaped(value)
  }

  /// A text value.
  mutating func text(_ value: String) {
    separate()
    append(value)
  }

  /// A text value or NULL.
  mutating func text(_ value: String?) {
    if let value { text(value) } else { null() }
  }

  /// A jsonb value.
  mutating func json(_ value: JSONText) {
    separate()
    value.bytes.withUnsafeBytes { escaped($0) }
  }

  /// An array of texts: `{"a","b"}`, its own quoting inside that of COPY.
  mutating func array(_ values: [String]) {
    separate()
    buffer.append(UInt8(ascii: "{"))
    for (index, value) in values.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      buffer.append(UInt8(ascii: "\""))
      var element: [UInt8] = []
      for byte in value.utf8 {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { element.append(UInt8(ascii: "\\")) }
        element.append(byte)
      }
      element.withUnsafeBytes { escaped($0) }
      buffer.append(UInt8(ascii: "\""))
    }
    buffer.append(UInt8(ascii: "}"))
  }

  /// Bytes for a `bytea` column.
  mutating func bytea(_ value: [UInt8]) {
    separate()
    raw("\\\\x")
    for byte in value {
      buffer.append(Self.hexadecimalDigits[Int(byte >> 4)])
      buffer.append(Self.hexadecimalDigits[Int(byte & 15)])
    }
  }

  private static let hexadecimalDigits = Array("0123456789abcdef".utf8)

  private mutating func separate() {
    if !isRowEmpty { buffer.append(UInt8(ascii: "\t")) }
    isRowEmpty = false
  }

  private mutating func raw(_ ascii: String) {
    for byte in ascii.utf8 { buffer.append(byte) }
  }

  private mutating func append(_ value: String) {
    var copy = value
    copy.withUTF8 { escaped(UnsafeRawBufferPointer($0)) }
  }

  /// Runs of bytes that stand for themselves are copied in one piece each.
  private mutating func escaped(_ value: UnsafeRawBufferPointer) {
    var start = 0
    for (index, byte) in value.enumerated() where byte <= 0x0D || byte == UInt8(ascii: "\\") {
      guard let escape = Self.escape(of: byte) else { continue }
      buffer.append(contentsOf: UnsafeRawBufferPointer(rebasing: value[start..<index]))
      escape.withUnsafeBytes { buffer.append(contentsOf: $0) }
      start = index + 1
    }
    buffer.append(contentsOf: UnsafeRawBufferPointer(rebasing: value[start...]))
  }

  /// What stands for a byte that cannot stand for itself in a row of COPY.
  private static func escape(of byte: UInt8) -> [UInt8]? {
    switch byte {
    case UInt8(ascii: "\\"): Array("\\\\".utf8)
    case UInt8(ascii: "\n"): Array("\\n".utf8)
    case UInt8(ascii: "\r"): Array("\\r".utf8)
    case UInt8(ascii: "\t"): Array("\\t".utf8)
    case 0: replacement
    default: nil
    }
  }
}
