import Ledger
import TestSupport

/// Exports of a small bank whose customers do much that red flags look for: rows collide in time, place
/// and counterparty, so that every kind of rule has something to find.
struct RandomExport {
  /// Lines of CSV without the header, in the order of time.
  var rows: [String]

  static let header =
    "txn_id,timestamp,amount,currency,direction,channel,account_id,customer_id,customer_name,home_zip,"
    + "branch_zip,branch_county,branch_state,counterparty_account,counterparty_name,counterparty_country,"
    + "conductor,purpose,memo\n"

  private static let places = [
    ("10001", "36061", "NY"), ("60601", "17031", "IL"), ("77002", "48201", "TX"), ("78040", "48479", "TX"),
    ("90012", "06037", "CA"), ("30303", "13121", "GA"),
  ]
  /// Of customers, of whom they deal with, and of who hands cash over.
  static let names = ["Ana Ruiz", "Tom Berg", "Li Wei", "Eva Soto", "Ida Holm", "Sam Okafor"]

  /// `count` rows over `days` days from 2 March 2026; without ids every fifth row is said twice.
  init(_ count: Int, days: Int, hasIdentifiers: Bool = true, seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var timed: [(Int, String)] = []
    for number in 0..<count {
      let minute = random.below(days * 1440)
      let row = Self.row(number, minute, hasIdentifiers, &random)
      timed.append((minute, row))
      if !hasIdentifiers, number.isMultiple(of: 5) { timed.append((minute, row)) }
    }
    rows = timed.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
      .map(\.element.1)
  }

  /// The rows of so many nights, cut at midnights.
  func nights(_ count: Int, of days: Int) -> [[String]] {
    var nights = [[String]](repeating: [], count: count)
    for row in rows {
      let date = row.split(separator: ",", omittingEmptySubsequences: false)[1].prefix(10)
      let month = date.dropFirst(5).prefix(2) == "03" ? 0 : date.dropFirst(5).prefix(2) == "04" ? 31 : 61
      let day = month + (Int(date.suffix(2)) ?? 1) - 2
      nights[min(day * count / days, count - 1)].append(row)
    }
    return nights
  }

  private static func row(
    _ number: Int, _ minute: Int, _ hasIdentifiers: Bool, _ random: inout SeededRandom
  ) -> String {
    let account = random.below(14)
    let isCredit = random.chance(percent: 55)
    let place = places[random.below(places.count)]
    let kind = random.below(10)
    var channel = ["cash", "atm", "wire", "p2p", "ach"][random.below(5)]
    var purpose = ""
    var counterparty = "X\(random.below(7))"
    var amount = (1 + random.below(40)) * 25
    if kind == 0 {
      (channel, purpose, counterparty, amount) = ("ach", "payroll", "FARM", 900)
    } else if kind == 1 {
      (channel, counterparty, amount) = ("p2p", "HUB", 700)
    } else if kind == 2 {
      (channel, amount) = ("cash", 9000 + random.below(1100))
    }
    let direction = kind == 0 ? "credit" : kind == 1 ? "debit" : isCredit ? "credit" : "debit"
    let isCash = channel == "cash" || channel == "atm"
    let day = minute / 1440 + 1
    let date =
      day <= 30
      ? "2026-03-\(two(day + 1))" : day <= 60 ? "2026-04-\(two(day - 30))" : "2026-05-\(two(day - 60))"
    let cells = [
      hasIdentifiers ? "T\(number)" : "", "\(date)T\(two(minute / 60 % 24)):\(two(minute % 60)):00-06:00",
      "\(amount).\(two(random.below(100)))", "USD", direction, channel, "A\(account)", "C\(account / 2)",
      names[account / 2 % names.count], places[account % places.count].0, isCash ? place.0 : "",
      isCash ? place.1 : "", isCash ? place.2 : "", isCash ? "" : counterparty,
      isCash ? "" : names[random.below(names.count)],
      channel == "wire" ? ["US", "MX", "GT"][random.below(3)] : "", isCash ? names[random.below(3)] : "",
      purpose,
      random.chance(percent: 10) ? "rent" : "",
    ]
    return cells.joined(separator: ",")
  }

  /// The rows some days later, with ids of their own.
  func later(by days: Int) -> [String] {
    rows.map { row in
      var cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      cells[0] += "-\(days)"
      let day = BusinessDay(String(cells[1].prefix(10))) ?? BusinessDay(ordinal: 0)
      cells[1] = day.advanced(by: days).description + cells[1].dropFirst(10)
      return cells.joined(separator: ",")
    }
  }

  /// The rows without what a bank may leave to its customer file: the customer's key in every row or in some, and
  /// the name.
  func withoutCustomers(seed: UInt64, percent: Int = 100) -> RandomExport {
    var random = SeededRandom(seed: seed)
    var copy = self
    copy.rows = rows.map { row in
      var cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      if random.chance(percent: percent) { cells[7] = "" }
      if random.chance(percent: percent / 2) { cells[8] = "" }
      cells[9] = ""
      return cells.joined(separator: ",")
    }
    return copy
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
