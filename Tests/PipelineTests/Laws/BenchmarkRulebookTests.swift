import Foundation
import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Pipeline

/// The rules of the benchmark against the same rules written out plainly over all rows: an analyst's SQL, row
/// by row. Windows are inclusive at both ends and hold everything that happened at their last instant.
@Suite struct BenchmarkRulebookTests {
  @Test(arguments: UInt64(1)...3)
  func agreesWithThePlainRules(seed: UInt64) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Benchmarks/rulebook").path
    let state = try TestState(try Rulebook.load(directories: [folder]))
    let rows = Self.rows(seed: seed)
    let path = state.directory + "/bench.csv"
    try (Self.header + rows.map(\.csv).joined()).write(toFile: path, atomically: false, encoding: .utf8)
    var options = state.options()
    options.paths = [path]
    let report = try Scan(options, store: try Scan.openState(options)).run()
    let found = Dictionary(grouping: report.findings, by: \.indicator)
    for (rule, plain) in PlainRules.all {
      let expected = Set(Dictionary(grouping: rows, by: \.account).values.flatMap { plain($0) })
      let ours = Set((found[rule] ?? []).map { "\($0.subject) \($0.day)" })
      #expect(!expected.isEmpty, "seed \(seed): \(rule) has nothing to find")
      if rule == "BENCH-FUNNEL" {
        // The plain rule looks ahead and names the day of the deposits, ours the day the money left.
        #expect(Self.accounts(ours) == Self.accounts(expected), "seed \(seed), \(rule)")
      } else {
        #expect(ours == expected, "seed \(seed), \(rule)")
      }
    }
  }

  private static func accounts(_ findings: Set<String>) -> Set<Substring> {
    Set(findings.compactMap { $0.split(separator: " ").first })
  }

  static let header =
    "txn_id,timestamp,amount,currency,direction,channel,account_id,customer_name,branch_state,branch_zip,"
    + "counterparty_account,counterparty_name,counterparty_country,mcc,memo\n"

  /// Few accounts, each with a habit of its own, so that each rule finds some and passes over others.
  private static func rows(seed: UInt64) -> [BenchmarkRow] {
    var random = SeededRandom(seed: seed)
    return (0..<2000).map { number in
      let account = random.below(40)
      var row = BenchmarkRow(
        number: number, account: "AC\(account)", second: random.below(24 * 86_400),
        cents: Int64(2000 + random.below(120_000)), isCredit: random.chance(percent: 70),
        channel: ["cash_deposit", "p2p", "wire", "card", "ach"][random.below(5)],
        state: ["TX", "CA", "AZ", "NY", "GA", "OH"][random.below(account.isMultiple(of: 2) ? 6 : 2)],
        counterparty: "XB\(random.below(400))", country: ["US", "MX", "GT", "CA"][random.below(4)],
        memo: random.chance(percent: 2) ? "Crossing fee, 2/2" : "rent \(number)")
      let follows = random.chance(percent: 80)
      switch account % 5 {
      case 0 where follows:  // awake at night
        let hour = (23 + random.below(6)) % 24
        row.second = row.second / 86_400 * 86_400 + hour * 3600 + random.below(3600)
        row.channel = "p2p"
      case 1 where follows:  // cash around the line
        (row.channel, row.isCredit, row.cents) = (
          "cash_deposit", true, Int64(780_000 + random.below(260_000))
        )
      case 2 where follows:  // many senders in two days
        (row.channel, row.isCredit, row.second) = ("p2p", true, random.below(2 * 86_400))
      case 3 where follows:  // cash in from many places, out by wire
        let isDeposit = random.chance(percent: 70)
        (row.channel, row.isCredit) = (isDeposit ? "cash_deposit" : "wire", isDeposit)
        (row.state, row.cents) = (["TX", "CA", "AZ", "NY"][random.below(4)], isDeposit ? 50_000 : 400_000)
        row.second = random.below(8 * 86_400)
      default: break
      }
      if row.channel == "cash_deposit" { (row.counterparty, row.country, row.isCredit) = ("", "", true) }
      if row.channel != "wire" { row.country = "" }
      return row
    }
  }
}

/// A row as the benchmark's export has it.
struct BenchmarkRow: Sendable {
  var number: Int
  var account: String
  /// Seconds since local midnight of 1 March 2026; the clock is five hours behind UTC.
  var second: Int
  var cents: Int64
  var isCredit: Bool
  var channel: String
  var state: String
  var counterparty: String
  var country: String
  var memo: String

  var day: String { "2026-03-\(two(second / 86_400 + 1))" }
  var hour: Int { second / 3600 % 24 }

  var csv: String {
    let time = "\(day)T\(two(hour)):\(two(second / 60 % 60)):\(two(second % 60))-05:00"
    return
      "TX\(number),\(time),\(cents / 100).\(two(Int(cents % 100))),USD,\(isCredit ? "credit" : "debit"),\(channel),"
      + "\(account),N,\(state),10001,\(counterparty),,\(country),,\"\(memo)\"\n"
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// The benchmark's rules over the rows of one account; each gives `account day` for every hit.
private enum PlainRules {
  typealias Rule = @Sendable ([BenchmarkRow]) -> [String]
  static let day = 86_400

  static let all: [(String, Rule)] = [
    ("BENCH-STRUCTURING-DAY", structuringDay), ("BENCH-STRUCTURING-7D", structuringWeek),
    ("BENCH-FUNNEL", funnel), ("BENCH-FAN-IN", fanIn), ("BENCH-SMUGGLING-FEE", smugglingFee),
    ("BENCH-LEXICON", lexicon), ("BENCH-LATE-NIGHT", lateNight),
  ]

  private static func hit(_ row: BenchmarkRow) -> String { "\(row.account) \(row.day)" }

  /// The rows at most `reach` seconds before a row, it and its own second included.
  private static func window(_ rows: [BenchmarkRow], _ at: BenchmarkRow, _ reach: Int) -> [BenchmarkRow] {
    rows.filter { $0.second <= at.second && $0.second >= at.second - reach }
  }

  private static func sum(_ rows: [BenchmarkRow]) -> Int64 { rows.map(\.cents).reduce(0, +) }

  @Sendable private static func structuringDay(_ rows: [BenchmarkRow]) -> [String] {
    let cash = rows.filter { $0.channel == "cash_deposit" && $0.isCredit && $0.cents < 1_000_000 }
    return Dictionary(grouping: cash, by: \.day).values.filter { $0.count >= 2 && sum($0) >= 1_000_000 }
      .map { hit($0[0]) }
  }

  @Sendable private static func structuringWeek(_ rows: [BenchmarkRow]) -> [String] {
    let near = rows.filter {
      $0.channel == "cash_deposit" && $0.isCredit && $0.cents >= 800_000 && $0.cents < 1_000_000
    }
    return near.filter { window(near, $0, 7 * day).count >= 3 }.map(hit)
  }

  @Sendable private static func funnel(_ rows: [BenchmarkRow]) -> [String] {
    let cash = rows.filter { $0.channel == "cash_deposit" && $0.isCredit }
    return cash.filter { deposit in
      let week = window(cash, deposit, 7 * day)
      let out = rows.filter {
        !$0.isCredit && $0.second >= deposit.second && $0.second <= deposit.second + 3 * day
      }
      return week.count >= 5 && Set(week.map(\.state)).count >= 3 && !out.isEmpty
        && sum(out) * 10 >= sum(week) * 7
    }.map(hit)
  }

  @Sendable private static func fanIn(_ rows: [BenchmarkRow]) -> [String] {
    let small = rows.filter { $0.channel == "p2p" && $0.isCredit && $0.cents < 100_000 }
    return small.filter { Set(window(small, $0, day).map(\.counterparty)).count >= 10 }.map(hit)
  }

  @Sendable private static func smugglingFee(_ rows: [BenchmarkRow]) -> [String] {
    let credits = rows.filter { $0.isCredit && ($0.channel == "p2p" || $0.channel == "wire") }
    let abroad = rows.filter { !$0.isCredit && $0.channel == "wire" && ["MX", "GT"].contains($0.country) }
    return abroad.filter { wire in
      let fees = window(credits, wire, 14 * day)
      return Set(fees.map(\.counterparty)).count >= 3 && (300_000...6_000_000).contains(sum(fees))
    }.map(hit)
  }

  @Sendable private static func lexicon(_ rows: [BenchmarkRow]) -> [String] {
    rows.filter { $0.memo.lowercased().contains("crossing fee") }.map(hit)
  }

  @Sendable private static func lateNight(_ rows: [BenchmarkRow]) -> [String] {
    let receipts = rows.filter { $0.isCredit && ($0.channel == "card" || $0.channel == "p2p") }
    return receipts.filter { receipt in
      let month = window(receipts, receipt, 30 * day)
      let late = month.filter { $0.hour >= 23 || $0.hour < 5 }
      return late.count >= 10 && late.count * 10 >= month.count * 6
    }.map(hit)
  }
}
