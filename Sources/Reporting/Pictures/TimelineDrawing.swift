import Ledger

/// Draws a timeline from top to bottom: key, bars of each currency, hours, findings, places, dates.
struct TimelineDrawing {
  let axis: DayAxis
  let timeline: Timeline
  private var canvas = Canvas()
  /// How far down the sheet is used.
  private var depth = 0

  static let width = 960
  /// Titles of lanes stand left of the days.
  static let left = 300
  static let right = 944
  private static let titleWidth = left - 16
  private static let barHeight = 70
  private static let pixelsOfHour = 4
  private static let laneHeight = 22

  init(axis: DayAxis, timeline: Timeline) {
    self.axis = axis
    self.timeline = timeline
  }

  func svg(_ identifier: String, title: String, description: String) -> String {
    canvas.svg(identifier, title: title, description: description, width: Self.width, height: depth)
  }

  mutating func draw(_ panels: [MoneyBars]) {
    drawKey()
    let top = depth
    for panel in panels { draw(panel) }
    drawHours()
    drawLanes()
    drawPlaces()
    axis.draw(on: &canvas, from: top, to: depth)
    depth += DayAxis.labelDepth + 8
  }

  private mutating func drawKey() {
    var x = Self.left
    let y = 18
    for (ink, text) in [(Ink.moneyIn, "in"), (.moneyOut, "out")] {
      canvas.box(ink, x: x, y: y - 10, width: 12, height: 12, radius: 2)
      canvas.label(text, x: x + 18, y: y, width: 60)
      x += 18 + TextWidth.of(text, size: Canvas.textSize) + 20
    }
    if timeline.payments.contains(where: \.isAtNight) {
      canvas.box(.moneyIn, x: x, y: y - 10, width: 6, height: 12)
      canvas.box(.moneyOut, x: x + 6, y: y - 10, width: 6, height: 12)
      canvas.box(.atNight, x: x, y: y - 10, width: 12, height: 12)
      canvas.label("darker: from 22:00 to 06:00", x: x + 18, y: y, width: 220)
      x += 18 + TextWidth.of("darker: from 22:00 to 06:00", size: Canvas.textSize) + 20
    }
    if timeline.findings.contains(where: { $0.strongest != nil }) {
      canvas.shape(.strongest, path: Self.diamond(x: x + 6, y: y - 4))
      canvas.label("when a finding was strongest", x: x + 18, y: y, width: 230)
    }
    depth = 36
  }

  /// Bars of a currency, in above and out below a line.
  private mutating func draw(_ panel: MoneyBars) {
    let middle = depth + Self.barHeight
    let top = panel.top
    let scale = rounded(top, panel.currency)
    for (y, text) in [(depth, scale), (middle, ""), (middle + Self.barHeight, scale)] {
      canvas.line(y == middle ? .axis : .grid, from: (Self.left, y), to: (Self.right, y))
      canvas.label(text, x: Self.left - 8, y: y + 4, anchor: .end, width: Self.titleWidth, isQuiet: true)
    }
    canvas.label("Money in", x: 8, y: middle - Self.barHeight / 2, width: 100, isStrong: true)
    canvas.label("Money out", x: 8, y: middle + Self.barHeight / 2 + 8, width: 100, isStrong: true)
    for bar in panel.bars {
      draw(bar.moneyIn, .moneyIn, at: bar.span, middle: middle, top: top, currency: panel.currency)
      draw(bar.moneyOut, .moneyOut, at: bar.span, middle: middle, top: top, currency: panel.currency)
    }
    depth = middle + Self.barHeight + 18
  }

  private mutating func draw(
    _ sum: MoneyBars.Sum, _ ink: Ink, at span: Int, middle: Int, top: Int128, currency: Currency
  ) {
    guard sum.payments > 0 else { return }
    let height = PictureScale.pixels(max(sum.total, 1), of: top, in: Self.barHeight)
    let atNight = min(height, PictureScale.pixels(sum.totalAtNight, of: top, in: Self.barHeight))
    let (x, width) = place(of: span)
    let says =
      "\(axis.text(of: span)): \(readable(sum.total, currency)) \(ink == .moneyIn ? "in" : "out"), "
      + "\(counted(sum.payments, "payment")), \(sum.paymentsAtNight) at night"
    let isUp = ink == .moneyIn
    canvas.box(ink, x: x, y: isUp ? middle - height : middle, width: width, height: height, says: says)
    canvas.box(.atNight, x: x, y: isUp ? middle - atNight : middle, width: width, height: atNight)
  }

  /// A bar's left edge and width: a little air on both sides, and never a wall.
  private func place(of span: Int) -> (x: Int, width: Int) {
    let room = axis.width(of: span)
    let width = min(DayAxis.widestSpan, max(3, room - max(1, room / 5)))
    return (axis.middle(of: span) - width / 2, width)
  }

  /// Noon to noon, so that a night is one band.
  private mutating func drawHours() {
    let timed = timeline.payments.filter { $0.secondOfDay != nil }
    guard !timed.isEmpty else { return }
    let top = depth
    let height = 24 * Self.pixelsOfHour
    canvas.box(
      .night, x: Self.left, y: top + 10 * Self.pixelsOfHour, width: Self.right - Self.left,
      height: 8 * Self.pixelsOfHour)
    canvas.label("Time of day", x: 8, y: top + height / 2 + 4, width: 110, isStrong: true)
    for (hour, text) in [(0, "12:00"), (10, "22:00"), (18, "06:00"), (24, "12:00")] {
      let y = top + hour * Self.pixelsOfHour
      canvas.line(.grid, from: (Self.left, y), to: (Self.right, y))
      canvas.label(text, x: Self.left - 8, y: y + 4, anchor: .end, width: 60, isQuiet: true)
    }
    canvas.label(
      "night", x: Self.left - 8, y: top + 14 * Self.pixelsOfHour + 4, anchor: .end, width: 60, isQuiet: true)
    var counts: [HourCell: Int] = [:]
    for payment in timed {
      let hour = ((payment.secondOfDay ?? 0) / 3600 + 12) % 24
      counts[HourCell(span: axis.span(of: payment.day), hour: hour, isOut: !payment.isIn), default: 0] += 1
    }
    for (cell, count) in counts.sorted(by: { $0.key < $1.key }) { draw(cell, count: count, top: top) }
    depth = top + height + 18
  }

  /// Payments of a span within one hour of the clock.
  private struct HourCell: Hashable, Comparable {
    var span: Int
    var hour: Int
    var isOut: Bool

    static func < (left: HourCell, right: HourCell) -> Bool {
      (left.span, left.hour, left.isOut ? 1 : 0) < (right.span, right.hour, right.isOut ? 1 : 0)
    }
  }

  /// A disc for what came in, a ring for what went out; its area grows with the number.
  private mutating func draw(_ cell: HourCell, count: Int, top: Int) {
    let shift = min(6, axis.width(of: cell.span) / 4)
    let hour = (cell.hour + 12) % 24
    let clock = "\(hour < 10 ? "0" : "")\(hour):00"
    canvas.disc(
      cell.isOut ? .moneyOut : .moneyIn, x: axis.middle(of: cell.span) + (cell.isOut ? shift : -shift),
      y: top + cell.hour * Self.pixelsOfHour + Self.pixelsOfHour / 2,
      radius: min(6, 2 + PictureScale.root(count)), isHollow: cell.isOut,
      says:
        "\(axis.text(of: cell.span)), in the hour from \(clock): \(counted(count, "payment")) \(cell.isOut ? "out" : "in")"
    )
  }

  private mutating func drawLanes() {
    for (number, finding) in timeline.findings.prefix(Timeline.mostLanes).enumerated() {
      let middle = depth + Self.laneHeight / 2
      let ink = finding.isInnocent ? Ink.innocent : .sign
      canvas.label(finding.title, x: 8, y: middle + 4, width: Self.titleWidth)
      canvas.line(.grid, from: (Self.left, middle), to: (Self.right, middle))
      var counts: [Int: Int] = [:]
      for payment in timeline.payments where payment.findings.contains(number) {
        counts[axis.span(of: payment.day), default: 0] += 1
      }
      for (span, count) in counts.sorted(by: { $0.key < $1.key }) {
        let (x, width) = place(of: span)
        let says = "\(finding.title), \(axis.text(of: span)): \(counted(count, "payment"))"
        canvas.box(ink, x: x, y: middle - 5, width: width, height: 10, radius: 2, says: says)
      }
      if let strongest = finding.strongest, (0..<axis.spanCount).contains(axis.span(of: strongest)) {
        let x = axis.middle(of: axis.span(of: strongest))
        canvas.shape(
          .strongest, path: Self.diamond(x: x, y: middle),
          says: "strongest on \(DateText.date("\(strongest)"))")
      }
      depth += Self.laneHeight
    }
    let more = timeline.findings.count - Timeline.mostLanes
    if more > 0 {
      canvas.label(
        "and \(counted(more, "other finding"))", x: 8, y: depth + 15, width: Self.titleWidth, isQuiet: true)
      depth += Self.laneHeight
    }
  }

  /// One lane: where the payments of a span were made, or in how many places.
  private mutating func drawPlaces() {
    guard timeline.payments.contains(where: { $0.place != nil }) else { return }
    let middle = depth + Self.laneHeight / 2
    canvas.label("Places", x: 8, y: middle + 4, width: Self.titleWidth, isStrong: true)
    for stay in stays {
      let x = axis.start(of: stay.first) + 1
      let width = axis.start(of: stay.last + 1) - 1 - x
      canvas.box(
        .place, x: x, y: middle - 9, width: width, height: 3, says: stay.places.joined(separator: "; "))
      if let text = Self.names(of: stay.places).first(where: {
        TextWidth.of($0, size: Canvas.textSize) <= width
      }) {
        canvas.label(text, x: x, y: middle + 7, width: width)
      }
    }
    depth += Self.laneHeight + 4
  }

  /// Spans one after the other, quiet ones among them, in which the places are the same.
  private var stays: [(first: Int, last: Int, places: [String])] {
    var places: [Int: Set<String>] = [:]
    for payment in timeline.payments {
      if let place = payment.place { places[axis.span(of: payment.day), default: []].insert(place) }
    }
    var stays: [(first: Int, last: Int, places: [String])] = []
    for (span, names) in places.sorted(by: { $0.key < $1.key }) {
      let names = names.sorted()
      if let last = stays.last, last.places == names {
        stays[stays.count - 1].last = span
      } else {
        stays.append((span, span, names))
      }
    }
    return stays
  }

  /// What to write of the places of a stay, the fullest first: of `Wake, NC` the state, where the county has no room.
  private static func names(of places: [String]) -> [String] {
    if places.count > 1 { return ["\(places.count) places", "\(places.count)"] }
    return [places[0], places[0].split(separator: ", ").last.map(String.init) ?? places[0]]
  }

  private static func diamond(x: Int, y: Int) -> String { "M\(x) \(y - 6)l5 6l-5 6l-5 -6z" }
}
