@testable import Ingest
import Ledger
import TestSupport
import Testing

@Suite struct MomentReaderTests {
  /// A moment as text, `date-only` appended where no time was stated; or the code of the rejection.
  private func read(
    _ stamp: String, order: DateOrder = .iso, zone: String? = nil, zoneField: String = "",
    time: String? = nil,
    origin: Int32 = 0
  ) -> String {
    let reader = MomentReader(order: order, origin: origin, zone: zone.flatMap { ZoneClock(named: $0) })
    let bytes = Array(stamp.utf8)
    let zoneBytes = Array(zoneField.utf8)
    let timeBytes = Array((time ?? "").utf8)
    return bytes.withUnsafeBytes { stamp in
      zoneBytes.withUnsafeBytes { zone in
        timeBytes.withUnsafeBytes { clock in
          do throws(BindingFault) {
            let moment =
              time == nil
              ? try reader.read(stamp: FieldBytes(stamp), zone: FieldBytes(zone))
              : try reader.read(date: FieldBytes(stamp), time: FieldBytes(clock), zone: FieldBytes(zone))
            let text = moment.instant.text(zoneMinutes: Int(moment.zoneMinutes))
            return moment.isTimeKnown ? text : text + " date-only"
          } catch {
            return error.code.code
          }
        }
      }
    }
  }

  @Test(arguments: [
    ("2026-03-07T23:41:09-06:00", "2026-03-07T23:41:09-06:00"),
    ("2026-03-07 23:41:09-0600", "2026-03-07T23:41:09-06:00"),
    ("2026-03-07T23:41:09Z", "2026-03-07T23:41:09+00:00"),
    ("2026-03-07T23:41Z", "2026-03-07T23:41:00+00:00"),
    ("2026-03-07T23:41:09.123456789+05:30", "2026-03-07T23:41:09+05:30"),
    ("2026-03-07 23:41:09 UTC", "2026-03-07T23:41:09+00:00"),
    ("2026-03-07 11:41 PM EST", "2026-03-07T23:41:00-05:00"),
    ("2026-03-07 12:05 AM Z", "2026-03-07T00:05:00+00:00"),
    ("20260307T234109Z", "2026-03-07T23:41:09+00:00"),
    ("20260307234109Z", "2026-03-07T23:41:09+00:00"),
    ("07-MAR-2026 09:00 +02", "2026-03-07T09:00:00+02:00"),
    ("27 Feb 2018 09:00 America/Chicago", "2018-02-27T09:00:00-06:00"),
    ("2026-03-07", "2026-03-07T00:00:00+00:00 date-only"),
    ("27 Feb 2018", "2018-02-27T00:00:00+00:00 date-only"),
    ("10 Feb 18", "2018-02-10T00:00:00+00:00 date-only"),
    ("Feb 10, 2018", "2018-02-10T00:00:00+00:00 date-only"),
    ("7-September-2026", "2026-09-07T00:00:00+00:00 date-only"),
    ("2026/3/7", "2026-03-07T00:00:00+00:00 date-only"),
    ("2019.04.19.", "2019-04-19T00:00:00+00:00 date-only"),
    ("20240229", "2024-02-29T00:00:00+00:00 date-only"),
  ])
  func readsFormsThatSayTheirOrder(stamp: String, wanted: String) { #expect(read(stamp) == wanted) }

  @Test(arguments: [
    ("2026-03-07T23:41:09", "time-zone-missing"), ("2026-02-30", "date-impossible"),
    ("2025-02-29T00:00:00Z", "date-impossible"), ("2026-13-01", "date-impossible"),
    ("03/07/2026", "date-ambiguous"), ("3/7/26", "date-ambiguous"), ("Pending", "date-unreadable"),
    ("2026-03-07T25:00:00Z", "time-unreadable"), ("2026-03-07T23:61:00Z", "time-unreadable"),
    ("2026-03-07T23:41:09 Mars/Phobos", "time-zone-unreadable"), ("2026-03-07Tnoon", "time-unreadable"),
    ("2026-03", "date-unreadable"), ("13:00 PM 2026", "date-unreadable"), ("7 Mai 2026", "date-unreadable"),
    ("2026-03-07 13:00 PM", "time-unreadable"), ("2026-03-07T23:41:09+15:00", "time-unreadable"),
  ])
  func refusesWhatItWouldHaveToGuess(stamp: String, wanted: String) { #expect(read(stamp) == wanted) }

  @Test func followsTheProfilesOrder() {
    #expect(read("03/07/2026", order: .monthDayYear) == "2026-03-07T00:00:00+00:00 date-only")
    #expect(read("03/07/2026", order: .dayMonthYear) == "2026-07-03T00:00:00+00:00 date-only")
    #expect(read("3.7.26", order: .dayMonthYear) == "2026-07-03T00:00:00+00:00 date-only")
    #expect(read("26/3/7", order: .yearMonthDay) == "2026-03-07T00:00:00+00:00 date-only")
    #expect(read("31/12/69", order: .dayMonthYear) == "1969-12-31T00:00:00+00:00 date-only")
    #expect(read("13/13/2026", order: .dayMonthYear) == "date-impossible")
    #expect(read("7. 3. 2026", order: .dayMonthYear) == "2026-03-07T00:00:00+00:00 date-only")
  }

  @Test func readsEpochsAndDayNumbers() {
    let chicago = "America/Chicago"
    #expect(read("1772948469", order: .epochSeconds, zone: chicago) == "2026-03-07T23:41:09-06:00")
    #expect(read("1772948469123", order: .epochMilliseconds, zone: "UTC") == "2026-03-08T05:41:09+00:00")
    #expect(read("1772948469", order: .epochSeconds) == "time-zone-missing")
    #expect(read("12x", order: .epochSeconds, zone: "UTC") == "date-unreadable")
    let origin = BusinessDay.ordinal(year: 2026, month: 1, day: 1)
    #expect(read("31", order: .dayNumber, origin: origin) == "2026-02-01T00:00:00+00:00 date-only")
    #expect(read("1234567", order: .dayNumber, origin: origin) == "date-unreadable")
  }

  @Test func joinsSeparateColumns() {
    let zone = "-06:00"
    #expect(read("2026-03-07", zone: zone, time: "23:41") == "2026-03-07T23:41:00-06:00")
    #expect(read("2026-03-07", zone: zone, time: "234109") == "2026-03-07T23:41:09-06:00")
    #expect(read("2026-03-07", zone: zone, time: "9:05 pm") == "2026-03-07T21:05:00-06:00")
    #expect(read("2026-03-07", zone: zone, time: "") == "2026-03-07T00:00:00-06:00 date-only")
    #expect(read("2026-03-07 00:00:00", zone: zone, time: "23:41") == "2026-03-07T23:41:00-06:00")
    #expect(read("2026-03-07 01:00:00", zone: zone, time: "23:41") == "date-unreadable")
    #expect(read("2026-03-07", time: "23:41") == "time-zone-missing")
  }

  @Test func prefersTheZoneOfTheValueThenOfTheRecord() {
    #expect(read("2026-07-01T12:00:00+01:00", zone: "UTC", zoneField: "PST") == "2026-07-01T12:00:00+01:00")
    #expect(read("2026-07-01T12:00:00", zone: "UTC", zoneField: "PST") == "2026-07-01T12:00:00-08:00")
    #expect(
      read("2026-07-01T12:00:00", zone: "UTC", zoneField: "Europe/Prague") == "2026-07-01T12:00:00+02:00")
    #expect(read("2026-07-01T12:00:00", zone: "UTC") == "2026-07-01T12:00:00+00:00")
    #expect(read("2026-07-01T12:00:00", zone: "UTC", zoneField: "XYZT") == "time-zone-unreadable")
  }

  @Test func knowsWhenClocksChange() {
    let chicago = "America/Chicago"
    // 2026: forward on 8 March at 02:00, back on 1 November at 02:00.
    #expect(read("2026-03-08 01:59:59", zone: chicago) == "2026-03-08T01:59:59-06:00")
    #expect(read("2026-03-08 03:00:00", zone: chicago) == "2026-03-08T03:00:00-05:00")
    #expect(read("2026-03-08 02:30:00", zone: chicago) == "2026-03-08T02:30:00-06:00")
    #expect(read("2026-11-01 00:59:59", zone: chicago) == "2026-11-01T00:59:59-05:00")
    #expect(read("2026-11-01 01:30:00", zone: chicago) == "2026-11-01T01:30:00-05:00")
    #expect(read("2026-11-01 02:00:00", zone: chicago) == "2026-11-01T02:00:00-06:00")
    #expect(read("2026-01-15 12:00:00", zone: chicago) == "2026-01-15T12:00:00-06:00")
    #expect(read("2026-07-15 12:00:00", zone: chicago) == "2026-07-15T12:00:00-05:00")
  }

  /// An instant's offset, taken at the local time it shows, gives the instant back wherever that is unique.
  @Test(arguments: [
    "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo",
  ])
  func offsetsAgreeBothWays(name: String) throws {
    let clock = try #require(ZoneClock(named: name))
    var random = SeededRandom(seed: 11)
    for _ in 0..<3000 {
      let instant = Int.random(in: 1_400_000_000...1_900_000_000, using: &random)
      let minutes = clock.minutes(at: instant)
      let local = instant + minutes * 60
      let back = clock.minutes(day: Int32(local / 86_400), secondOfDay: local % 86_400)
      if back != minutes {
        // Only the second passage through a repeated hour may differ.
        #expect(clock.minutes(at: local - back * 60) == back, "\(name) \(instant)")
      }
    }
  }

  @Test func refusesZonesItDoesNotKnow() {
    for name in ["", "Mars", "CHICAGO", "../../etc/passwd", "America/Atlantis", "+25:00", "IST"] {
      #expect(ZoneClock(named: name) == nil, "\(name)")
    }
  }
}
