import Ledger

/// A number as it is written: the digits are the value, never a binary approximation of it.
struct JSONNumber {
  var bytes: FieldBytes
  /// Bytes before the exponent, or all of them.
  var mantissaCount: Int

  /// Writes the same value without an exponent: `1.25e1` as `12.5`, `5E-2` as `0.05`.
  func appendPlain(to buffer: inout ByteBuffer, slot: Int) throws(JSONFault) {
    let exponent = try exponent(slot: slot)
    var index = 0
    if bytes[0] == UInt8(ascii: "-") {
      buffer.append(UInt8(ascii: "-"))
      index = 1
    }
    // Digits of the mantissa without its point, and where the point stands among them.
    var digits: [UInt8] = []
    var point = -1
    while index < mantissaCount {
      if bytes[index] == UInt8(ascii: ".") { point = digits.count } else { digits.append(bytes[index]) }
      index += 1
    }
    let moved = (point < 0 ? digits.count : point) + exponent
    if moved <= 0 {
      buffer.append(UInt8(ascii: "0"))
      buffer.append(UInt8(ascii: "."))
      for _ in 0..<(-moved) { buffer.append(UInt8(ascii: "0")) }
      for digit in digits { buffer.append(digit) }
      return
    }
    for place in 0..<max(moved, digits.count) {
      if place == moved { buffer.append(UInt8(ascii: ".")) }
      buffer.append(place < digits.count ? digits[place] : UInt8(ascii: "0"))
    }
  }

  private func exponent(slot: Int) throws(JSONFault) -> Int {
    var index = mantissaCount + 1
    var isNegative = false
    if bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    var value = 0
    while index < bytes.count {
      value = value * 10 + Int(bytes[index] - UInt8(ascii: "0"))
      if value > JSONLimits.exponent { throw JSONFault(kind: .hugeExponent, slot: slot) }
      index += 1
    }
    return isNegative ? -value : value
  }
}
