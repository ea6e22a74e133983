/// One cell of an example's table, and where it stands in the text.
struct ExampleCell {
  let text: String
  /// Index of its first scalar.
  let start: Int

  /// Whether several lines of the file became one: YAML folds them where no `|` stands before.
  static func isFolded(_ table: Fragment) -> Bool {
    table.positions.contains { $0.line != table.positions[0].line }
  }

  /// The cells of each line that has any.
  static func lines(of table: Fragment) throws(RulebookError) -> [[ExampleCell]] {
    var lines: [[ExampleCell]] = [[]]
    var index = 0
    let scalars = table.scalars
    while index < scalars.count {
      if scalars[index] == "\n" {
        lines.append([])
        index += 1
      } else if scalars[index] == " " {
        index += 1
      } else if scalars[index] == "\t" {
        throw table.error(
          .badExample, at: index, "a tab stands in the table", hint: "put spaces between its columns")
      } else {
        let start = index
        let isQuoted = scalars[index] == "\""
        if isQuoted { index += 1 }
        var text = String.UnicodeScalarView()
        while index < scalars.count,
          isQuoted ? scalars[index] != "\"" : ![" ", "\t"].contains(scalars[index]),
          scalars[index] != "\n"
        {
          text.append(scalars[index])
          index += 1
        }
        if isQuoted {
          guard index < scalars.count, scalars[index] == "\"" else {
            throw table.error(.badExample, at: start, "a quote is opened and not closed")
          }
          index += 1
        }
        lines[lines.count - 1].append(ExampleCell(text: String(text), start: start))
      }
    }
    return lines.filter { !$0.isEmpty }
  }
}
