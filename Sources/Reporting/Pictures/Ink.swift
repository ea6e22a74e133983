/// What a part of a picture stands for. The style sheet gives each its colour in light and in dark by its class; the colours here are
/// those of a picture that stands alone, and have a contrast of 3 to 1 or more on white and on near-black (WCAG 2.2,
/// 1.4.11).
enum Ink: String {
  case moneyIn = "money-in"
  case moneyOut = "money-out"
  /// Over either: the part that was paid at night.
  case atNight = "at-night"
  /// Hours of the night, behind what happened in them.
  case night
  case sign
  case innocent
  /// The moment at which a finding was strongest, over its colour.
  case strongest
  case place
  /// The one whom the flag is about.
  case subject
  case party
  /// Somebody who may be a victim: calm, and never the colour of anything else.
  case protect
  case hub
  case grid
  case axis
  case first = "series-1"
  case second = "series-2"
  case third = "series-3"
  case fourth = "series-4"

  /// The class by which the style sheet knows it.
  var name: String { "ink-\(rawValue)" }

  var colour: String {
    switch self {
    case .moneyIn, .first: "#4a86c5"
    case .moneyOut, .second: "#b0741a"
    case .protect, .third: "#2a8f80"
    case .sign, .hub, .fourth: "#8a6fb5"
    case .subject, .party, .place: "#78818c"
    case .innocent: "#5f8f3e"
    case .atNight, .night, .grid, .axis, .strongest: "currentColor"
    }
  }

  /// Of 100; nil where it covers what is behind it.
  var opacityPercent: Int? {
    switch self {
    case .atNight: 45
    case .night: 10
    case .grid: 18
    case .axis: 60
    default: nil
    }
  }

  static let series: [Ink] = [.first, .second, .third, .fourth]
}
