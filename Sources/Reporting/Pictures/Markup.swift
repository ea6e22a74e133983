import Ledger

/// Writes SVG and tables that can hold any text: names are literals of the program, everything else is escaped.
///
/// There is no way to write a style or a script: pages are served under a content-security policy that allows neither.
struct Markup {
  private(set) var text = ""

  /// Names of attributes to values; where nil the attribute is left out.
  typealias Attributes = KeyValuePairs<StaticString, (any AttributeValue)?>

  /// An element with what `content` writes into it.
  mutating func element(
    _ name: StaticString, _ attributes: Attributes = [:], content: (inout Markup) -> Void
  ) {
    open(name, attributes)
    text += ">"
    content(&self)
    text += "</\(name)>"
  }

  /// An element that holds nothing but a text.
  mutating func element(_ name: StaticString, _ attributes: Attributes = [:], text: String) {
    element(name, attributes) { $0.text += escaped(text) }
  }

  /// An element without content.
  mutating func element(_ name: StaticString, _ attributes: Attributes = [:]) {
    open(name, attributes)
    text += "/>"
  }

  /// Markup made by another writer.
  mutating func append(_ other: Markup) { text += other.text }

  /// The next element begins on a line of its own, so that two versions of a picture can be compared.
  mutating func breakLine() { text += "\n" }

  private mutating func open(_ name: StaticString, _ attributes: Attributes) {
    text += "<\(name)"
    for (name, value) in attributes {
      if let value { text += " \(name)=\"\(escaped(value.attributeText))\"" }
    }
  }
}

/// What an attribute may be made of: whole numbers and texts, so that a picture is the same on every machine.
protocol AttributeValue {
  var attributeText: String { get }
}

extension Int: AttributeValue {
  var attributeText: String { String(self) }
}

extension String: AttributeValue {
  var attributeText: String { self }
}

/// A text between tags or quotes. What steers is spelled out, and so are the two code points that XML 1.0 (section 2.2) has no
/// place for beside those.
private func escaped(_ text: String) -> String {
  var safe = ""
  for scalar in printable(text).unicodeScalars {
    switch scalar {
    case "&": safe += "&amp;"
    case "<": safe += "&lt;"
    case ">": safe += "&gt;"
    case "\"": safe += "&quot;"
    case "'": safe += "&#39;"
    case "\u{FFFE}", "\u{FFFF}": safe += "\\u{" + String(scalar.value, radix: 16) + "}"
    default: safe.unicodeScalars.append(scalar)
    }
  }
  return safe
}
