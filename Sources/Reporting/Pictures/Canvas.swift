/// The sheet that a picture is drawn on: pixels from the top left, whole numbers alone.
struct Canvas {
  private var markup = Markup()

  /// Size of every label; small enough for a lane, large enough to read.
  static let textSize = 12

  enum Anchor: String {
    case start, middle, end
  }

  /// A box, with what it says to somebody who points at it.
  mutating func box(
    _ ink: Ink, x: Int, y: Int, width: Int, height: Int, radius: Int? = nil, says: String? = nil
  ) {
    guard width > 0, height > 0 else { return }
    markup.breakLine()
    markup.element(
      "rect",
      [
        "class": ink.name, "fill": ink.colour, "fill-opacity": Self.percent(ink.opacityPercent), "x": x,
        "y": y,
        "width": width, "height": height, "rx": radius,
      ]
    ) { Self.say(says, in: &$0) }
  }

  /// A disc, or where it is hollow a ring.
  mutating func disc(_ ink: Ink, x: Int, y: Int, radius: Int, isHollow: Bool = false, says: String? = nil) {
    markup.breakLine()
    markup.element(
      "circle",
      [
        "class": ink.name + (isHollow ? "-line" : ""), "fill": isHollow ? "none" : ink.colour,
        "stroke": isHollow ? ink.colour : nil, "stroke-width": isHollow ? 2 : nil, "cx": x, "cy": y,
        "r": radius,
      ]
    ) { Self.say(says, in: &$0) }
  }

  /// A straight line.
  mutating func line(
    _ ink: Ink, from: (x: Int, y: Int), to: (x: Int, y: Int), width: Int = 1, dashes: String? = nil
  ) {
    markup.breakLine()
    markup.element(
      "line",
      [
        "class": ink.name + "-line", "stroke": ink.colour, "stroke-opacity": Self.percent(ink.opacityPercent),
        "stroke-width": width, "stroke-dasharray": dashes, "x1": from.x, "y1": from.y, "x2": to.x, "y2": to.y,
      ])
  }

  /// A closed shape of straight and curved edges, in SVG's path language.
  mutating func shape(_ ink: Ink, path: String, opacityPercent: Int? = nil, says: String? = nil) {
    markup.breakLine()
    markup.element(
      "path",
      [
        "class": ink.name, "fill": ink.colour,
        "fill-opacity": Self.percent(opacityPercent ?? ink.opacityPercent),
        "d": path,
      ]
    ) { Self.say(says, in: &$0) }
  }

  /// Straight lines from point to point.
  mutating func polyline(_ ink: Ink, points: [(x: Int, y: Int)], width: Int = 2, dashes: String? = nil) {
    markup.breakLine()
    markup.element(
      "polyline",
      [
        "class": ink.name + "-line", "fill": "none", "stroke": ink.colour, "stroke-width": width,
        "stroke-dasharray": dashes, "points": points.map { "\($0.x),\($0.y)" }.joined(separator: " "),
      ])
  }

  /// A label on a base line, cut where it is wider than its room; pointed at, it says all.
  mutating func label(
    _ text: String, x: Int, y: Int, anchor: Anchor = .start, width: Int, isQuiet: Bool = false,
    isStrong: Bool = false
  ) {
    let fitted = TextWidth.fitted(text, size: Self.textSize, width: width)
    let name = isQuiet ? "label quiet" : isStrong ? "label strong" : "label"
    markup.breakLine()
    markup.element(
      "text",
      [
        "class": name, "fill": "currentColor", "fill-opacity": isQuiet ? Self.percent(75) : nil,
        "font-weight": isStrong ? "bold" : nil, "text-anchor": anchor == .start ? nil : anchor.rawValue,
        "x": x, "y": y,
      ]
    ) { element in
      if fitted != text { element.element("title", text: text) }
      element.element("tspan", text: fitted)
    }
  }

  /// The whole picture. `identifier` tells it from the others of its page.
  func svg(_ identifier: String, title: String, description: String, width: Int, height: Int) -> String {
    var svg = Markup()
    svg.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "picture-drawing", "role": "img",
        "aria-labelledby": "\(identifier)-title \(identifier)-description",
        "viewBox": "0 0 \(width) \(height)",
        "width": width, "height": height, "font-family": "system-ui, sans-serif", "font-size": Self.textSize,
      ]
    ) { picture in
      picture.element("title", ["id": "\(identifier)-title"], text: title)
      picture.element("desc", ["id": "\(identifier)-description"], text: description)
      picture.append(markup)
      picture.breakLine()
    }
    return svg.text
  }

  private static func say(_ text: String?, in element: inout Markup) {
    if let text { element.element("title", text: text) }
  }

  /// `0.45`.
  private static func percent(_ opacity: Int?) -> String? {
    opacity.map { "0." + ($0 < 10 ? "0" : "") + String($0) }
  }
}
