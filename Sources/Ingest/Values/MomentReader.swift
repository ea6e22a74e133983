import Ledger

/// When a record says it happened.
struct Moment: BitwiseCopyable {
  var instant: Instant
  /// Minutes east of UTC of the local clock.
  var zoneMinutes: Int16
  /// Whether a time of day was stated.
  var isTimeKnown: Bool
}

/// Turns the date and time fields of records into moments; one belongs to one thread.
///
/// The zone is that of the value itself, else of the record's zone field, else of the profile, else of the
/// run. A time without any is a rejection: a guess of one hour would move payments between days.
final class MomentReader {
  private let order: DateOrder
  private let origin: Int32
  private let standing: ZoneClock?
  @exclusivity(unchecked) private var namedClocks: [UInt64: ZoneClock?] = [:]
  /// The last date met and its ordinal: exports come in order of time, so this nearly always answers.
  @exclusivity(unchecked) private var lastDate: (first: UInt64, last: UInt16) = (0, 0)
  @exclusivity(unchecked) private var lastOrdinal: Int32 = 0

  /// Names remembered at most; a file of garbage names must not fill memory.
  private static let mostNames = 1000

  init(order: DateOrder, origin: Int32, zone: ZoneClock?) {
    self.order = order
    self.origin = origin
    standing = zone
  }

  /// `2026-03-07T23:41:09-06:00`, the form nearly every fast file uses; nil for any other.
  @inline(__always)
  func readCanonical(_ text: FieldBytes) -> Moment? {
    guard text.count == 25 || text.count == 20, text[4] == 0x2D, text[7] == 0x2D,
      text[10] == 0x54 || text[10] == 0x20, text[13] == 0x3A, text[16] == 0x3A,
      let hour = DateParser.twoDigits(text, 11), let minute = DateParser.twoDigits(text, 14),
      let second = DateParser.twoDigits(text, 17), hour < 24, minute < 60, second < 60
    else { return nil }
    var zone = 0
    if text.count == 25 {
      guard text[22] == 0x3A, text[19] == 0x2D || text[19] == 0x2B,
        let hours = DateParser.twoDigits(text, 20), let minutes = DateParser.twoDigits(text, 23), hours <= 14,
        minutes < 60
      else { return nil }
      zone = text[19] == 0x2D ? -(hours * 60 + minutes) : hours * 60 + minutes
    } else if text[19] != 0x5A {
      return nil
    }
    guard let ordinal = cachedOrdinal(text) else { return nil }
    let seconds = Int64(ordinal) * 86_400 + Int64(hour * 3600 + minute * 60 + second) - Int64(zone) * 60
    return Moment(
      instant: Instant(milliseconds: seconds * 1000), zoneMinutes: Int16(truncatingIfNeeded: zone),
      isTimeKnown: true)
  }

  /// The ordinal of the ten bytes `yyyy-mm-dd`; nil where they are no date.
  @inline(__always)
  private func cachedOrdinal(_ text: FieldBytes) -> Int32? {
    let first = text.start.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
    let last = text.start.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    if first == lastDate.first, last == lastDate.last { return lastOrdinal }
    guard let (ordinal, length) = try? DateParser.read(text.slice(0, 10), order: order), length == 10 else {
      return nil
    }
    (lastDate, lastOrdinal) = ((first, last), ordinal)
    return ordinal
  }

  /// Reads one field that holds date and perhaps time.
  func read(stamp: FieldBytes, zone: FieldBytes) throws(BindingFault) -> Moment {
    if order == .epochSeconds || order == .epochMilliseconds { return try readEpoch(stamp, zone: zone) }
    let (ordinal, length) = try readDate(stamp, field: .timestamp)
    var rest = stamp.slice(length, stamp.count)
    if !rest.isEmpty {
      if rest[0] | 0x20 == 0x74 || rest[0] == 0x2C { rest = rest.slice(1, rest.count) }
      rest = rest.trimmed
    }
    return try combine(ordinal, time: rest, zone: zone, field: .timestamp)
  }

  /// Reads a date field and a time field; the time may be empty.
  func read(date: FieldBytes, time: FieldBytes, zone: FieldBytes) throws(BindingFault) -> Moment {
    let (ordinal, length) = try readDate(date, field: .date)
    // Some exports write midnight after every date and keep the time in a column of its own.
    let rest = date.slice(length, date.count).trimmed
    guard rest.isEmpty || ClockParser.read(rest)?.milliseconds == 0 else {
      throw BindingFault(.dateUnreadable, .date)
    }
    return try combine(ordinal, time: time, zone: zone, field: .time)
  }

  private func readDate(_ text: FieldBytes, field: CanonicalField) throws(BindingFault) -> (Int32, Int) {
    if order == .dayNumber { return (try readDayNumber(text, field: field), text.count) }
    do {
      return try DateParser.read(text, order: order)
    } catch {
      switch error {
      case .unreadable: throw BindingFault(.dateUnreadable, field)
      case .impossible: throw BindingFault(.dateImpossible, field)
      case .ambiguous: throw BindingFault(.dateAmbiguous, field)
      }
    }
  }

  private func readDayNumber(_ text: FieldBytes, field: CanonicalField) throws(BindingFault) -> Int32 {
    // Six digits reach beyond two thousand years.
    guard let number = Self.integer(text, mostDigits: 6) else { throw BindingFault(.dateUnreadable, field) }
    return origin + Int32(number)
  }

  private func combine(_ ordinal: Int32, time: FieldBytes, zone: FieldBytes, field: CanonicalField)
    throws(BindingFault) -> Moment
  {
    let day = BusinessDay(ordinal: ordinal)
    guard !time.isEmpty else {
      // A date alone needs no zone to be that date; the zone only places its midnight among other times.
      let minutes = try clock(zone)?.minutes(day: ordinal, secondOfDay: 0) ?? 0
      return Moment(
        instant: Instant(day: day, secondOfDay: 0, zoneMinutes: minutes),
        zoneMinutes: Int16(truncatingIfNeeded: minutes), isTimeKnown: false)
    }
    guard let reading = ClockParser.read(time) else { throw BindingFault(.timeUnreadable, field) }
    let minutes: Int
    if let stated = reading.zoneMinutes {
      minutes = stated
    } else {
      let named = reading.zoneName.isEmpty ? zone : reading.zoneName
      guard let clock = try clock(named) else { throw BindingFault(.zoneMissing, field) }
      minutes = clock.minutes(day: ordinal, secondOfDay: reading.milliseconds / 1000)
    }
    var instant = Instant(day: day, secondOfDay: reading.milliseconds / 1000, zoneMinutes: minutes)
    instant.milliseconds += Int64(reading.milliseconds % 1000)
    return Moment(instant: instant, zoneMinutes: Int16(truncatingIfNeeded: minutes), isTimeKnown: true)
  }

  private func readEpoch(_ text: FieldBytes, zone: FieldBytes) throws(BindingFault) -> Moment {
    // Fifteen digits of milliseconds reach beyond thirty thousand years.
    let whole = Self.integerPart(text)
    guard let number = Self.integer(whole, mostDigits: order == .epochSeconds ? 11 : 14) else {
      throw BindingFault(.dateUnreadable, .timestamp)
    }
    let milliseconds = order == .epochSeconds ? number * 1000 : number
    // An instant is exact without a zone; the zone only says what the local clock showed.
    guard let clock = try clock(zone) else { throw BindingFault(.zoneMissing, .timestamp) }
    let minutes = clock.minutes(at: number / (order == .epochSeconds ? 1 : 1000))
    return Moment(
      instant: Instant(milliseconds: Int64(milliseconds)), zoneMinutes: Int16(truncatingIfNeeded: minutes),
      isTimeKnown: true)
  }

  private static func integerPart(_ text: FieldBytes) -> FieldBytes {
    for index in 0..<text.count where text[index] == 0x2E { return text.slice(0, index) }
    return text
  }

  private static func integer(_ text: FieldBytes, mostDigits: Int) -> Int? {
    let isNegative = !text.isEmpty && text[0] == 0x2D
    let digits = isNegative ? text.slice(1, text.count) : text
    guard !digits.isEmpty, digits.count <= mostDigits else { return nil }
    var value = 0
    for index in 0..<digits.count {
      guard digits[index] &- 0x30 < 10 else { return nil }
      value = value * 10 + Int(digits[index] &- 0x30)
    }
    return isNegative ? -value : value
  }

  /// The clock of a zone's name; the standing one where the name is empty; nil where there is none either.
  private func clock(_ name: FieldBytes) throws(BindingFault) -> ZoneClock? {
    guard !name.isEmpty else { return standing }
    let key = WordTable.key(name)
    let found: ZoneClock?
    if let known = namedClocks[key] {
      found = known
    } else {
      found = ZoneClock(named: String(decoding: name.buffer, as: UTF8.self))
      if namedClocks.count < Self.mostNames { namedClocks[key] = .some(found) }
    }
    guard let found else { throw BindingFault(.zoneUnreadable, .timeZone) }
    return found
  }
}
