/// Writes JSON for jsonb columns, keys in the order given, so that equal content gives equal bytes.
///
/// jsonb cannot hold U+0000: it becomes U+FFFD.
struct JSONText {
  /// The JSON, UTF-8.
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  mutating func object(_ body: (inout JSONText) -> Void) {
    nest(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  mutating func array(_ body: (inout JSONText) -> Void) {
    nest(UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  /// `"key":`, inside an object; the value must follow.
  mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func string(_ value: String?) {
    separate()
    guard var value else { return append("null") }
    bytes.append(UInt8(ascii: "\""))
    value.withUTF8 { append(escaping: $0) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends runs of bytes that stand for themselves in one piece each: most texts are one such run.
  private mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for (index, byte) in text.enumerated()
    where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
      bytes.append(contentsOf: text[start..<index])
      append(escaped: byte)
      start = index + 1
    }
    bytes.append(contentsOf: text[start...])
  }

  private mutating func append(escaped byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case 0: append("\u{FFFD}")
    default:
      let digits = String(byte, radix: 16)
      append("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits)
    }
  }

  mutating func integer(_ value: some BinaryInteger) {
    separate()
    append(String(value))
  }

  mutating func boolean(_ value: Bool) {
    separate()
    append(value ? "true" : "false")
  }

  /// An object of the pairs, keys sorted.
  mutating func sorted<Value>(_ pairs: [String: Value], _ write: (inout JSONText, Value) -> Void) {
    object { json in
      for (name, value) in pairs.sorted(by: { $0.key < $1.key }) {
        json.key(name)
        write(&json, value)
      }
    }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func nest(_ open: UInt8, _ close: UInt8, _ body: (inout JSONText) -> Void) {
    separate()
    bytes.append(open)
    needsComma = false
    body(&self)
    bytes.append(close)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }
}
