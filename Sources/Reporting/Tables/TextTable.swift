/// Rows as a table that fits a window: cells are cut before columns are left out, and those before lines run over.
public struct TextTable: Sendable {
  /// A column and how it gives way.
  public struct Column: Sendable {
    var title: String
    var alignment: Alignment
    /// Cells are cut no further than to this; nil where a cut cell would say something else.
    var narrowest: Int?
    /// Columns of the greatest number go first where there is no room; 0 stays always.
    var sacrifice: Int

    public init(_ title: String, _ alignment: Alignment = .left, narrowest: Int? = nil, sacrifice: Int = 0) {
      self.title = title
      self.alignment = alignment
      self.narrowest = narrowest
      self.sacrifice = sacrifice
    }
  }

  public enum Alignment: Sendable {
    case left
    /// For numbers.
    case right
  }

  /// What stands in a cell, and how.
  public struct Cell: Sendable, ExpressibleByStringInterpolation {
    var text: String
    var style: TextStyle

    public init(_ text: String, _ style: TextStyle = .plain) {
      // A cell is one line, whatever it was made of, and blanks at its end say nothing.
      let line = text.replacing("\n", with: " ")
      self.text = String(line.reversed().drop { $0 == " " }.reversed())
      self.style = style
    }

    public init(stringLiteral value: String) { self.init(value) }
  }

  private let columns: [Column]
  private var rows: [[Cell]] = []

  public init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row; it has a cell for each column.
  public mutating func add(_ cells: [Cell]) {
    precondition(cells.count == columns.count, "a row has a cell for each column")
    rows.append(cells)
  }

  /// Two blanks keep columns apart.
  private static let gap = 2

  /// The head and the rows, none longer than `width` as long as the columns that stay allow it. Blanks at the end of a line
  /// are left out.
  public func lines(width: Int, inColor: Bool = false) -> [String] {
    let layout = layout(width: width)
    let head = columns.map { Cell($0.title, .faint) }
    return ([head] + rows).map { cells in line(cells, layout, inColor: inColor) }
  }

  /// The columns that are shown, with their widths.
  private func layout(width: Int) -> [(index: Int, width: Int)] {
    // A column without content says nothing.
    var shown = columns.indices.filter { index in rows.isEmpty || rows.contains { !$0[index].text.isEmpty } }
      .map { index in
        (
          index: index,
          width: rows.reduce(DisplayWidth.of(columns[index].title)) {
            max($0, DisplayWidth.of($1[index].text))
          }
        )
      }
    func excess() -> Int { shown.reduce(-Self.gap) { $0 + $1.width + Self.gap } - width }
    func slack() -> Int { shown.reduce(0) { $0 + max(0, $1.width - narrowest($1)) } }
    while excess() > slack(), let last = shown.max(by: { sacrifice($0) < sacrifice($1) }), sacrifice(last) > 0
    {
      shown.removeAll { $0.index == last.index }
    }
    while excess() > 0, slack() > 0 {
      // What could be left out gives way before what may not; then the widest, so that no column is cut to pieces beside
      // one that sprawls.
      let next = shown.indices.filter { shown[$0].width > narrowest(shown[$0]) }
        .max { (sacrifice(shown[$0]), shown[$0].width) < (sacrifice(shown[$1]), shown[$1].width) }
      guard let next else { break }
      shown[next].width -= 1
    }
    return shown
  }

  private func sacrifice(_ column: (index: Int, width: Int)) -> Int { columns[column.index].sacrifice }

  private func narrowest(_ column: (index: Int, width: Int)) -> Int {
    columns[column.index].narrowest ?? column.width
  }

  private func line(_ cells: [Cell], _ layout: [(index: Int, width: Int)], inColor: Bool) -> String {
    let parts = layout.map { index, width in
      let text = cells[index].text.fitted(to: width)
      let blanks = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
      let styled = cells[index].style.applied(to: text, inColor: inColor && !text.isEmpty)
      return columns[index].alignment == .right ? blanks + styled : styled + blanks
    }
    let line = parts.joined(separator: String(repeating: " ", count: Self.gap))
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}
