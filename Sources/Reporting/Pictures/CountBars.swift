import Ledger

/// Counts side by side: a group of bars for each row, a bar for each series, each with its number beside it.
public struct CountBars: Sendable {
  /// A row, with a count for each series.
  public struct Row: Hashable, Sendable {
    public var name: String
    public var counts: [Int]

    public init(name: String, counts: [Int]) {
      self.name = name
      self.counts = counts
    }
  }

  public var title: String
  /// At most four have colours of their own.
  public var series: [String]
  public var rows: [Row]

  public init(title: String, series: [String], rows: [Row]) {
    self.title = title
    self.series = series
    self.rows = rows
  }

  private static let width = 720
  private static let left = 210
  private static let barRight = 640
  private static let barDepth = 14
  private static let rowGap = 12

  /// The picture; nil where there is nothing to count.
  public func picture(identifier: String) -> Picture? {
    guard !rows.isEmpty, !series.isEmpty else { return nil }
    var canvas = Canvas()
    drawKey(on: &canvas)
    let most = Int128(rows.flatMap(\.counts).max() ?? 0)
    var y = series.count > 1 ? 36 : 8
    for row in rows {
      let depth = series.count * Self.barDepth
      canvas.label(
        row.name, x: Self.left - 12, y: y + depth / 2 + 4, anchor: .end, width: Self.left - 16)
      for (number, count) in row.counts.prefix(series.count).enumerated() {
        let top = y + number * Self.barDepth
        let length = PictureScale.pixels(Int128(count), of: most, in: Self.barRight - Self.left)
        canvas.box(
          Ink.series[number % Ink.series.count], x: Self.left, y: top + 1, width: length,
          height: Self.barDepth - 2,
          radius: 2, says: "\(row.name), \(series[number]): \(groupedDigits(String(count)))")
        canvas.label(
          groupedDigits(String(count)), x: Self.left + length + 6, y: top + 11, width: 70, isQuiet: count == 0
        )
      }
      y += depth + Self.rowGap
    }
    let total = series.indices.map { number in
      "\(series[number]): \(groupedDigits(String(rows.reduce(0) { $0 + ($1.counts.count > number ? $1.counts[number] : 0) }))) in all."
    }
    let svg = canvas.svg(
      identifier, title: title, description: total.joined(separator: " "), width: Self.width, height: y)
    return Picture(
      svg: svg,
      table: PictureTable(
        caption: title, columns: [""] + series,
        rows: rows.map { [$0.name] + $0.counts.map { groupedDigits(String($0)) } }))
  }

  private func drawKey(on canvas: inout Canvas) {
    guard series.count > 1 else { return }
    var x = Self.left
    for (number, name) in series.enumerated() {
      canvas.box(Ink.series[number % Ink.series.count], x: x, y: 8, width: 12, height: 12, radius: 2)
      canvas.label(name, x: x + 18, y: 18, width: 200)
      x += 18 + TextWidth.of(name, size: Canvas.textSize) + 20
    }
  }
}
