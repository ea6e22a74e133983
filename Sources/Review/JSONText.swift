/// Writes JSON for jsonb columns, keys in the order given, so that equal content gives equal bytes.
///
/// jsonb cannot hold U+0000: it becomes U+FFFD.
struct JSONText {
  private(set) var text = ""
  private var needsComma = false

  mutating func object(_ body: (inout JSONText) -> Void) { nest("{", "}", body) }

  mutating func array(_ body: (inout JSONText) -> Void) { nest("[", "]", body) }

  /// `"key":`, inside an object; the value must follow.
  mutating func key(_ name: String) {
    string(name)
    text.append(":")
    needsComma = false
  }

  mutating func string(_ value: String?) {
    separate()
    guard let value else { return text.append("null") }
    text.append("\"")
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text.append("\\\"")
      case "\\": text.append("\\\\")
      case "\0": text.append("\u{FFFD}")
      case "\u{1}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        text.append("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits)
      default: text.unicodeScalars.append(scalar)
      }
    }
    text.append("\"")
  }

  mutating func integer(_ value: some BinaryInteger) {
    separate()
    text.append(String(value))
  }

  mutating func boolean(_ value: Bool) {
    separate()
    text.append(value ? "true" : "false")
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

  private mutating func nest(_ open: String, _ close: String, _ body: (inout JSONText) -> Void) {
    separate()
    text.append(open)
    needsComma = false
    body(&self)
    text.append(close)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { text.append(",") }
    needsComma = true
  }
}
