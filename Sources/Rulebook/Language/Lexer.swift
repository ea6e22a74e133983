/// A word, number or sign of an expression, and where it stands in its fragment.
struct Token: Equatable {
  enum Kind: Equatable {
    /// Letters, digits, `_`, and `.` or `-` between them: `place.county`, `SMUG-REMOTE-CASH`; and `peers'`.
    case word
    /// Digits with at most one point: `3000`, `9999.99`.
    case number
    /// `22:00`.
    case time
    case sign
  }

  let kind: Kind
  let text: String
  /// Index of its first scalar.
  let start: Int
}

/// Cuts an expression into tokens.
enum Lexer {
  /// Longest first, so that `>=` is not read as `>` and `=`.
  private static let signs = [">=", "<=", ">", "<", "=", "+", "-", "/", "%", "(", ")", "[", "]", ","]
    .map { Array($0.unicodeScalars) }

  /// What to write for signs of other languages.
  private static let meant: [Unicode.Scalar: String] = [
    "$": "the currency stands behind the amount: `3000 USD`", "≥": "write `>=`", "≤": "write `<=`",
    "!": "write `not` before the comparison", "&": "write `and`", "|": "write `or`", "*": "write `3 times …`",
    "\"": "names stand without quotes", "'": "names stand without quotes",
  ]

  /// - Throws: the first character no token begins with.
  static func tokens(of fragment: Fragment) throws(RulebookError) -> [Token] {
    let scalars = fragment.scalars
    var tokens: [Token] = []
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == " " || scalar.properties.isWhitespace {
        index += 1
        continue
      }
      let start = index
      let kind: Token.Kind
      if isLetter(scalar) {
        kind = .word
        index = endOfWord(scalars, from: index)
      } else if isDigit(scalar) {
        (kind, index) = endOfNumber(scalars, from: index)
      } else if let sign = signs.first(where: { begins(with: $0, scalars, at: start) }) {
        kind = .sign
        index += sign.count
      } else {
        throw fragment.error(
          .syntax, at: start, "`\(String(scalar))` means nothing here",
          hint: meant[scalar] ?? "expressions are words, numbers, ( ) [ ] , + - / % and comparisons")
      }
      tokens.append(Token(kind: kind, text: String(scalars[start..<index]), start: start))
    }
    return tokens
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    // Nearly all are ASCII, and asking the Unicode tables for each took a tenth of the time of reading the rules.
    guard !scalar.isASCII else {
      return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
    }
    return scalar.properties.isAlphabetic
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func endOfWord(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
    var index = start
    while index < scalars.count {
      let scalar = scalars[index]
      if isLetter(scalar) || isDigit(scalar) {
        index += 1
      } else if scalar == "." || scalar == "-", index + 1 < scalars.count,
        isLetter(scalars[index + 1]) || isDigit(scalars[index + 1])
      {
        index += 1
      } else {
        break
      }
    }
    let isPeers = index - start == 5 && begins(with: Array("peers".unicodeScalars), scalars, at: start)
    if isPeers, index < scalars.count, ["'", "\u{2019}"].contains(scalars[index]) { index += 1 }
    return index
  }

  private static func endOfNumber(_ scalars: [Unicode.Scalar], from start: Int) -> (Token.Kind, Int) {
    var index = start
    func digits() { while index < scalars.count, isDigit(scalars[index]) { index += 1 } }
    digits()
    guard index + 1 < scalars.count, isDigit(scalars[index + 1]) else { return (.number, index) }
    if scalars[index] == ":" {
      index += 1
      digits()
      return (.time, index)
    }
    if scalars[index] == "." {
      index += 1
      digits()
    }
    return (.number, index)
  }

  private static func begins(with sign: [Unicode.Scalar], _ scalars: [Unicode.Scalar], at index: Int) -> Bool
  {
    index + sign.count <= scalars.count && sign.indices.allSatisfy { scalars[index + $0] == sign[$0] }
  }
}
