import Yams

/// What is said of a file that is not YAML: the cause, where the parser only tells at what it stumbled.
struct YAMLComplaint {
  let file: RulebookFile

  /// What is wrong before the file is read at all.
  var beforeReading: RulebookError? {
    guard file.text.unicodeScalars.first == Self.byteOrderMark else { return nil }
    return error(
      .notYAML, line: 1, column: 1, "the file begins with a byte order mark",
      hint: "save it as UTF-8 without one")
  }

  /// What is wrong by the parser's word.
  func error(_ problem: YamlError) -> RulebookError {
    switch problem {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      if let tab = tab(near: mark.line) {
        return error(
          .notYAML, line: tab.line, column: tab.column, "a tab stands where the line is indented",
          hint: "indent with spaces")
      }
      return error(
        .notYAML, line: mark.line, column: mark.column, "the file is not YAML: \(problem)",
        hint: problem.contains("did not find expected ','")
          ? "an expression with commas stands on a line of its own after `- `, or in quotes"
          : "a text with `: ` or ` #` in it stands in quotes")
    // Composing fails of itself only where there is nothing to compose, or too much.
    case .composer(_, let problem, let mark, _):
      let isSecond = problem.contains("document")
      return error(
        .notYAML, line: mark.line, column: mark.column,
        isSecond ? "a second document begins here" : "the file is not YAML: \(problem)",
        hint: isSecond ? "a file holds one rule or one list: give what follows `---` a file of its own" : nil)
    case .duplicatedKeysInMapping(let duplicates, let context):
      return error(
        .duplicate, line: context.mark.line, column: context.mark.column,
        "the key `\(duplicates.sorted().joined(separator: "`, `"))` is given twice in one mapping")
    default:
      return error(.notYAML, line: 1, column: 1, "the file is not YAML")
    }
  }

  private static let byteOrderMark: Unicode.Scalar = "\u{FEFF}"

  /// The first tab in the indentation of the line at which the parser stumbled, or of those beside it.
  private func tab(near line: Int) -> Position? {
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    for number in max(1, line - 1)...(line + 1) where number <= lines.count {
      let indentation = lines[number - 1].unicodeScalars.prefix { $0 == " " || $0 == "\t" }
      if let tab = Array(indentation).firstIndex(of: "\t") { return Position(line: number, column: tab + 1) }
    }
    return nil
  }

  private func error(
    _ code: RulebookError.Code, line: Int, column: Int, _ message: String, hint: String? = nil
  ) -> RulebookError {
    RulebookError(code: code, file: file.name, line: line, column: column, message: message, hint: hint)
  }
}
