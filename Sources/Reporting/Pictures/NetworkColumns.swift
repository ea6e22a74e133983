/// Who is gathered at whom around one subject: the subject on the left, and to its right, a column for each step away from
/// it, the others. Somebody who may be a victim has a shape and a colour of their own, and is named as somebody to protect.
public struct NetworkColumns: Sendable {
  /// A subject.
  public struct Node: Hashable, Sendable {
    public var key: String
    public var name: String
    /// Steps from the one in the middle of interest, which is 0.
    public var distance: Int
    public var isPossibleVictim: Bool
    /// Whether it has flags of its own.
    public var isFlagged: Bool

    public init(key: String, name: String, distance: Int, isPossibleVictim: Bool, isFlagged: Bool) {
      self.key = key
      self.name = name
      self.distance = distance
      self.isPossibleVictim = isPossibleVictim
      self.isFlagged = isFlagged
    }
  }

  /// That one is gathered at another.
  public struct Link: Hashable, Sendable {
    public var from: String
    public var to: String

    public init(from: String, to: String) {
      self.from = from
      self.to = to
    }
  }

  public var nodes: [Node]
  public var links: [Link]

  public init(nodes: [Node], links: [Link]) {
    self.nodes = nodes
    self.links = links
  }

  private static let columnWidth = 300
  private static let rowDepth = 28
  private static let top = 40
  private static let labelWidth = 220

  /// The picture; nil where nobody is there.
  public func picture(identifier: String) -> Picture? {
    guard !nodes.isEmpty else { return nil }
    let columns = Dictionary(grouping: nodes, by: \.distance)
    let rows = columns.values.map(\.count).max() ?? 1
    var places: [String: (x: Int, y: Int)] = [:]
    for (distance, column) in columns {
      // Each column stands in the middle of the height.
      let first = Self.top + (rows - column.count) * Self.rowDepth / 2
      for (number, node) in column.enumerated() {
        places[node.key] = (20 + distance * Self.columnWidth, first + number * Self.rowDepth + 8)
      }
    }
    var canvas = Canvas()
    drawKey(on: &canvas)
    for link in links {
      guard let from = places[link.from], let to = places[link.to] else { continue }
      canvas.line(.grid, from: from, to: to)
    }
    for node in nodes { if let place = places[node.key] { draw(node, at: place, on: &canvas) } }
    let width = 40 + ((columns.keys.max() ?? 0) + 1) * Self.columnWidth
    let victims = nodes.count { $0.isPossibleVictim }
    let svg = canvas.svg(
      identifier, title: "The network around this subject",
      description: "\(counted(nodes.count, "subject")), \(counted(links.count, "relation"))"
        + (victims > 0 ? ", of whom \(victims) may need protection." : "."),
      width: width, height: Self.top + rows * Self.rowDepth + 8)
    return Picture(svg: svg, table: table)
  }

  private func drawKey(on canvas: inout Canvas) {
    var x = 20
    let entries: [(Ink, Bool, String)] = [
      (.hub, false, "flagged"), (.party, true, "part unknown"), (.protect, false, "a person to protect"),
    ]
    for (ink, isHollow, text) in entries {
      mark(ink, isHollow: isHollow, at: (x, 14), on: &canvas)
      canvas.label(text, x: x + 14, y: 18, width: 180)
      x += 14 + TextWidth.of(text, size: Canvas.textSize) + 28
    }
  }

  private func draw(_ node: Node, at place: (x: Int, y: Int), on canvas: inout Canvas) {
    let ink: Ink = node.isPossibleVictim ? .protect : node.isFlagged ? .hub : .party
    mark(ink, isHollow: !node.isFlagged && !node.isPossibleVictim, at: place, on: &canvas)
    let words = node.isPossibleVictim ? "\(node.name), to protect" : node.name
    canvas.label(words, x: place.x + 14, y: place.y + 4, width: Self.labelWidth, isStrong: node.distance == 0)
  }

  /// A disc for suspects and strangers, a leaf for those to protect.
  private func mark(_ ink: Ink, isHollow: Bool, at place: (x: Int, y: Int), on canvas: inout Canvas) {
    guard ink == .protect else {
      canvas.disc(ink, x: place.x, y: place.y, radius: 7, isHollow: isHollow)
      return
    }
    let (x, y) = place
    canvas.shape(
      ink,
      path:
        "M\(x - 7) \(y)Q\(x - 7) \(y - 8) \(x) \(y - 8)H\(x + 7)V\(y)Q\(x + 7) \(y + 8) \(x) \(y + 8)H\(x - 7)Z"
    )
  }

  private var table: PictureTable {
    let names = Dictionary(nodes.map { ($0.key, $0.name) }, uniquingKeysWith: { first, _ in first })
    return PictureTable(
      caption: "Who is gathered at whom", columns: ["Gathered", "At"],
      rows: links.map { [names[$0.from] ?? $0.from, names[$0.to] ?? $0.to] })
  }
}
