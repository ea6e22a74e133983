import Ledger

/// A decimal of ISO 20022, exact: at most eighteen digits before the point, and ten after it that are looked at.
struct ISODecimal: Equatable {
  private(set) var units: Int128 = 0

  private static let places = 10
  /// Beyond any sum of amounts; the type allows eighteen digits.
  private static let mostDigits = 18

  static let zero = ISODecimal()

  private init(units: Int128 = 0) { self.units = units }

  /// Digits with at most one point and a sign; nil of anything else.
  init?(_ text: FieldBytes) {
    var index = 0
    let isNegative = !text.isEmpty && text[0] == UInt8(ascii: "-")
    if !text.isEmpty, isNegative || text[0] == UInt8(ascii: "+") { index = 1 }
    var (value, digits, after, hasPoint) = (Int128(0), 0, 0, false)
    var seen = 0
    while index < text.count {
      let byte = text[index]
      index += 1
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
        continue
      }
      guard byte &- 0x30 < 10 else { return nil }
      seen += 1
      if hasPoint {
        after += 1
        guard after <= Self.places else { continue }
      } else if value > 0 || byte != 0x30 {
        digits += 1
        guard digits <= Self.mostDigits else { return nil }
      }
      value = value * 10 + Int128(byte & 15)
    }
    guard seen > 0 else { return nil }
    for _ in min(after, Self.places)..<Self.places { value *= 10 }
    units = isNegative ? -value : value
  }

  static func + (left: ISODecimal, right: ISODecimal) -> ISODecimal {
    ISODecimal(units: left.units + right.units)
  }
  static func - (left: ISODecimal, right: ISODecimal) -> ISODecimal {
    ISODecimal(units: left.units - right.units)
  }
  static func += (left: inout ISODecimal, right: ISODecimal) { left.units += right.units }
  static prefix func - (value: ISODecimal) -> ISODecimal { ISODecimal(units: -value.units) }

  var isNegative: Bool { units < 0 }
  var magnitude: ISODecimal { ISODecimal(units: Swift.abs(units)) }

  /// As people write it, with two decimals at the least where it has any.
  var text: String {
    var digits = String(units.magnitude)
    while digits.utf8.count <= Self.places { digits = "0" + digits }
    let whole = digits.dropLast(Self.places)
    var decimals = digits.suffix(Self.places)
    while decimals.utf8.count > 2, decimals.last == "0" { decimals.removeLast() }
    let sign = units < 0 ? "-" : ""
    return decimals == "00" ? sign + whole : sign + whole + "." + decimals
  }
}

extension FieldBytes {
  /// Without leading zeros, and without zeros and point at the end: one way to write an amount.
  var plainAmount: FieldBytes {
    var (low, high) = (0, count)
    while low + 1 < high, self[low] == 0x30, self[low + 1] != UInt8(ascii: ".") { low += 1 }
    guard buffer.contains(UInt8(ascii: ".")) else { return slice(low, high) }
    while high > low + 1, self[high - 1] == 0x30 { high -= 1 }
    if high > low + 1, self[high - 1] == UInt8(ascii: ".") { high -= 1 }
    return slice(low, high)
  }

  /// Itself, or `other` where it is empty.
  @inline(__always)
  func or(_ other: @autoclosure () -> FieldBytes) -> FieldBytes { isEmpty ? other() : self }
}
