import Ledger

/// What the words of a direction column mean.
enum DirectionEvidence {
  /// Words of banks' exports beyond those every profile knows, in lower case.
  static let others: [String: String] = [
    "k": "credit", "cb": "credit", "db": "debit", "inflow": "credit", "outflow": "debit",
    "bevétel": "credit", "kiadás": "debit", "gutschrift": "credit", "lastschrift": "debit",
    "income": "credit", "expense": "debit", "abono": "credit", "cargo": "debit",
  ]

  /// A word as the tables have it.
  static func key(_ word: String) -> String {
    var scalars = word.unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars)).lowercased()
  }

  /// `credit` or `debit` for words that need no profile.
  static func builtIn(_ word: String) -> String? {
    let bytes = Array(word.utf8)
    let number = bytes.withUnsafeBytes {
      DirectionWords.table.value(key: WordTable.key(FieldBytes($0).trimmed))
    }
    return number.flatMap { Direction(rawValue: UInt8(truncatingIfNeeded: $0))?.name }
  }

  /// What a word in lower case means; nil where that is unknown.
  static func meaning(_ word: String) -> String? { builtIn(word) ?? others[word] }

  /// The meanings of a column's words; nil where most values are not understood.
  static func codes(for facts: ColumnFacts) -> [String: String]? {
    Majority.holds(facts.directions, of: facts.filled) ? facts.directionMeanings : nil
  }
}
