/// A calendar date, counted in days since 1970-01-01 (proleptic Gregorian).
///
/// A posting belongs to the date its own local clock shows. `nextOpen` rolls weekends and US federal
/// holidays on to the next day a bank is open, as 31 CFR 1010.313(b) aggregates currency.
public struct BusinessDay: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Days since 1970-01-01.
  public var ordinal: Int32

  @inlinable
  public init(ordinal: Int32) { self.ordinal = ordinal }

  /// The date of a year, month and day; nil where no calendar has it (30 February, month 13).
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), (1...9999).contains(year), day >= 1,
      day <= BusinessDay.daysInMonth(year: year, month: month)
    else { return nil }
    ordinal = BusinessDay.ordinal(year: year, month: month, day: day)
  }

  /// Days since the epoch of a valid civil date. Algorithm: Howard Hinnant, "chrono-compatible low-level
  /// date algorithms" (public domain), `days_from_civil`.
  @inlinable
  public static func ordinal(year: Int, month: Int, day: Int) -> Int32 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Days in a month of the Gregorian calendar.
  @inlinable
  public static func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Year, month and day of month (Hinnant, `civil_from_days`).
  public var civil: (year: Int, month: Int, day: Int) {
    let days = Int(ordinal) + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// 0 = Monday … 6 = Sunday.
  @inlinable
  public var weekday: Int {
    let shifted = (Int(ordinal) + 3) % 7  // 1970-01-01 was a Thursday
    return shifted < 0 ? shifted + 7 : shifted
  }

  /// Whether banks are closed: a weekend or a US federal holiday (5 USC 6103).
  public var isClosed: Bool { weekday >= 5 || isFederalHoliday }

  /// This day, or the next one on which banks are open.
  public var nextOpen: BusinessDay {
    var day = self
    while day.isClosed { day.ordinal += 1 }
    return day
  }

  /// A US federal holiday on a weekday, Sunday's observed on Monday. Federal Reserve Banks do not move
  /// Saturday's holidays to Friday.
  public var isFederalHoliday: Bool {
    let (year, month, day) = civil
    let isMonday = weekday == 0
    func fixed(_ holidayMonth: Int, _ holidayDay: Int, since: Int = 0) -> Bool {
      guard year >= since, month == holidayMonth else { return false }
      return day == holidayDay || (isMonday && day == holidayDay + 1)
    }
    if fixed(1, 1) || fixed(6, 19, since: 2021) || fixed(7, 4) || fixed(11, 11) || fixed(12, 25) {
      return true
    }
    let weekOfMonth = (day - 1) / 7 + 1
    switch month {
    case 1, 2: return isMonday && weekOfMonth == 3
    case 5: return isMonday && day > 24
    case 9: return isMonday && weekOfMonth == 1
    case 10: return isMonday && weekOfMonth == 2
    case 11: return weekday == 3 && weekOfMonth == 4
    default: return false
    }
  }

  @inlinable
  public static func < (left: BusinessDay, right: BusinessDay) -> Bool { left.ordinal < right.ordinal }

  /// The date `days` later, or earlier where negative.
  @inlinable
  public func advanced(by days: Int) -> BusinessDay { BusinessDay(ordinal: ordinal + Int32(days)) }
}

extension BusinessDay: CustomStringConvertible {
  /// ISO 8601: `2026-03-07`.
  public var description: String {
    let (year, month, day) = civil
    let digits = String(year)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      + "-\(twoDigits(month))-\(twoDigits(day))"
  }

  /// Reads `2026-03-07`; nil for any other form.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}
