import Detection
public import Ledger

/// Where payments were made as time went on: a lane for each place, and a line from each stay to the next.
public struct PlacesStrip: Sendable {
  /// Payments that were made one after the other at one place on one day.
  public struct Visit: Hashable, Sendable {
    public var day: BusinessDay
    /// `Fulton, GA`.
    public var place: String
    public var payments: Int
    /// From the place of the visit before; nil where one of the two is not known, and at the first.
    public var metresFromLast: Int64?

    public init(day: BusinessDay, place: String, payments: Int, metresFromLast: Int64? = nil) {
      self.day = day
      self.place = place
      self.payments = payments
      self.metresFromLast = metresFromLast
    }
  }

  /// In the order of time.
  public var visits: [Visit]

  public init(visits: [Visit]) { self.visits = visits }

  /// Places with a lane of their own, those of most payments; the others share the last lane.
  static let mostLanes = 12
  static let othersLane = "other places"
  /// Past this number of moves the lines between them would be a web that says nothing.
  static let mostMoves = 80

  static let width = 960
  static let left = 230
  static let right = 930
  private static let laneHeight = 30
  private static let top = 30

  /// The picture; nil where no place is known.
  public func picture(identifier: String) -> Picture? {
    guard let first = visits.map(\.day).min(), let last = visits.map(\.day).max() else { return nil }
    let axis = DayAxis(first: first, last: last, left: Self.left, right: Self.right)
    let lanes = self.lanes
    var canvas = Canvas()
    let bottom = Self.top + lanes.count * Self.laneHeight + 8
    axis.draw(on: &canvas, from: Self.top, to: bottom)
    drawLanes(lanes, on: &canvas)
    drawMoves(lanes, along: axis, on: &canvas)
    drawVisits(lanes, along: axis, on: &canvas)
    let svg = canvas.svg(
      identifier,
      title: "\(counted(Set(visits.map(\.place)).count, "place")) \(DateText.period("\(first)", "\(last)"))",
      description: description, width: Self.width, height: bottom + DayAxis.labelDepth + 8)
    return Picture(svg: svg, table: table)
  }

  /// In the order in which they are first seen; others together last.
  var lanes: [String] {
    var counts: [String: Int] = [:]
    var order: [String] = []
    for visit in visits {
      if counts[visit.place] == nil { order.append(visit.place) }
      counts[visit.place, default: 0] += visit.payments
    }
    guard order.count > Self.mostLanes else { return order }
    let kept = Set(
      order.sorted { (counts[$1] ?? 0, $0) < (counts[$0] ?? 0, $1) }.prefix(Self.mostLanes - 1))
    return order.filter(kept.contains) + [Self.othersLane]
  }

  private func lane(of place: String, in lanes: [String]) -> Int {
    lanes.firstIndex(of: place) ?? lanes.count - 1
  }

  private func middle(_ lane: Int) -> Int { Self.top + lane * Self.laneHeight + Self.laneHeight / 2 }

  private func drawLanes(_ lanes: [String], on canvas: inout Canvas) {
    canvas.label("Places, in the order in which they are first seen", x: 8, y: 18, width: 600, isQuiet: true)
    for (number, place) in lanes.enumerated() {
      let y = middle(number)
      canvas.line(.grid, from: (Self.left, y), to: (Self.right, y))
      canvas.label(place, x: 8, y: y + 4, width: Self.left - 20)
    }
  }

  private var moves: [(from: Visit, to: Visit)] {
    zip(visits, visits.dropFirst()).filter { $0.place != $1.place }.map { ($0, $1) }
  }

  /// A line for each move; its distance beside it where there is room for the words.
  private func drawMoves(_ lanes: [String], along axis: DayAxis, on canvas: inout Canvas) {
    let moves = self.moves
    guard moves.count <= Self.mostMoves else { return }
    var taken: [(left: Int, right: Int, y: Int)] = []
    for (number, move) in moves.enumerated() {
      let from = (
        x: axis.middle(of: axis.span(of: move.from.day)), y: middle(lane(of: move.from.place, in: lanes))
      )
      let to = (x: axis.middle(of: axis.span(of: move.to.day)), y: middle(lane(of: move.to.place, in: lanes)))
      canvas.line(.place, from: from, to: to, width: 2, dashes: "5 3")
      guard let metres = move.to.metresFromLast else { continue }
      // Between two lanes, on the side that the next move does not leave by.
      let next = number + 1 < moves.count ? middle(lane(of: moves[number + 1].to.place, in: lanes)) : to.y
      let text = Self.miles(metres)
      let width = TextWidth.of(text, size: Canvas.textSize)
      let left = to.x + 10
      let y = next < to.y ? to.y + 19 : to.y - 9
      let isFree = !taken.contains { abs($0.y - y) < 14 && $0.left < left + width && left < $0.right }
      guard isFree, left + width <= Self.right else { continue }
      taken.append((left, left + width, y))
      canvas.label(text, x: left, y: y, width: width, isQuiet: true)
    }
  }

  private func drawVisits(_ lanes: [String], along axis: DayAxis, on canvas: inout Canvas) {
    var counts: [Stop: Int] = [:]
    for visit in visits {
      counts[Stop(lane: lane(of: visit.place, in: lanes), span: axis.span(of: visit.day)), default: 0] +=
        visit.payments
    }
    for (stop, count) in counts.sorted(by: { ($0.key.lane, $0.key.span) < ($1.key.lane, $1.key.span) }) {
      canvas.disc(
        .place, x: axis.middle(of: stop.span), y: middle(stop.lane),
        radius: min(9, 4 + PictureScale.root(count)),
        says: "\(lanes[stop.lane]), \(axis.text(of: stop.span)): \(counted(count, "payment"))")
    }
  }

  private struct Stop: Hashable {
    var lane: Int
    var span: Int
  }

  private var description: String {
    let farthest = visits.compactMap(\.metresFromLast).max()
    return "\(counted(moves.count, "move")) from one place to another."
      + (farthest.map { " The longest is \(Self.miles($0))." } ?? "")
  }

  /// `412 miles`, to the nearest.
  static func miles(_ metres: Int64) -> String {
    QuantityText.plural((metres * 1000 + 804_672) / 1_609_344, "mile")
  }

  private var table: PictureTable {
    PictureTable(
      caption: "Places in the order of time", columns: ["Day", "Place", "Payments", "From the place before"],
      rows: visits.map {
        [
          DateText.date("\($0.day)"), $0.place, QuantityText.grouped(Int64($0.payments)),
          $0.metresFromLast.map(Self.miles) ?? "",
        ]
      })
  }
}
