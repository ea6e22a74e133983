import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct BusinessDayTests {
  @Test func agreesWithFoundationOnEveryDayOfFourCenturies() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for ordinal in stride(from: -80_000, through: 66_000, by: 7) {
      let day = BusinessDay(ordinal: Int32(ordinal))
      let date = Date(timeIntervalSince1970: Double(ordinal) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
      #expect(day.civil.year == parts.year && day.civil.month == parts.month && day.civil.day == parts.day)
      #expect((day.weekday + 1) % 7 + 1 == parts.weekday)
      #expect(BusinessDay(year: day.civil.year, month: day.civil.month, day: day.civil.day) == day)
    }
  }

  @Test(arguments: ["2026-02-29", "2025-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026-04-31", "x"])
  func refusesDatesNoCalendarHas(text: String) { #expect(BusinessDay(text) == nil) }

  @Test(arguments: [
    ("2026-01-01", true), ("2026-01-19", true), ("2026-02-16", true), ("2026-05-25", true),
    ("2026-06-19", true), ("2026-09-07", true), ("2026-10-12", true), ("2026-11-11", true),
    ("2026-11-26", true), ("2026-12-25", true), ("2023-01-02", true), ("2026-07-03", false),
    ("2026-03-10", false), ("2020-06-19", false),
  ])
  func knowsFederalHolidays(text: String, isHoliday: Bool) throws {
    #expect(try #require(BusinessDay(text)).isFederalHoliday == isHoliday)
  }

  @Test func rollsWeekendsAndHolidaysOn() throws {
    // Saturday before Labor Day 2026 counts as the Tuesday after it.
    #expect(try #require(BusinessDay("2026-09-05")).nextOpen == BusinessDay("2026-09-08"))
    #expect(try #require(BusinessDay("2026-09-08")).nextOpen == BusinessDay("2026-09-08"))
  }

  @Test func localDayAndTimeFollowTheZone() {
    let instant = Instant(milliseconds: 1_772_341_200_000)  // 2026-03-01T05:00:00Z
    #expect(instant.text(zoneMinutes: 0) == "2026-03-01T05:00:00+00:00")
    #expect(instant.text(zoneMinutes: -360) == "2026-02-28T23:00:00-06:00")
    #expect(instant.secondOfDay(zoneMinutes: -360) == 23 * 3600)
    let early = Instant(milliseconds: -1)
    #expect(early.text(zoneMinutes: 0) == "1969-12-31T23:59:59+00:00")
  }
}
