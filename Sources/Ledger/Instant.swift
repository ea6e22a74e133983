/// A point in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
public struct Instant: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Milliseconds since the epoch; negative before it.
  public var milliseconds: Int64

  @inlinable
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The instant at which a local clock, `zoneMinutes` east of UTC, shows `secondOfDay` on `day`.
  @inlinable
  public init(day: BusinessDay, secondOfDay: Int, zoneMinutes: Int) {
    milliseconds = (Int64(day.ordinal) * 86_400 + Int64(secondOfDay) - Int64(zoneMinutes) * 60) * 1000
  }

  @inlinable
  public static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The calendar date a clock `zoneMinutes` east of UTC shows at this instant.
  @inlinable
  public func day(zoneMinutes: Int) -> BusinessDay {
    let local = milliseconds + Int64(zoneMinutes) * 60_000
    var day = local / 86_400_000
    if local % 86_400_000 < 0 { day -= 1 }
    return BusinessDay(ordinal: Int32(truncatingIfNeeded: day))
  }

  /// Seconds since local midnight, 0..<86,400, on a clock `zoneMinutes` east of UTC.
  @inlinable
  public func secondOfDay(zoneMinutes: Int) -> Int {
    let local = (milliseconds + Int64(zoneMinutes) * 60_000) % 86_400_000
    return Int(local < 0 ? local + 86_400_000 : local) / 1000
  }

  /// `2026-03-07 23:41` on a clock `zoneMinutes` east of UTC.
  public func minuteText(zoneMinutes: Int) -> String {
    let second = secondOfDay(zoneMinutes: zoneMinutes)
    return "\(day(zoneMinutes: zoneMinutes)) \(twoDigits(second / 3600)):\(twoDigits(second / 60 % 60))"
  }

  /// RFC 3339 with the given offset: `2026-03-07T23:41:09-06:00`.
  public func text(zoneMinutes: Int) -> String {
    let second = secondOfDay(zoneMinutes: zoneMinutes)
    let zone = abs(zoneMinutes)
    let clock = "\(twoDigits(second / 3600)):\(twoDigits(second / 60 % 60)):\(twoDigits(second % 60))"
    let sign = zoneMinutes < 0 ? "-" : "+"
    return
      "\(day(zoneMinutes: zoneMinutes))T\(clock)\(sign)\(twoDigits(zone / 60)):\(twoDigits(zone % 60))"
  }

  /// The same with milliseconds, where there are any.
  public func exactText(zoneMinutes: Int) -> String {
    let text = text(zoneMinutes: zoneMinutes)
    let fraction = (milliseconds % 1000 + 1000) % 1000
    guard fraction != 0 else { return text }
    let digits = String(fraction + 1000).dropFirst()
    return text.dropLast(6) + "." + digits + text.suffix(6)
  }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
