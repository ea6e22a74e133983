/// Reads times of day and UTC offsets from bytes.
///
/// `23:41`, `23:41:09`, `23:41:09.123456`, `234109`, `2341`, `11:41 PM`, followed by nothing, `Z`, `-06:00`,
/// `-0600`, `-06` or a zone's name.
enum ClockParser {
  /// A time of day, and what stood after it.
  struct Reading: BitwiseCopyable {
    /// 0 ..< 86,400,000.
    var milliseconds: Int
    /// Minutes east of UTC; nil where the text states none.
    var zoneMinutes: Int?
    /// A zone's name after the time; empty where there is none.
    var zoneName: FieldBytes
  }

  /// Reads a whole field; nil where it is no time of day.
  static func read(_ field: FieldBytes) -> Reading? {
    let text = field.trimmed
    var cursor = 0
    guard var clock = readClock(text, &cursor) else { return nil }
    guard let shifted = applyMeridiem(text, &cursor, to: clock) else { return nil }
    clock = shifted
    var rest = text.slice(cursor, text.count)
    guard !rest.isEmpty else { return Reading(milliseconds: clock, zoneMinutes: nil, zoneName: .empty) }
    if let minutes = offset(rest.trimmed) {
      return Reading(milliseconds: clock, zoneMinutes: minutes, zoneName: .empty)
    }
    guard rest[0] == 0x20 else { return nil }
    rest = rest.trimmed
    return Reading(milliseconds: clock, zoneMinutes: nil, zoneName: rest)
  }

  private static func readClock(_ text: FieldBytes, _ cursor: inout Int) -> Int? {
    let count = text.count
    guard count >= 4 else { return nil }
    var hour = 0
    var minute = 0
    var second = 0
    if text[1] == 0x3A || text[2] == 0x3A {
      if text[1] == 0x3A {
        guard text[0] &- 0x30 < 10 else { return nil }
        hour = Int(text[0] &- 0x30)
        cursor = 2
      } else {
        guard let two = DateParser.twoDigits(text, 0) else { return nil }
        hour = two
        cursor = 3
      }
      guard cursor + 2 <= count, let two = DateParser.twoDigits(text, cursor) else { return nil }
      minute = two
      cursor += 2
      if cursor + 3 <= count, text[cursor] == 0x3A {
        guard let seconds = DateParser.twoDigits(text, cursor + 1) else { return nil }
        second = seconds
        cursor += 3
      }
    } else {
      guard let hours = DateParser.twoDigits(text, 0), let minutes = DateParser.twoDigits(text, 2) else {
        return nil
      }
      (hour, minute, cursor) = (hours, minutes, 4)
      if count >= 6, let seconds = DateParser.twoDigits(text, 4) { (second, cursor) = (seconds, 6) }
    }
    // A leap second counts as the second before it: instants do not know it.
    if second == 60 { second = 59 }
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return (hour * 3600 + minute * 60 + second) * 1000 + fraction(text, &cursor)
  }

  /// Milliseconds of `.123456`; digits beyond the third are dropped.
  private static func fraction(_ text: FieldBytes, _ cursor: inout Int) -> Int {
    guard cursor + 1 < text.count, text[cursor] == 0x2E || text[cursor] == 0x2C,
      text[cursor + 1] &- 0x30 < 10
    else { return 0 }
    cursor += 1
    var milliseconds = 0
    var scale = 100
    while cursor < text.count, text[cursor] &- 0x30 < 10 {
      milliseconds += Int(text[cursor] &- 0x30) * scale
      scale /= 10
      cursor += 1
    }
    return milliseconds
  }

  /// Applies `AM` or `PM` after the time; nil where the hour does not go with it.
  private static func applyMeridiem(_ text: FieldBytes, _ cursor: inout Int, to clock: Int) -> Int? {
    var index = cursor
    while index < text.count, text[index] == 0x20 { index += 1 }
    guard index + 2 <= text.count, text[index + 1] | 0x20 == 0x6D,
      index + 2 == text.count || text[index + 2] == 0x20
    else { return clock }
    let half = text[index] | 0x20
    guard half == 0x61 || half == 0x70 else { return clock }
    let hour = clock / 3_600_000
    guard (1...12).contains(hour) else { return nil }
    cursor = index + 2
    let base = clock - hour * 3_600_000
    return base + (hour % 12 + (half == 0x70 ? 12 : 0)) * 3_600_000
  }

  /// Minutes east of UTC of `Z`, `UTC`, `GMT`, `+02:00`, `+0200`, `+02`, `UTC+2`; nil for anything else.
  static func offset(_ text: FieldBytes) -> Int? {
    guard !text.isEmpty else { return nil }
    if text.count == 1 { return text[0] | 0x20 == 0x7A ? 0 : nil }
    if text.count >= 3, text[0] | 0x20 == 0x75 || text[0] | 0x20 == 0x67 {
      let name = (text[0] | 0x20, text[1] | 0x20, text[2] | 0x20)
      guard name == (0x75, 0x74, 0x63) || name == (0x67, 0x6D, 0x74) else { return nil }
      return text.count == 3 ? 0 : offset(text.slice(3, text.count))
    }
    guard text[0] == 0x2B || text[0] == 0x2D else { return nil }
    let sign = text[0] == 0x2D ? -1 : 1
    var hours = 0
    var minutes = 0
    switch text.count {
    case 2:
      guard text[1] &- 0x30 < 10 else { return nil }
      hours = Int(text[1] &- 0x30)
    case 3, 5, 6:
      guard let two = DateParser.twoDigits(text, 1) else { return nil }
      hours = two
      if text.count > 3 {
        guard text.count == 5 || text[3] == 0x3A,
          let last = DateParser.twoDigits(text, text.count - 2)
        else { return nil }
        minutes = last
      }
    default: return nil
    }
    // The zones of the world lie between -12:00 and +14:00.
    guard hours <= 14, minutes < 60 else { return nil }
    return sign * (hours * 60 + minutes)
  }
}
