import Ledger

/// Reads calendar dates from bytes.
///
/// Forms that say their own order are always read: `2026-03-07`, `2026/03/07`, `20260307`, `07-MAR-2026`,
/// `7 Mar 2026`, `Mar 7, 2026`. Digits alone with day or month first need the profile's order.
enum DateParser {
  enum Failure: Error {
    case unreadable
    case impossible
    case ambiguous
  }

  /// Two-digit years up to this one are of this century, later ones of the last (POSIX `%y`).
  static let lastYearOfThisCentury = 68

  /// Reads the date at the beginning of `text` and says how many bytes it took.
  static func read(_ text: FieldBytes, order: DateOrder) throws(Failure) -> (ordinal: Int32, length: Int) {
    if let plain = readISO(text) {
      guard let ordinal = plain.ordinal else { throw .impossible }
      return (ordinal, 10)
    }
    if let compact = try readCompact(text) { return (compact, 8) }
    var cursor = 0
    guard let first = part(text, &cursor) else { throw .unreadable }
    try separator(text, &cursor)
    guard let second = part(text, &cursor) else { throw .unreadable }
    try separator(text, &cursor)
    guard let third = part(text, &cursor) else { throw .unreadable }
    // `2019.04.19.`, as Hungarian writes it.
    if third.isNumber, cursor < text.count, text[cursor] == 0x2E { cursor += 1 }
    return (try assemble(first, second, third, order: order), cursor)
  }

  /// `yyyy-mm-dd`, quickly; nil where it is not of that form, a nil ordinal where no calendar has it.
  @inline(__always)
  private static func readISO(_ text: FieldBytes) -> (ordinal: Int32?, isISO: Void)? {
    guard text.count >= 10, text[4] == 0x2D, text[7] == 0x2D else { return nil }
    guard let century = twoDigits(text, 0), let year = twoDigits(text, 2), let month = twoDigits(text, 5),
      let day = twoDigits(text, 8)
    else { return nil }
    let full = century * 100 + year
    guard full >= 1, (1...12).contains(month), day >= 1,
      day <= BusinessDay.daysInMonth(year: full, month: month)
    else { return (nil, ()) }
    return (BusinessDay.ordinal(year: full, month: month, day: day), ())
  }

  /// `yyyymmdd`, alone or with `hhmm` or `hhmmss` right behind it; nil for any other form.
  private static func readCompact(_ text: FieldBytes) throws(Failure) -> Int32? {
    var digits = 0
    while digits < text.count, text[digits] &- 0x30 < 10 { digits += 1 }
    guard digits == 8 || digits == 12 || digits == 14, let century = twoDigits(text, 0),
      let year = twoDigits(text, 2), let month = twoDigits(text, 4), let day = twoDigits(text, 6)
    else { return nil }
    return try ordinal(year: century * 100 + year, month: month, day: day)
  }

  /// Two ASCII digits at `offset`; nil for anything else.
  @inline(__always)
  static func twoDigits(_ text: FieldBytes, _ offset: Int) -> Int? {
    let tens = text[offset] &- 0x30
    let ones = text[offset + 1] &- 0x30
    guard tens < 10, ones < 10 else { return nil }
    return Int(tens) * 10 + Int(ones)
  }

  /// A run of digits, or of letters that names a month.
  private struct Part {
    var value: Int
    var length: Int
    var isNumber: Bool
  }

  private static func part(_ text: FieldBytes, _ cursor: inout Int) -> Part? {
    let start = cursor
    var value = 0
    while cursor < text.count, text[cursor] &- 0x30 < 10, cursor - start < 9 {
      value = value * 10 + Int(text[cursor] &- 0x30)
      cursor += 1
    }
    if cursor > start { return Part(value: value, length: cursor - start, isNumber: true) }
    while cursor < text.count, (text[cursor] | 0x20) &- 0x61 < 26 { cursor += 1 }
    guard let month = monthNumber(text.slice(start, cursor)) else { return nil }
    return Part(value: month, length: cursor - start, isNumber: false)
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x2D || byte == 0x2F || byte == 0x2E || byte == 0x20 || byte == 0x2C
  }

  /// One separator; a point or comma may be followed by a space (`Mar. 7, 2026`, `7. 3. 2026`).
  private static func separator(_ text: FieldBytes, _ cursor: inout Int) throws(Failure) {
    guard cursor < text.count, isSeparator(text[cursor]) else { throw .unreadable }
    let mark = text[cursor]
    cursor += 1
    if mark == 0x2E || mark == 0x2C, cursor < text.count, text[cursor] == 0x20 { cursor += 1 }
  }

  private static func assemble(_ first: Part, _ second: Part, _ third: Part, order: DateOrder)
    throws(Failure) -> Int32
  {
    if !second.isNumber {
      guard first.isNumber, third.isNumber else { throw .unreadable }
      if first.length == 4 {
        return try ordinal(year: first.value, month: second.value, day: third.value)
      }
      return try ordinal(year: year(third), month: second.value, day: first.value)
    }
    if !first.isNumber {
      guard third.isNumber else { throw .unreadable }
      return try ordinal(year: year(third), month: first.value, day: second.value)
    }
    guard third.isNumber else { throw .unreadable }
    if first.length == 4 {
      return try ordinal(year: first.value, month: second.value, day: third.value)
    }
    switch order {
    case .dayMonthYear: return try ordinal(year: year(third), month: second.value, day: first.value)
    case .monthDayYear: return try ordinal(year: year(third), month: first.value, day: second.value)
    case .yearMonthDay: return try ordinal(year: year(first), month: second.value, day: third.value)
    case .iso, .epochSeconds, .epochMilliseconds, .dayNumber: throw .ambiguous
    }
  }

  private static func year(_ part: Part) throws(Failure) -> Int {
    switch part.length {
    case 4: return part.value
    case 2: return part.value <= lastYearOfThisCentury ? 2000 + part.value : 1900 + part.value
    default: throw .unreadable
    }
  }

  private static func ordinal(year: Int, month: Int, day: Int) throws(Failure) -> Int32 {
    guard let date = BusinessDay(year: year, month: month, day: day) else { throw .impossible }
    return date.ordinal
  }

  private static let months: [StaticString] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ]

  /// 1...12 for an English month, three letters or the whole name; nil for any other word.
  private static func monthNumber(_ word: FieldBytes) -> Int? {
    guard word.count >= 3, word.count <= 9 else { return nil }
    for (index, month) in months.enumerated() {
      let isWhole = word.count == month.utf8CodeUnitCount
      let isSept = index == 8 && word.count == 4
      guard isWhole || isSept || word.count == 3 else { continue }
      if (0..<word.count).allSatisfy({ word[$0] | 0x20 == month.utf8Start[$0] }) { return index + 1 }
    }
    return nil
  }
}
