/// Text in lines that fit a window.
public enum WrappedText {
  /// Lines of at most `width` columns, broken at blanks; words that are longer by themselves are broken anywhere. Line
  /// breaks of the text stay, and so do the blanks that a line begins with.
  ///
  /// - Parameter indent: what each line after the first of a paragraph begins with.
  public static func lines(_ text: String, width: Int, indent: String = "") -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { paragraph($0, width: max(width, DisplayWidth.of(indent) + narrowest), indent: indent) }
  }

  /// Narrower lines than this nobody can read.
  private static let narrowest = 10

  private static func paragraph(_ text: Substring, width: Int, indent: String) -> [String] {
    var lines: [String] = []
    var line = String(text.prefix { $0 == " " })
    var isStarted = false
    func next() {
      lines.append(line)
      line = indent
      isStarted = false
    }
    for word in text.split(separator: " ") {
      var rest = word
      if isStarted, DisplayWidth.of(line) + 1 + DisplayWidth.of(rest) > width { next() }
      if isStarted { line += " " }
      while DisplayWidth.of(line) + DisplayWidth.of(rest) > width {
        let piece = beginning(of: rest, width: width - DisplayWidth.of(line))
        line += piece
        rest = rest.dropFirst(piece.count)
        next()
      }
      line += rest
      isStarted = true
    }
    return lines + [line]
  }

  /// As many characters as fit, and one at least.
  private static func beginning(of word: Substring, width: Int) -> Substring {
    var taken = 0
    let fitting = word.prefix { character in
      taken += DisplayWidth.of(character)
      return taken <= width
    }
    return fitting.isEmpty ? word.prefix(1) : fitting
  }
}
