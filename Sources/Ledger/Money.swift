/// An exact amount: whole minor units of one currency. No floating point anywhere (law 8).
public struct Money: Hashable, Sendable, BitwiseCopyable {
  /// Minor units: cents of a dollar, yen of a yen.
  public var minorUnits: Int64
  /// The currency the minor units belong to.
  public var currency: Currency

  @inlinable
  public init(minorUnits: Int64, currency: Currency) {
    self.minorUnits = minorUnits
    self.currency = currency
  }

  /// `minorUnits` as a plain decimal, `1234.50`; no separators, no currency.
  public var decimal: String { Money.decimal(minorUnits, decimals: currency.decimals) }

  /// Formats minor units with `decimals` digits after the point.
  public static func decimal(_ minorUnits: Int64, decimals: Int) -> String {
    let sign = minorUnits < 0 ? "-" : ""
    var digits = String(minorUnits.magnitude)
    guard decimals > 0 else { return sign + digits }
    if digits.utf8.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
    }
    return sign + digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }

  /// For people: `$1,234.50`, or `1,234.50 EUR` for any currency but the dollar.
  public var readable: String {
    let plain = decimal
    let negative = plain.hasPrefix("-")
    let unsigned = negative ? plain.dropFirst() : plain[...]
    let whole = unsigned.prefix { $0 != "." }
    let amount = (negative ? "-" : "") + groupedDigits(String(whole)) + unsigned.dropFirst(whole.count)
    return currency == .usDollar ? "$" + amount : amount + " " + currency.description
  }
}

/// Digits with a comma before every third from the right: `1,234,567`.
public func groupedDigits(_ digits: String) -> String {
  var text = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
    text.append(digit)
  }
  return text
}
