public import Ledger

/// Who paid the one whom a flag is about, and whom that one paid: money from the left into the middle and out to the right,
/// each band as thick as its sum. Somebody who may be a victim has a colour and a shape of their own.
public struct MoneyFlow: Sendable {
  /// All that went between the subject and another, one way.
  public struct Stream: Hashable, Sendable {
    public var name: String
    /// Towards the subject.
    public var isIn: Bool
    /// In minor units.
    public var total: Int128
    public var payments: Int
    public var isPossibleVictim: Bool

    public init(name: String, isIn: Bool, total: Int128, payments: Int, isPossibleVictim: Bool = false) {
      self.name = name
      self.isIn = isIn
      self.total = total
      self.payments = payments
      self.isPossibleVictim = isPossibleVictim
    }
  }

  public var subject: String
  public var isSubjectPossibleVictim: Bool
  /// Of one currency: sums of several have no common measure.
  public var currency: Currency
  public var streams: [Stream]

  public init(subject: String, isSubjectPossibleVictim: Bool, currency: Currency, streams: [Stream]) {
    self.subject = subject
    self.isSubjectPossibleVictim = isSubjectPossibleVictim
    self.currency = currency
    self.streams = streams
  }

  /// Streams of a side with a band of their own, the largest; the others are one band.
  static let mostStreams = 12

  private static let width = 960
  private static let leftEdge = 300
  private static let rightEdge = 660
  private static let middle = 480
  private static let boxHalf = 70
  private static let labelWidth = 280
  private static let top = 44
  private static let bandRoom = 260
  private static let gap = 10
  /// Room for a label, however thin its band.
  private static let leastStep = 20

  /// The picture; nil where nothing was paid.
  public func picture(identifier: String) -> Picture? {
    let (into, out) = (side(isIn: true), side(isIn: false))
    guard !into.isEmpty || !out.isEmpty else { return nil }
    var canvas = Canvas()
    drawKey(on: &canvas)
    let most = max(sum(into), sum(out), 1)
    let depth = max(self.depth(of: into, most), self.depth(of: out, most))
    let boxDepth = max(PictureScale.pixels(max(sum(into), sum(out)), of: most, in: Self.bandRoom), 48)
    let boxTop = Self.top + max(0, depth - boxDepth) / 2
    draw(into, isIn: true, of: most, depth: depth, boxTop: boxTop, boxDepth: boxDepth, on: &canvas)
    draw(out, isIn: false, of: most, depth: depth, boxTop: boxTop, boxDepth: boxDepth, on: &canvas)
    canvas.box(
      isSubjectPossibleVictim ? .protect : .subject, x: Self.middle - Self.boxHalf, y: boxTop,
      width: 2 * Self.boxHalf, height: boxDepth, radius: isSubjectPossibleVictim ? 18 : 4, says: subject)
    canvas.label(
      subject, x: Self.middle, y: boxTop - 8, anchor: .middle, width: 3 * Self.boxHalf, isStrong: true)
    let svg = canvas.svg(
      identifier, title: "Who paid whom",
      description:
        "\(readable(sum(into), currency)) in from \(counted(count(isIn: true), "party")), "
        + "\(readable(sum(out), currency)) out to \(counted(count(isIn: false), "party")).",
      width: Self.width, height: Self.top + max(depth, boxDepth) + 12)
    return Picture(svg: svg, table: table)
  }

  private func count(isIn: Bool) -> Int { streams.count { $0.isIn == isIn } }

  private func sum(_ streams: [Stream]) -> Int128 { streams.reduce(0) { $0 + $1.total } }

  /// A side, the largest first, with the rest in one.
  private func side(isIn: Bool) -> [Stream] {
    let own = streams.filter { $0.isIn == isIn && $0.total > 0 }
      .sorted { ($1.total, $0.name) < ($0.total, $1.name) }
    guard own.count > Self.mostStreams + 1 else { return own }
    let rest = own.dropFirst(Self.mostStreams)
    return own.prefix(Self.mostStreams) + [
      Stream(
        name: "\(groupedDigits(String(rest.count))) others", isIn: isIn, total: sum(Array(rest)),
        payments: rest.reduce(0) { $0 + $1.payments })
    ]
  }

  private func thickness(_ stream: Stream, of most: Int128) -> Int {
    PictureScale.pixels(stream.total, of: most, in: Self.bandRoom)
  }

  private func depth(of side: [Stream], _ most: Int128) -> Int {
    side.reduce(0) { $0 + max(thickness($1, of: most) + Self.gap, Self.leastStep) }
  }

  private func draw(
    _ side: [Stream], isIn: Bool, of most: Int128, depth: Int, boxTop: Int, boxDepth: Int,
    on canvas: inout Canvas
  ) {
    var outer = Self.top + (depth - self.depth(of: side, most)) / 2
    let bands = side.reduce(0) { $0 + thickness($1, of: most) }
    var inner = boxTop + max(0, boxDepth - bands) / 2
    let far = isIn ? Self.leftEdge : Self.rightEdge
    let near = isIn ? Self.middle - Self.boxHalf : Self.middle + Self.boxHalf
    let bend = (far + near) / 2
    for stream in side {
      let band = thickness(stream, of: most)
      let step = max(band + Self.gap, Self.leastStep)
      let y = outer + (step - band) / 2
      let ink: Ink = stream.isPossibleVictim ? .protect : isIn ? .moneyIn : .moneyOut
      canvas.shape(
        ink,
        path: "M\(far) \(y)C\(bend) \(y) \(bend) \(inner) \(near) \(inner)V\(inner + band)"
          + "C\(bend) \(inner + band) \(bend) \(y + band) \(far) \(y + band)Z", opacityPercent: 75,
        says: words(of: stream))
      canvas.label(
        words(of: stream), x: isIn ? far - 10 : far + 10, y: y + band / 2 + 4, anchor: isIn ? .end : .start,
        width: Self.labelWidth)
      outer += step
      inner += band
    }
  }

  private func words(of stream: Stream) -> String {
    let care = stream.isPossibleVictim ? ", a person to protect" : ""
    return "\(stream.name)\(care): \(rounded(stream.total, currency))"
  }

  private func drawKey(on canvas: inout Canvas) {
    canvas.label("paid in by", x: Self.leftEdge - 10, y: 18, anchor: .end, width: 200, isQuiet: true)
    canvas.label("paid out to", x: Self.rightEdge + 10, y: 18, width: 200, isQuiet: true)
  }

  private var table: PictureTable {
    let rows = streams.sorted { ($0.isIn ? 0 : 1, $1.total, $0.name) < ($1.isIn ? 0 : 1, $0.total, $1.name) }
    return PictureTable(
      caption: "Payments by the other side", columns: ["Other side", "Way", "Payments", "Sum", ""],
      rows: rows.map {
        [
          $0.name, $0.isIn ? "in" : "out", groupedDigits(String($0.payments)), readable($0.total, currency),
          $0.isPossibleVictim ? "a person to protect" : "",
        ]
      })
  }
}
