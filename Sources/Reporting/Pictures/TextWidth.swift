/// How wide a text is at most, without asking a font: labels are placed by it, so that none covers another.
///
/// Widths are those of the wider of the common sans-serif faces (Verdana is the widest a system hands out for `system-ui`
/// in practice), in hundredths of the font's size.
enum TextWidth {
  /// In pixels, rounded up.
  static func of(_ text: some StringProtocol, size: Int) -> Int {
    (text.unicodeScalars.reduce(0) { $0 + hundredths($1) } * size + 99) / 100
  }

  /// As much of the text as fits, `…` at the end where it does not.
  static func fitted(_ text: String, size: Int, width: Int) -> String {
    if of(text, size: size) <= width { return text }
    var kept = ""
    var used = hundredths("…")
    for character in text {
      used += character.unicodeScalars.reduce(0) { $0 + hundredths($1) }
      if (used * size + 99) / 100 > width { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  private static func hundredths(_ scalar: Unicode.Scalar) -> Int {
    switch scalar {
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "!", "|", " ": 36
    case "f", "r", "t", "(", ")", "[", "]", "-", "/", "\\": 45
    case "m", "w", "M", "W", "@", "%": 98
    case "0"..."9", "$", "a"..."z": 63
    case "A"..."Z": 74
    case " "..."~": 80
    case "\u{A0}"..."\u{24F}", "–", "…", "’", "·": 82
    // Scripts that fill a square, and pictures.
    default: 130
    }
  }
}
