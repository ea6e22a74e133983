/// The values of a sample, whatever its format: columns or paths, and rows of their texts.
struct SampleTable {
  /// A column, or a path into objects.
  struct Column {
    /// Header or path; empty where there is none.
    var name: String
    var source: FieldSource
    /// What the name means, if anything.
    var match: (field: CanonicalField, rank: Int)?
    var facts = ColumnFacts()
  }

  var columns: [Column]
  /// As many texts as columns in each; empty where a row has no value.
  var rows: [[String]]
  var hasNames: Bool

  init(columns: [Column], rows: [[String]], hasNames: Bool) {
    self.columns = columns
    self.rows = rows
    self.hasNames = hasNames
    for row in rows {
      for index in columns.indices { self.columns[index].facts.add(row[index]) }
    }
  }

  func facts(_ column: Int) -> ColumnFacts { columns[column].facts }

  /// How people would call a column.
  func label(_ column: Int) -> String {
    let name = columns[column].name
    return name.isEmpty ? "column \(column + 1)" : "“\(name)”"
  }
}
