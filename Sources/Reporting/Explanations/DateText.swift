import Ledger

/// Words for dates, the same wherever a person reads them.
public enum DateText {
  /// `7 March 2026` for an ISO date; the text itself where it is none.
  public static func date(_ day: String) -> String {
    guard let civil = BusinessDay(day)?.civil else { return day }
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November", "December",
    ]
    return "\(civil.day) \(months[civil.month - 1]) \(civil.year)"
  }

  /// `from 3 March 2026 to 14 March 2026`, or `on 3 March 2026`.
  public static func period(_ first: String, _ last: String) -> String {
    if first == last { return "on \(date(first))" }
    return "from \(date(first)) to \(date(last))"
  }
}
