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
  /// Days of its month.
  let monthLength: Int
  /// Whether banks are open.
  let isOpen: Bool
  /// How many days after it banks are closed.
  let closedAfter: Int

  init(_ date: BusinessDay, index: Int) {
    self.date = date
    self.index = index
    weekday = date.weekday
    let civil = date.civil
    month = civil.month
    dayOfMonth = civil.day
    monthLength = BusinessDay.daysInMonth(year: civil.year, month: civil.month)
    isOpen = !date.isClosed
    closedAfter = Int(date.advanced(by: 1).nextOpen.ordinal - date.ordinal) - 1
  }

  var isWeekend: Bool { weekday >= 5 }
}

/// When wages, benefits and bills fall due.
enum Cadence {
  case weekly(weekday: Int)
  /// Every second week; `phase` is 0 or 1.
  case biweekly(weekday: Int, phase: Int)
  /// The 15th and the last day of the month.
  case semimonthly
  case monthly(day: Int)

  /// Whether it is nominally due so many days after this date, open or not.
  private func isNominal(_ later: Int, after day: Day) -> Bool {
    let weekdayThen = (day.weekday + later) % 7
    let reached = day.dayOfMonth + later
    let isLast = reached == day.monthLength
    let dayThen = reached <= day.monthLength ? reached : reached - day.monthLength
    switch self {
    case .weekly(let weekday): return weekdayThen == weekday
    case .biweekly(let weekday, let phase):
      return weekdayThen == weekday && ((Int(day.date.ordinal) + later) / 7 + phase) % 2 == 0
    case .semimonthly: return dayThen == 15 || isLast
    case .monthly(let wanted): return dayThen == wanted || (isLast && dayThen < wanted)
    }
  }

  /// Whether money for it arrives today: on the day it is due, or on the last open one before.
  func falls(on day: Day) -> Bool {
    guard day.isOpen else { return false }
    for later in 0...day.closedAfter where isNominal(later, after: day) { return true }
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
