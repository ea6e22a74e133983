import Ledger

/// One day of the simulated time, with what people ask of a date.
struct Day {
  let date: BusinessDay
  /// 0 is the first day of the world.
  let index: Int
  /// 0 = Monday … 6 = Sunday.
  let weekday: Int
  let month: Int
  let dayOfMonth: Int
  /// Whether banks are open.
  let isOpen: Bool

  init(_ date: BusinessDay, index: Int) {
    self.date = date
    self.index = index
    weekday = date.weekday
    (_, month, dayOfMonth) = date.civil
    isOpen = !date.isClosed
  }

  var isWeekend: Bool { weekday >= 5 }

  /// The day so many days later, or earlier.
  func advanced(by days: Int) -> Day { Day(date.advanced(by: days), index: index + days) }
}

/// When wages, benefits and bills fall due.
enum Cadence {
  case weekly(weekday: Int)
  /// Every second week; `phase` is 0 or 1.
  case biweekly(weekday: Int, phase: Int)
  /// The 15th and the last day of the month.
  case semimonthly
  case monthly(day: Int)

  /// Whether it is nominally due on this date, open or not.
  private func isNominal(_ day: Day) -> Bool {
    switch self {
    case .weekly(let weekday): return day.weekday == weekday
    case .biweekly(let weekday, let phase):
      return day.weekday == weekday && (Int(day.date.ordinal) / 7 + phase) % 2 == 0
    case .semimonthly:
      return day.dayOfMonth == 15 || day.advanced(by: 1).dayOfMonth == 1
    case .monthly(let wanted):
      return day.dayOfMonth == wanted || (day.dayOfMonth < wanted && day.advanced(by: 1).dayOfMonth == 1)
    }
  }

  /// Whether money for it arrives today: on the day it is due, or on the last open one before.
  func falls(on day: Day) -> Bool {
    guard day.isOpen else { return false }
    if isNominal(day) { return true }
    var next = day.advanced(by: 1)
    while !next.isOpen {
      if isNominal(next) { return true }
      next = next.advanced(by: 1)
    }
    return false
  }

  /// How many in a month, on average.
  var perMonth: Double {
    switch self {
    case .weekly: 52.0 / 12
    case .biweekly: 26.0 / 12
    case .semimonthly: 2
    case .monthly: 1
    }
  }
}
