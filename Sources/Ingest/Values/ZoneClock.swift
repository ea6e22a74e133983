private import Foundation

/// The clock of one time zone: what offset its wall clocks had at a moment.
///
/// Asks Foundation once for each day met and remembers the answer; one object belongs to one thread.
final class ZoneClock {
  /// What is known of a day: one offset all along, or a change at an instant.
  private struct DayRule: BitwiseCopyable {
    /// Seconds since the epoch at which `after` begins to hold; `Int.max` where nothing changes.
    var change: Int
    /// Seconds east of UTC.
    var before: Int
    var after: Int
  }

  private enum Clock {
    case fixed(Int)
    case named(TimeZone)
  }

  private let clock: Clock
  @exclusivity(unchecked) private var rules: [Int32: DayRule] = [:]
  @exclusivity(unchecked) private var lastDay = Int32.min
  @exclusivity(unchecked) private var lastRule = DayRule(change: .max, before: 0, after: 0)

  /// Days remembered at most; a file of garbage dates must not fill memory.
  private static let mostDays = 20_000

  /// A clock `minutes` east of UTC all the year.
  init(minutes: Int) { clock = .fixed(minutes * 60) }

  /// The clock of an IANA name, an offset, or one of the North American abbreviations of RFC 5322; nil for
  /// anything else.
  init?(named name: String) {
    let bytes = Array(name.utf8)
    let offset = bytes.withUnsafeBytes { ClockParser.offset(FieldBytes($0)) }
    if let offset {
      clock = .fixed(offset * 60)
    } else if let hours = ZoneClock.abbreviations[name.uppercased()] {
      clock = .fixed(hours * 3600)
    } else if ZoneClock.isName(name), let zone = TimeZone(identifier: name) {
      clock = .named(zone)
    } else {
      return nil
    }
  }

  /// RFC 5322 section 4.3 fixes what these mean; every other abbreviation has several readings.
  private static let abbreviations = [
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
  ]

  /// Only names of the zone database: Foundation reads some other texts generously.
  private static func isName(_ name: String) -> Bool {
    (name.contains("/") && !name.contains("..")) || ["CET", "EET", "MET", "WET", "HST"].contains(name)
  }

  /// Minutes east of UTC of a wall clock that shows `secondOfDay` on `day`.
  ///
  /// A time that occurs twice when clocks go back is taken as the first; one that is skipped when they go
  /// forward is taken by the clock before the change.
  func minutes(day: Int32, secondOfDay: Int) -> Int {
    if case .fixed(let seconds) = clock { return seconds / 60 }
    let rule = self.rule(of: day)
    guard rule.change != .max else { return rule.before / 60 }
    let local = Int(day) * 86_400 + secondOfDay
    if local - rule.before < rule.change { return rule.before / 60 }
    return (local - rule.after >= rule.change ? rule.after : rule.before) / 60
  }

  /// Minutes east of UTC at an instant, in seconds since the epoch.
  func minutes(at instant: Int) -> Int {
    if case .fixed(let seconds) = clock { return seconds / 60 }
    let day = Int32(clamping: instant / 86_400 - (instant % 86_400 < 0 ? 1 : 0))
    let rule = self.rule(of: day)
    return (instant < rule.change ? rule.before : rule.after) / 60
  }

  private func rule(of day: Int32) -> DayRule {
    if day == lastDay { return lastRule }
    let rule = rules[day] ?? derived(day)
    if rules.count >= Self.mostDays { rules.removeAll() }
    rules[day] = rule
    (lastDay, lastRule) = (day, rule)
    return rule
  }

  /// Looks a day either side, because a local day reaches up to 14 hours beyond the same day of UTC. Zones
  /// do not change twice within three days.
  private func derived(_ day: Int32) -> DayRule {
    guard case .named(let zone) = clock else { return DayRule(change: .max, before: 0, after: 0) }
    var low = Int(day) * 86_400 - 86_400
    var high = low + 3 * 86_400
    func offset(_ instant: Int) -> Int {
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
    }
    let before = offset(low)
    let after = offset(high)
    guard before != after else { return DayRule(change: .max, before: before, after: after) }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if offset(middle) == before { low = middle } else { high = middle }
    }
    return DayRule(change: high, before: before, after: after)
  }
}
