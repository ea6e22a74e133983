/// Finds the line that names the columns, and the lines before it that are no records.
struct HeaderFinder {
  let records: [SampleRecord]
  let width: Int

  struct Finding {
    /// nil where no line names the columns.
    var names: [String]?
    /// Physical lines before the header, or before the first record.
    var preambleLines: Int
    /// Index of the first record of data.
    var firstRecord: Int
  }

  /// Preambles are longer in no export that was seen.
  private static let longestPreamble = 40

  func find() -> Finding {
    let start = records.firstIndex { $0.cells.count == width } ?? 0
    // The header may have a field more or less than most records, so look before them as well.
    let before = records[..<min(start, Self.longestPreamble)].indices
    let best = before.max { (knownNames(records[$0]), $0) < (knownNames(records[$1]), $1) }
    if let best, knownNames(records[best]) >= 2, knownNames(records[best]) >= knownNames(records[start]),
      !isTyped(records[best])
    {
      return named(best)
    }
    let isHeader = knownNames(records[start]) >= 2 || contrastsWithData(start)
    if isHeader, !isTyped(records[start]) { return named(start) }
    return Finding(names: nil, preambleLines: records[start].line - 1, firstRecord: start)
  }

  private func named(_ index: Int) -> Finding {
    Finding(
      names: records[index].cells, preambleLines: records[index].line - 1, firstRecord: index + 1)
  }

  private func knownNames(_ record: SampleRecord) -> Int {
    record.cells.filter { HeaderBinding.match($0) != nil }.count
  }

  /// Whether a cell holds a date or an amount, which no header does.
  private func isTyped(_ record: SampleRecord) -> Bool {
    record.cells.contains { cell in
      var facts = ColumnFacts()
      facts.add(cell)
      return facts.isDate || facts.isAmount
    }
  }

  /// Whether the record holds texts only, all of them filled, where those below hold dates or amounts.
  private func contrastsWithData(_ index: Int) -> Bool {
    guard records.count > index + 1 else { return false }
    let isFilled = records[index].cells.filter { !$0.allSatisfy(\.isWhitespace) }.count * 2 > width
    return isFilled && records[(index + 1)...].prefix(10).allSatisfy(isTyped)
  }
}
