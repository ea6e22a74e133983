/// How a piece of text stands out on a terminal; elsewhere it does not, and nothing is said by it alone.
public enum TextStyle: Sendable {
  case plain
  case strong
  case faint
  /// Somebody to protect: a calm colour, never that of an alarm.
  case care
  /// What should be looked at first.
  case urgent

  /// The text with what switches the style on and off (ECMA-48, 8.3.117).
  public func applied(to text: String, inColor: Bool) -> String {
    guard inColor, let code else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  private var code: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .faint: "2"
    case .care: "36"
    case .urgent: "33"
    }
  }
}
