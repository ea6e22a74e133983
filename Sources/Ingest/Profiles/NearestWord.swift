/// The word most like `written`; nil where none is near enough to be what was meant.
func nearestWord(to written: String, among words: [String]) -> String? {
  let near = words.map { (distance: editDistance(written.lowercased(), $0.lowercased()), word: $0) }
    .min { ($0.distance, $0.word) < ($1.distance, $1.word) }
  guard let near, near.distance <= max(2, written.count / 3), near.distance < near.word.count else {
    return nil
  }
  return near.word
}

/// How many insertions, removals and replacements of characters lie between two words (Levenshtein).
func editDistance(_ left: String, _ right: String) -> Int {
  let columns = Array(right)
  var previous = Array(0...columns.count)
  for (row, character) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in columns.enumerated() {
      let replaced = previous[column] + (character == other ? 0 : 1)
      current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
    }
    previous = current
  }
  return previous[columns.count]
}
