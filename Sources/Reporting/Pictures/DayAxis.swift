import Ledger

/// Days along a picture's width, gathered into spans of several where one day would be too narrow to see.
struct DayAxis {
  /// Where the drawing of the days begins and ends.
  let left: Int
  let right: Int
  let firstDay: BusinessDay
  /// Days that one span stands for.
  let daysInSpan: Int
  let spanCount: Int

  /// Narrower spans run into each other.
  static let narrowestSpan = 7
  /// Wider ones make a bar a wall.
  static let widestSpan = 40
  /// A picture of one day shows that day in its week.
  static let fewestDays = 7

  /// An axis that holds both days.
  init(first: BusinessDay, last: BusinessDay, left: Int, right: Int) {
    let missing = max(0, Self.fewestDays - (Int(last.ordinal) - Int(first.ordinal) + 1))
    let start = first.advanced(by: -(missing / 2))
    let end = max(last, start.advanced(by: Self.fewestDays - 1))
    let days = Int(end.ordinal) - Int(start.ordinal) + 1
    var span = 1
    while (days + span - 1) / span * Self.narrowestSpan > right - left { span = span == 1 ? 7 : span * 2 }
    // Spans of weeks begin on Mondays.
    firstDay = span == 1 ? start : start.advanced(by: -start.weekday)
    daysInSpan = span
    spanCount = (Int(end.ordinal) - Int(firstDay.ordinal)) / span + 1
    self.left = left
    self.right = right
  }

  /// The span a day falls into.
  func span(of day: BusinessDay) -> Int { (Int(day.ordinal) - Int(firstDay.ordinal)) / daysInSpan }

  /// Where a span begins.
  func start(of span: Int) -> Int { left + (right - left) * span / spanCount }

  func width(of span: Int) -> Int { start(of: span + 1) - start(of: span) }

  func middle(of span: Int) -> Int { (start(of: span) + start(of: span + 1)) / 2 }

  /// `7 March 2026`, or `from 2 March 2026 to 8 March 2026`.
  func text(of span: Int) -> String {
    let day = firstDay.advanced(by: span * daysInSpan)
    return daysInSpan == 1
      ? DateText.date("\(day)") : DateText.period("\(day)", "\(day.advanced(by: daysInSpan - 1))")
  }

  /// Where dates are written, and how: as many as have room. The year is said where it begins.
  var ticks: [(x: Int, text: String)] {
    let room = TextWidth.of("28 May 2026", size: Canvas.textSize) + 12
    let steps = daysInSpan == 1 ? [1, 2, 7, 14, 28, 56] : (0..<24).map { daysInSpan << $0 }
    let pixelsOfDays = { (days: Int) in (right - left) * days / (spanCount * daysInSpan) }
    let step = steps.first { pixelsOfDays($0) >= room } ?? steps[steps.count - 1]
    var ticks: [(x: Int, text: String)] = []
    var year = 0
    // Weeks are counted from Monday.
    var day = step < 7 ? firstDay : firstDay.advanced(by: (7 - firstDay.weekday) % 7)
    while span(of: day) < spanCount {
      let x = start(of: span(of: day))
      if x + room <= right + 12 {
        let civil = day.civil
        ticks.append((x, Self.short(civil) + (civil.year == year ? "" : " \(civil.year)")))
        year = civil.year
      }
      day = day.advanced(by: step)
    }
    return ticks
  }

  private static func short(_ civil: (year: Int, month: Int, day: Int)) -> String {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(civil.day) \(months[civil.month - 1])"
  }

  /// Lines from top to bottom at the dates, the dates under them.
  func draw(on canvas: inout Canvas, from top: Int, to bottom: Int) {
    canvas.line(.axis, from: (left, bottom), to: (right, bottom))
    for tick in ticks {
      canvas.line(.grid, from: (tick.x, top), to: (tick.x, bottom + 4))
      canvas.label(tick.text, x: tick.x + 3, y: bottom + Self.labelDepth, width: 120, isQuiet: true)
    }
  }

  /// From the axis down to the base line of its dates.
  static let labelDepth = 16
}
