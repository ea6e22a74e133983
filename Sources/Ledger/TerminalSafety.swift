/// Text from files as it may be printed: what would steer a terminal or turn text around is spelled out.
///
/// A memo is written by whoever pays. Escape sequences in it could repaint a reviewer's screen, and
/// direction overrides could make an account number read as another.
public func printable(_ text: String, keepingLines: Bool = false) -> String {
  guard text.unicodeScalars.contains(where: { steers($0) && !(keepingLines && $0 == "\n") }) else {
    return text
  }
  var safe = ""
  for scalar in text.unicodeScalars {
    if steers(scalar), !(keepingLines && scalar == "\n") {
      safe += "\\u{" + String(scalar.value, radix: 16) + "}"
    } else {
      safe.unicodeScalars.append(scalar)
    }
  }
  return safe
}

/// Control characters (C0, DEL, C1), line and paragraph separators, and the bidirectional controls of
/// Unicode Standard Annex 9.
private func steers(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: true
  default: false
  }
}
