import Ledger

/// A number with its unit, as written in a rule.
enum Literal: Hashable {
  case count(Int64)
  case money(Int64, Currency)
  case duration(milliseconds: Int64)
  case calendarDays(Int)
  case businessDays(Int)
  case share(basisPoints: Int64)
  case distance(metres: Int64)
  /// Seconds since midnight.
  case time(Int)

  /// For messages: `an amount in USD`.
  var kindName: String {
    switch self {
    case .count: "a count"
    case .money(_, let currency): "an amount in \(currency)"
    case .duration: "a duration"
    case .calendarDays: "a number of calendar days"
    case .businessDays: "a number of business days"
    case .share: "a share"
    case .distance: "a distance"
    case .time: "a time of day"
    }
  }

  /// Whether one may stand where the other stood.
  func isSameKind(as other: Literal) -> Bool {
    switch (self, other) {
    case (.duration, .duration), (.duration, .calendarDays), (.duration, .businessDays): true
    case (.calendarDays, .duration), (.calendarDays, .calendarDays), (.calendarDays, .businessDays): true
    case (.businessDays, .duration), (.businessDays, .calendarDays), (.businessDays, .businessDays): true
    default: kindName == other.kindName
    }
  }
}

extension ValueKind {
  /// For messages: `an amount in USD`.
  var name: String {
    switch self {
    case .count: "a count"
    case .money(let currency): "an amount in \(currency)"
    case .milliseconds: "a duration"
    case .metres: "a distance"
    case .basisPoints: "a share"
    }
  }
}

/// A decimal number exactly as written.
struct Decimal {
  let digits: String
  /// How many of the digits stand behind the point.
  let places: Int

  init(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    digits = parts.joined()
    places = parts.count > 1 ? parts[1].count : 0
  }

  /// The number times `factor`, rounded down; nil where 64 bits do not hold it.
  func scaled(by factor: Int64) -> Int64? {
    guard let whole = Int64(digits) else { return nil }
    let (product, overflow) = whole.multipliedReportingOverflow(by: factor)
    guard !overflow, let divisor = Self.power(places) else { return nil }
    return product / divisor
  }

  /// The number times `factor`; nil where that is not a whole number.
  func exactly(times factor: Int64) -> Int64? {
    guard let scaled = scaled(by: factor), let whole = Int64(digits), let divisor = Self.power(places)
    else { return nil }
    let (product, overflow) = whole.multipliedReportingOverflow(by: factor)
    return !overflow && product % divisor == 0 ? scaled : nil
  }

  static func power(_ places: Int) -> Int64? {
    guard places <= 18 else { return nil }
    return (0..<places).reduce(1) { power, _ in power * 10 }
  }
}
