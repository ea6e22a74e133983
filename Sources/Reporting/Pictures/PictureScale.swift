import Ledger

/// Whole numbers to whole pixels, and sums of money that cannot overflow.
enum PictureScale {
  /// `value` of `most` in pixels, rounded to the nearest; what is there at all is at least one pixel.
  static func pixels(_ value: Int128, of most: Int128, in length: Int) -> Int {
    guard value > 0, most > 0 else { return 0 }
    return max(1, Int((min(value, most) * Int128(length) * 2 + most) / (most * 2)))
  }

  /// The lowest of 1, 2, 3, 4, 5, 6, 8, 10, 20, 30 … that is not below a value.
  static func roundTop(_ value: Int128) -> Int128 {
    var decade: Int128 = 1
    while decade * 10 < value { decade *= 10 }
    for factor in [1, 2, 3, 4, 5, 6, 8] as [Int128] where factor * decade >= value { return factor * decade }
    return decade * 10
  }

  /// The largest whole number whose square is not above a value.
  static func root(_ value: Int) -> Int {
    var root = 0
    while (root + 1) * (root + 1) <= value { root += 1 }
    return root
  }
}

/// Minor units of a currency for people: `$1,234.50`, `1,234.50 EUR`; exact however many they are.
func readable(_ minorUnits: Int128, _ currency: Currency) -> String {
  if let small = Int64(exactly: minorUnits) { return Money(minorUnits: small, currency: currency).readable }
  let decimals = currency.decimals
  let digits = String(minorUnits.magnitude)
  let fraction = decimals > 0 ? "." + digits.suffix(decimals) : ""
  let amount = (minorUnits < 0 ? "-" : "") + groupedDigits(String(digits.dropLast(decimals))) + fraction
  return currency == .usDollar ? "$" + amount : amount + " " + currency.description
}

/// The same without decimals that say nothing: `$5,000`.
func rounded(_ minorUnits: Int128, _ currency: Currency) -> String {
  let text = readable(minorUnits, currency)
  let zeros = "." + String(repeating: "0", count: currency.decimals)
  return currency.decimals > 0 ? text.replacing(zeros, with: "", maxReplacements: 1) : text
}
