/// Recognises a last row that counts the others.
struct TrailerFinder {
  let records: ArraySlice<SampleRecord>
  let width: Int

  private static let words: Set<String> = [
    "total", "totals", "count", "trailer", "trl", "tlr", "summe", "sum", "eof", "end", "footer", "t", "z",
    "records",
  ]

  /// The rule and the sentence for people; nil where the last row is a record like the others.
  func find() -> (rule: TrailerRule, evidence: String)? {
    guard let found = likely() else { return nil }
    // A rule that takes other records away as well is none.
    let takesOthers = records.dropLast().contains { $0.cells.first?.hasPrefix(found.rule.prefix) ?? false }
    return takesOthers ? nil : found
  }

  private func likely() -> (rule: TrailerRule, evidence: String)? {
    guard records.count > 1, let last = records.last, let first = last.cells.first else { return nil }
    let word = first.prefix { $0.isLetter }.lowercased()
    guard Self.words.contains(word), last.cells.count != width || !looksLikeOthers(last) else { return nil }
    // `T` alone is common; only with a number that fits is it a trailer.
    let count = records.count - 1
    if let prefix = prefix(of: first, endingIn: count) {
      return (
        TrailerRule(prefix: prefix, countField: 1), "The last row counts the records, and the count is right."
      )
    }
    let field = last.cells.firstIndex { Int($0.trimmingSpaces) == count }
    if let field {
      return (
        TrailerRule(prefix: first, countField: field + 1),
        "The last row counts the records in field \(field + 1), and the count is right."
      )
    }
    guard word.count > 1 else { return nil }
    let letters = String(first.prefix { !$0.isNumber })
    return (TrailerRule(prefix: letters), "The last row is a total, not a record.")
  }

  /// Whether it is dated where the records before it are: the last of the ids T0, T1, T2 also counts those before it.
  private func looksLikeOthers(_ last: SampleRecord) -> Bool {
    let others = records.dropLast().filter { $0.cells.count == width }.prefix(Self.compared)
    return last.cells.indices.contains { column in
      isDate(last.cells[column]) && others.allSatisfy { isDate($0.cells[column]) }
    }
  }

  /// So many records say what all have in common.
  private static let compared = 20

  private func isDate(_ cell: String) -> Bool {
    var facts = ColumnFacts()
    facts.add(cell)
    return facts.isDate
  }

  /// `TOTAL COUNT=` of `TOTAL COUNT=1204`.
  private func prefix(of cell: String, endingIn count: Int) -> String? {
    let digits = String(cell.reversed().prefix { $0.isNumber }.reversed())
    guard Int(digits) == count else { return nil }
    return String(cell.dropLast(digits.count))
  }
}
