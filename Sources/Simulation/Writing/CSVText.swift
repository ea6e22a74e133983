import Ledger

/// Rows of comma-separated text (RFC 4180), byte by byte.
struct CSVText: ~Copyable {
  var buffer = ByteBuffer(capacity: 1 << 20)
  private var isFirst = true

  /// Ends the row.
  mutating func end() {
    buffer.append(UInt8(ascii: "\n"))
    isFirst = true
  }

  /// A field that may hold anything; in quotes where it must be.
  @inline(__always)
  mutating func field(_ text: String) {
    separate()
    append(text)
  }

  /// Fields that were written before, with the commas between them.
  @inline(__always)
  mutating func written(_ fields: String) {
    separate()
    let isDone: Void? = fields.utf8.withContiguousStorageIfAvailable {
      buffer.append(contentsOf: UnsafeRawBufferPointer($0))
    }
    if isDone == nil { append(fields) }
  }

  @inline(__always)
  private mutating func append(_ text: String) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
      if Self.needsQuotes(bytes) {
        quoted(bytes)
      } else {
        buffer.append(contentsOf: UnsafeRawBufferPointer(bytes))
      }
    }
    if isDone == nil {
      var copy = text
      copy.makeContiguousUTF8()
      append(copy)
    }
  }

  /// Fields as they stand in a row, to be written many times.
  static func fields(_ fields: [String]) -> String {
    fields.map { field in
      field.utf8.contains(where: isSpecial) ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
    }.joined(separator: ",")
  }

  /// A field of letters and digits only.
  @inline(__always)
  mutating func plain(_ text: StaticString) {
    separate()
    buffer.append(contentsOf: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// A whole number, nothing where it is 0.
  mutating func number(_ value: Int) {
    separate()
    if value != 0 { digits(value, atLeast: 1) }
  }

  /// Cents as dollars with a point.
  @inline(__always)
  mutating func money(_ cents: Int) {
    separate()
    if cents < 0 { buffer.append(UInt8(ascii: "-")) }
    let size = abs(cents)
    digits(size / 100, atLeast: 1)
    buffer.append(UInt8(ascii: "."))
    digits(size % 100, atLeast: 2)
  }

  /// Starts a field that is written piece by piece.
  mutating func separate() {
    if isFirst { isFirst = false } else { buffer.append(UInt8(ascii: ",")) }
  }

  /// A piece of the present field: a number with its leading zeros.
  @inline(__always)
  mutating func digits(_ value: Int, atLeast count: Int) {
    var power = 1
    var length = 1
    while length < count || power <= value / 10 {
      power *= 10
      length += 1
    }
    while power > 0 {
      buffer.append(UInt8(ascii: "0") + UInt8(value / power % 10))
      power /= 10
    }
  }

  /// A piece of the present field.
  mutating func piece(_ character: Unicode.Scalar) { buffer.append(UInt8(ascii: character)) }

  private static func needsQuotes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.contains(where: isSpecial)
  }

  @inline(__always)
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
  }

  private mutating func quoted(_ bytes: UnsafeBufferPointer<UInt8>) {
    buffer.append(UInt8(ascii: "\""))
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { buffer.append(byte) }
      buffer.append(byte)
    }
    buffer.append(UInt8(ascii: "\""))
  }
}
