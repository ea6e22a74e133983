import Ledger

/// A town where the bank has a branch, with a real postal code, county and clock.
final class Place: Sendable, Equatable {
  /// Its number in `Places.all`.
  let number: Int
  let city: String
  let state: String
  let zip: String
  /// Five-digit FIPS code.
  let county: String
  /// Hours from UTC outside summer time.
  let standardHours: Int
  let hasSummerTime: Bool
  /// What a row says of it.
  let columns: String

  init(
    number: Int, city: String, state: String, zip: String, county: String, standardHours: Int,
    hasSummerTime: Bool
  ) {
    self.number = number
    self.city = city
    self.state = state
    self.zip = zip
    self.county = county
    self.standardHours = standardHours
    self.hasSummerTime = hasSummerTime
    columns = CSVText.fields([zip, state, county])
  }

  static func == (left: Place, right: Place) -> Bool { left.number == right.number }

  /// Minutes east of UTC of the clock on the wall on `day` (US rule since 2007; the hour of the change
  /// itself is not modelled).
  func offset(on day: BusinessDay) -> Int {
    60 * (standardHours + (hasSummerTime && Self.isSummer(day) ? 1 : 0))
  }

  /// From the second Sunday of March until the first of November.
  static func isSummer(_ day: BusinessDay) -> Bool {
    let (year, month, _) = day.civil
    guard (3...11).contains(month) else { return false }
    if (4...10).contains(month) { return true }
    return month == 3
      ? day.ordinal >= sunday(2, of: 3, year) : day.ordinal < sunday(1, of: 11, year)
  }

  private static func sunday(_ nth: Int, of month: Int, _ year: Int) -> Int32 {
    let first = BusinessDay(ordinal: BusinessDay.ordinal(year: year, month: month, day: 1))
    return first.ordinal + Int32((6 - first.weekday) + 7 * (nth - 1))
  }
}
