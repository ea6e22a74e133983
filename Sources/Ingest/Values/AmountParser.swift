import Ledger

/// Reads decimal amounts into integers, exactly: no floating point, no `String` (law 8).
///
/// Accepts `1,058.09`, `4.626,81` (by profile), `-8,78`, `8.78-`, `(12.00)`, `$220.00`, `- $220.00`,
/// `EUR 12`, `12.50 USD`, `1 058.09`, `1'058.09`. Groups must be of three digits, so that a decimal comma
/// is never taken for a thousands comma in silence.
struct AmountParser: BitwiseCopyable {
  /// `.` or `,`.
  var decimalMark: UInt8 = 0x2E
  /// Whether the digits already count minor units.
  var isMinorUnits = false
  /// Whether decimals beyond the currency's are rounded, half to even.
  var rounds = false

  /// What an amount said.
  struct Reading: BitwiseCopyable {
    /// Never negative.
    var magnitude: Int64
    /// Whether a minus, or parentheses, stood by it.
    var isNegative: Bool
    /// The currency written beside it; none where there was none.
    var currency: Letters
  }

  enum Failure: Error {
    case unreadable
    case tooLarge
    case surplusDecimals
  }

  /// Digits are followed here until they exceed any currency's decimals by far.
  private static let mostDecimals = 18

  /// Reads `field` as an amount with `decimals` decimals of the minor unit.
  func read(_ field: FieldBytes, decimals: Int) throws(Failure) -> Reading {
    if let reading = readPlain(field, decimals: decimals) { return reading }
    return try readDecorated(field, decimals: decimals)
  }

  /// The common case: digits, a mark and exactly the decimals of the currency; of minor units digits alone. nil: anything
  /// else.
  @inline(__always)
  private func readPlain(_ field: FieldBytes, decimals: Int) -> Reading? {
    let count = field.count
    let decimals = isMinorUnits ? 0 : decimals
    guard count > 0, count <= 15 else { return nil }
    var index = 0
    let isNegative = field[0] == 0x2D
    if isNegative { index = 1 }
    let whole = decimals == 0 ? count : count - decimals - 1
    guard whole > index else { return nil }
    var value: Int64 = 0
    while index < whole {
      let digit = field[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)
      index += 1
    }
    if decimals > 0 {
      guard field[index] == decimalMark else { return nil }
      index += 1
      while index < count {
        let digit = field[index] &- 0x30
        guard digit < 10 else { return nil }
        value = value &* 10 &+ Int64(digit)
        index += 1
      }
    }
    return Reading(magnitude: value, isNegative: isNegative, currency: .none)
  }

  /// Every other accepted form.
  @inline(never)
  private func readDecorated(_ field: FieldBytes, decimals: Int) throws(Failure) -> Reading {
    var rest = field.trimmed
    var isNegative = false
    var currency = Letters.none
    // Signs, symbols and codes may stand on either side, in any order, each at most once.
    var signs = 0
    var symbols = 0
    if rest.count >= 2, rest[0] == 0x28, rest[rest.count - 1] == 0x29 {
      isNegative = true
      signs += 1
      rest = rest.slice(1, rest.count - 1).trimmed
    }
    while !rest.isEmpty {
      guard let (length, mark) = AmountMark.leading(rest) else { break }
      try Self.note(mark, &isNegative, &signs, &symbols, &currency)
      rest = rest.slice(length, rest.count).trimmed
    }
    while !rest.isEmpty {
      guard let (length, mark) = AmountMark.trailing(rest) else { break }
      try Self.note(mark, &isNegative, &signs, &symbols, &currency)
      rest = rest.slice(0, rest.count - length).trimmed
    }
    let magnitude = try readNumber(rest, decimals: decimals)
    return Reading(magnitude: magnitude, isNegative: isNegative, currency: currency)
  }

  private static func note(
    _ mark: AmountMark, _ isNegative: inout Bool, _ signs: inout Int, _ symbols: inout Int,
    _ currency: inout Letters
  ) throws(Failure) {
    switch mark {
    case .minus, .plus:
      signs += 1
      if mark == .minus { isNegative = true }
    case .symbol: symbols += 1
    case .code(let letters):
      guard currency == .none else { throw .unreadable }
      currency = letters
    }
    guard signs <= 1, symbols <= 1 else { throw .unreadable }
  }

  /// Digits with group marks, a decimal mark and decimals.
  private func readNumber(_ text: FieldBytes, decimals: Int) throws(Failure) -> Int64 {
    var value: Int64 = 0
    var digits = 0
    var groupDigits = 0  // digits since the last group mark
    var groups = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == decimalMark { break }
      if byte &- 0x30 < 10 {
        value = try Self.appended(byte &- 0x30, to: value)
        digits += 1
        groupDigits += 1
        index += 1
        continue
      }
      let length = groupMarkLength(text, at: index)
      guard length > 0, digits > 0, groups == 0 ? groupDigits <= 3 : groupDigits == 3 else {
        throw .unreadable
      }
      groups += 1
      groupDigits = 0
      index += length
    }
    if groups > 0, groupDigits != 3 { throw .unreadable }
    let places = isMinorUnits ? 0 : decimals
    guard index < text.count else {
      guard digits > 0 else { throw .unreadable }
      return try Self.checked(value, scaledBy: places)
    }
    return try readDecimals(text, from: index + 1, whole: value, wholeDigits: digits, places: places)
  }

  private func readDecimals(
    _ text: FieldBytes, from start: Int, whole: Int64, wholeDigits: Int, places: Int
  ) throws(Failure) -> Int64 {
    var value = whole
    let count = text.count - start
    guard wholeDigits + count > 0, count <= Self.mostDecimals else { throw .unreadable }
    var surplus: (first: UInt8, others: Bool) = (0, false)
    for place in 0..<count {
      let digit = text[start + place] &- 0x30
      guard digit < 10 else { throw .unreadable }
      if place < places {
        value = try Self.appended(digit, to: value)
      } else if place == places {
        surplus.first = digit
      } else if digit != 0 {
        surplus.others = true
      }
    }
    value = try Self.checked(value, scaledBy: max(0, places - count))
    guard surplus.first != 0 || surplus.others else { return value }
    guard rounds else { throw .surplusDecimals }
    let isHalf = surplus.first == 5 && !surplus.others
    if isHalf ? value % 2 == 1 : surplus.first >= 5 { value += 1 }
    return value
  }

  /// How many bytes a group mark takes here; 0 where there is none.
  private func groupMarkLength(_ text: FieldBytes, at index: Int) -> Int {
    let byte = text[index]
    let other: UInt8 = decimalMark == 0x2E ? 0x2C : 0x2E
    if byte == other || byte == 0x20 || byte == 0x27 { return 1 }
    if byte == 0xC2, index + 1 < text.count, text[index + 1] == 0xA0 { return 2 }  // no-break space
    if byte == 0xE2, index + 2 < text.count, text[index + 1] == 0x80 {
      let last = text[index + 2]
      // Narrow no-break space, thin space, right single quotation mark.
      if last == 0xAF || last == 0x89 || last == 0x99 { return 3 }
    }
    return 0
  }

  @inline(__always)
  private static func appended(_ digit: UInt8, to value: Int64) throws(Failure) -> Int64 {
    guard value <= IngestLimits.minorUnits else { throw .tooLarge }
    return value * 10 + Int64(digit)
  }

  private static func checked(_ value: Int64, scaledBy places: Int) throws(Failure) -> Int64 {
    var scaled = value
    for _ in 0..<places { scaled = try appended(0, to: scaled) }
    guard scaled <= IngestLimits.minorUnits else { throw .tooLarge }
    return scaled
  }
}

/// What may stand beside the digits of an amount.
enum AmountMark: Equatable {
  case minus
  case plus
  /// A currency symbol; which currency it stands for is never guessed from it.
  case symbol
  case code(Letters)

  /// The mark at the beginning, and its length in bytes.
  static func leading(_ text: FieldBytes) -> (length: Int, mark: AmountMark)? {
    if text.count >= 3, let letters = Letters(ascii: text.slice(0, 3).buffer),
      text.count == 3 || !isLetter(text[3])
    {
      return (3, .code(letters))
    }
    for length in 1...3 where text.count >= length {
      if let mark = sign(text.slice(0, length)) { return (length, mark) }
    }
    return nil
  }

  /// The mark at the end, and its length in bytes.
  static func trailing(_ text: FieldBytes) -> (length: Int, mark: AmountMark)? {
    let count = text.count
    if count >= 3, let letters = Letters(ascii: text.slice(count - 3, count).buffer),
      count == 3 || !isLetter(text[count - 4])
    {
      return (3, .code(letters))
    }
    for length in 1...3 where count >= length {
      if let mark = sign(text.slice(count - length, count)) { return (length, mark) }
    }
    return nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  private static func sign(_ bytes: FieldBytes) -> AmountMark? {
    switch bytes.count {
    case 1:
      switch bytes[0] {
      case 0x2D: return .minus
      case 0x2B: return .plus
      case 0x24: return .symbol
      default: return nil
      }
    case 2:
      // Pound and yen.
      return bytes[0] == 0xC2 && (bytes[1] == 0xA3 || bytes[1] == 0xA5) ? .symbol : nil
    default:
      guard bytes[0] == 0xE2 else { return nil }
      if bytes[1] == 0x88 && bytes[2] == 0x92 { return .minus }  // U+2212
      // The euro, and the currency symbols around it.
      return bytes[1] == 0x82 && (0xA0...0xBF).contains(bytes[2]) ? .symbol : nil
    }
  }
}
