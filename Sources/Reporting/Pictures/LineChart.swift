import Detection

/// Counts as time goes on: a line for each series, told apart by dashes and by its name at its end.
public struct LineChart: Sendable {
  public struct Series: Hashable, Sendable {
    public var name: String
    /// A count for each moment.
    public var counts: [Int]

    public init(name: String, counts: [Int]) {
      self.name = name
      self.counts = counts
    }
  }

  public var title: String
  /// What a moment is: `Month`.
  public var momentTitle: String
  /// Names of the moments in order: `2026-03`.
  public var moments: [String]
  /// At most four, each as long as there are moments.
  public var series: [Series]

  public init(title: String, momentTitle: String, moments: [String], series: [Series]) {
    self.title = title
    self.momentTitle = momentTitle
    self.moments = moments
    self.series = series
  }

  static let width = 960
  private static let left = 70
  /// Names stand right of the lines.
  private static let right = 720
  private static let top = 20
  private static let bottom = 220
  private static let dashes: [String?] = [nil, "7 4", "2 4", "10 4 2 4"]

  /// The picture; nil without a moment or a series.
  public func picture(identifier: String) -> Picture? {
    guard !moments.isEmpty, !series.isEmpty else { return nil }
    var canvas = Canvas()
    let top = Int(PictureScale.roundTop(Int128(max(1, series.flatMap(\.counts).max() ?? 0))))
    drawFrame(top: top, on: &canvas)
    for (number, series) in series.enumerated() { draw(series, number: number, top: top, on: &canvas) }
    drawNames(top: top, on: &canvas)
    let svg = canvas.svg(
      identifier, title: title,
      description: series.map { "\($0.name): \(QuantityText.grouped(Int64($0.counts.reduce(0, +))))." }
        .joined(separator: " "),
      width: Self.width, height: Self.bottom + 32)
    return Picture(svg: svg, table: table)
  }

  private func x(_ moment: Int) -> Int {
    moments.count == 1
      ? (Self.left + Self.right) / 2
      : Self.left + 12 + (Self.right - Self.left - 24) * moment / (moments.count - 1)
  }

  private func y(_ count: Int, top: Int) -> Int {
    Self.bottom - PictureScale.pixels(Int128(count), of: Int128(top), in: Self.bottom - Self.top)
  }

  private func drawFrame(top: Int, on canvas: inout Canvas) {
    for count in top.isMultiple(of: 2) ? [0, top / 2, top] : [0, top] {
      let y = y(count, top: top)
      canvas.line(count == 0 ? .axis : .grid, from: (Self.left, y), to: (Self.right, y))
      canvas.label(
        QuantityText.grouped(Int64(count)), x: Self.left - 8, y: y + 4, anchor: .end, width: Self.left - 12,
        isQuiet: true)
    }
    // As many names of moments as have room, counted from the last, which is the one that is looked for.
    let room = (moments.map { TextWidth.of($0, size: Canvas.textSize) }.max() ?? 0) + 12
    var next = Self.right + room
    for moment in moments.indices.reversed() where x(moment) + room <= next {
      next = x(moment)
      canvas.line(.grid, from: (next, Self.top), to: (next, Self.bottom + 4))
      canvas.label(moments[moment], x: next, y: Self.bottom + 20, anchor: .middle, width: room)
    }
  }

  private func draw(_ series: Series, number: Int, top: Int, on canvas: inout Canvas) {
    let ink = Ink.series[number % Ink.series.count]
    let points = series.counts.enumerated().map { (x: x($0.offset), y: y($0.element, top: top)) }
    canvas.polyline(ink, points: points, dashes: Self.dashes[number % Self.dashes.count])
    for (moment, point) in points.enumerated() {
      let says = "\(series.name), \(moments[moment]): \(QuantityText.grouped(Int64(series.counts[moment])))"
      canvas.disc(ink, x: point.x, y: point.y, radius: 4, says: says)
    }
  }

  /// At the height where each line ends, moved apart where they would cover each other.
  private func drawNames(top: Int, on canvas: inout Canvas) {
    let ends = series.enumerated().map { (number: $0.offset, y: y($0.element.counts.last ?? 0, top: top)) }
      .sorted { ($0.y, $0.number) < ($1.y, $1.number) }
    // From the bottom up, so that the lowest name stays above the names of moments.
    var limit = Self.bottom
    for end in ends.reversed() {
      let y = min(end.y, limit)
      limit = y - 18
      canvas.line(
        Ink.series[end.number % Ink.series.count], from: (Self.right + 12, y), to: (Self.right + 34, y),
        width: 2,
        dashes: Self.dashes[end.number % Self.dashes.count])
      canvas.label(series[end.number].name, x: Self.right + 42, y: y + 4, width: Self.width - Self.right - 50)
    }
  }

  private var table: PictureTable {
    PictureTable(
      caption: title, columns: [momentTitle] + series.map(\.name),
      rows: moments.indices.map { moment in
        [moments[moment]] + series.map { QuantityText.grouped(Int64($0.counts[moment])) }
      })
  }
}
