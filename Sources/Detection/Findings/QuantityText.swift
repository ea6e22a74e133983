import Ledger

/// Words for quantities, the same wherever a person reads them.
public enum QuantityText {
  /// `4`, `$12,900.00`, `62.5%`, `160.9 km (100 miles)`, `14 days`. Exact but for distances, which are rounded to a
  /// tenth.
  public static func text(_ quantity: Quantity) -> String {
    switch quantity.unit {
    case .count: return grouped(quantity.value)
    case .money(let code):
      guard let currency = Currency(code) else { return "\(quantity.value) minor units of \(code)" }
      return Money(minorUnits: quantity.value, currency: currency).readable
    case .seconds: return duration(quantity.value)
    case .metres: return distance(quantity.value)
    case .basisPoints: return trimmed(quantity.value, decimals: 2) + "%"
    }
  }

  /// `1,234,567`.
  public static func grouped(_ number: Int64) -> String {
    (number < 0 ? "-" : "") + groupedDigits(String(number.magnitude))
  }

  /// `1 payment`, `2 payments`, `2 parties`, `2 days`.
  public static func plural(_ count: Int64, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : pluralOf(noun, counted: grouped(count))
  }

  /// `3 different counties`, for a count that is not one.
  public static func pluralOf(_ noun: String, counted count: String) -> String {
    if noun.hasSuffix("person") { return "\(count) \(noun.dropLast("person".count))people" }
    let endsInConsonantAndY = noun.hasSuffix("y") && !"aeiou".contains(noun.dropLast().last ?? "a")
    let ending = noun.hasSuffix("h") ? "es" : "s"
    return "\(count) \(endsInConsonantAndY ? noun.dropLast() + "ies" : noun + ending)"
  }

  /// In the largest unit that divides it.
  private static func duration(_ seconds: Int64) -> String {
    for (name, length) in [("day", 86_400), ("hour", 3600), ("minute", 60)] as [(String, Int64)]
    where seconds != 0 && seconds % length == 0 {
      return plural(seconds / length, name)
    }
    return plural(seconds, "second")
  }

  /// Both measures: advisories count in miles, most of the world in kilometres.
  private static func distance(_ metres: Int64) -> String {
    let kilometres = (metres + 50) / 100
    // A mile is 1,609.344 m.
    let miles = (metres * 10_000 + 804_672) / 1_609_344
    return "\(trimmed(kilometres, decimals: 1)) km (\(trimmed(miles, decimals: 1)) miles)"
  }

  /// Without zeros that say nothing.
  private static func trimmed(_ value: Int64, decimals: Int) -> String {
    var text = Money.decimal(value, decimals: decimals)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
