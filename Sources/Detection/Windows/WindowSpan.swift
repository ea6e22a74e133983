import Ledger
import Rulebook

/// Where a window begins, given the posting at which it ends.
enum WindowSpan {
  /// The first instant that belongs to the window; it ends with the anchor's own instant.
  ///
  /// Days are those of the anchor's local clock. A business day begins when the one before it closed, so
  /// that weekends and holidays count as the next open day (31 CFR 1010.313(b)).
  static func start(of window: Window, at anchor: Posting) -> Int64 {
    let instant = anchor.instant.milliseconds
    switch window {
    case .duration(let milliseconds):
      return instant - milliseconds
    case .calendarDays(let days):
      return midnight(of: anchor.day.advanced(by: 1 - days), anchor)
    case .businessDays(let days):
      var open = anchor.day.nextOpen
      for _ in 1..<max(days, 1) { open = previousOpen(before: open) }
      return midnight(of: previousOpen(before: open).advanced(by: 1), anchor)
    case .sinceFirst:
      return instant
    case .stretch(let milliseconds, _):
      return instant - milliseconds
    }
  }

  /// No window of this kind is longer, milliseconds.
  static func longest(_ window: Window, sinceFirst: Int64) -> Int64 {
    switch window {
    case .duration(let milliseconds): milliseconds
    case .calendarDays(let days): Int64(days) * 86_400_000
    // A business day stands for up to four calendar days: a weekend with a holiday beside it.
    case .businessDays(let days): Int64(days) * 4 * 86_400_000
    case .sinceFirst: sinceFirst
    case .stretch(let milliseconds, _): milliseconds
    }
  }

  /// How long a posting must have happened before a window that ends at an anchor holds it.
  static func lag(of window: Window) -> Int64 {
    if case .stretch(_, let gap) = window { gap + 1 } else { 0 }
  }

  private static func previousOpen(before day: BusinessDay) -> BusinessDay {
    var day = day.advanced(by: -1)
    while day.isClosed { day = day.advanced(by: -1) }
    return day
  }

  private static func midnight(of day: BusinessDay, _ anchor: Posting) -> Int64 {
    Instant(day: day, secondOfDay: 0, zoneMinutes: Int(anchor.zoneMinutes)).milliseconds
  }
}
