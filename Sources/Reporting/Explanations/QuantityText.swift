public import Detection
import Ledger

/// Words for quantities and dates, the same wherever a person reads them.
public enum QuantityText {
  /// `4`, `$12,900.00`, `70 %`, `161 km (100 miles)`, `14 days`.
  public static func text(_ quantity: Quantity) -> String {
    switch quantity.unit {
    case .count: return grouped(quantity.value)
    case .money(let code):
      guard let currency = Currency(code) else { return "\(quantity.value) \(code)" }
      return Money(minorUnits: quantity.value, currency: currency).readable
    case .seconds: return duration(quantity.value)
    case .metres: return "\(quantity.value / 1000) km (\(quantity.value * 1000 / 1_609_344) miles)"
    case .basisPoints:
      return quantity.value % 100 == 0
        ? "\(quantity.value / 100) %" : "\(Money.decimal(quantity.value, decimals: 2)) %"
    }
  }

  /// `1,234,567`.
  public static func grouped(_ number: Int64) -> String {
    (number < 0 ? "-" : "") + groupedDigits(String(number.magnitude))
  }

  private static func duration(_ seconds: Int64) -> String {
    if seconds % 86_400 == 0 { return plural(seconds / 86_400, "day") }
    if seconds % 3600 == 0 { return plural(seconds / 3600, "hour") }
    return plural(seconds / 60, "minute")
  }

  /// `1 payment`, `2 payments`, `2 parties`, `2 days`.
  public static func plural(_ count: Int64, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : pluralOf(noun, counted: grouped(count))
  }

  /// `3 different counties`, for a count that is not one.
  static func pluralOf(_ noun: String, counted count: String) -> String {
    if noun.hasSuffix("person") { return "\(count) \(noun.dropLast("person".count))people" }
    let endsInConsonantAndY = noun.hasSuffix("y") && !"aeiou".contains(noun.dropLast().last ?? "a")
    let ending = noun.hasSuffix("h") ? "es" : "s"
    return "\(count) \(endsInConsonantAndY ? noun.dropLast() + "ies" : noun + ending)"
  }

  /// `7 March 2026` for an ISO date; the text itself where it is none.
  public static func date(_ day: String) -> String {
    guard let civil = BusinessDay(day)?.civil else { return day }
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November", "December",
    ]
    return "\(civil.day) \(months[civil.month - 1]) \(civil.year)"
  }

  /// `3 to 14 March 2026`, shortened where month or year is shared.
  public static func period(_ first: String, _ last: String) -> String {
    if first == last { return "on \(date(first))" }
    return "from \(date(first)) to \(date(last))"
  }
}
