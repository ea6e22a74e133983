/// Where the text of a canonical field comes from.
public enum FieldSource: Hashable, Sendable {
  /// The column with this header: exactly, else without regard to case.
  case column(String)
  /// The column at this place, from 1.
  case position(Int)
  /// Keys into nested JSON objects; `[2]` is the third element of an array.
  case path([String])
  /// The same text in every record.
  case constant(String)

  /// Reads a path as profiles write it: `payment.parties[0].name`.
  ///
  /// A key that holds a dot or a bracket
  /// cannot be written so.
  public static func path(written text: String) -> FieldSource {
    var components: [String] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      if let key = pieces.first, !key.isEmpty { components.append(String(key)) }
      for index in pieces.dropFirst() { components.append("[" + index) }
    }
    return .path(components)
  }

  /// A path as profiles write it.
  static func written(_ components: [String]) -> String {
    var text = ""
    for component in components {
      if !text.isEmpty && !isIndex(component) { text += "." }
      text += component
    }
    return text
  }

  /// Whether a path component is an array index such as `[2]`.
  static func isIndex(_ component: String) -> Bool {
    component.hasPrefix("[") && component.hasSuffix("]") && Int(component.dropFirst().dropLast()) != nil
  }
}
