import Ledger
import TestSupport
import Testing

@testable import Ingest

/// Statements: lines, dates, signs, balances and pages.
@Suite struct StatementTests {
  private static func statement(
    _ lines: String, opening: String = "C260301EUR100,", closing: String = "C260331EUR100,",
    number: String = "1/1",
    isPage: (Bool, Bool) = (false, false)
  ) -> String {
    """
    :20:STMT
    :25:DE89370400440532013000
    :28C:\(number)
    :60\(isPage.0 ? "M" : "F"):\(opening)
    \(lines)
    :62\(isPage.1 ? "M" : "F"):\(closing)
    -

    """
  }

  @Test func marksSayTheDirection() throws {
    let lines = """
      :61:2603010301C10,NTRFA//B1
      :61:2603010301D20,NTRFA//B2
      :61:2603010301RC30,NTRFA//B3
      :61:2603010301RD40,NTRFA//B4
      :61:2603010301CR50,NTRFA//B5
      :61:2603010301RCR60,5NTRFA//B6
      """
    let bench = try MessageBench(Self.statement(lines, closing: "C260331EUR89,5"))
    #expect(bench.rejections == [])
    #expect(
      bench.decoded.customers.map { "\($0.posting.direction.name) \($0.posting.amount)" } == [
        "credit 1000", "debit 2000", "debit 3000", "credit 4000", "credit 5000", "debit 6050",
      ])
    #expect(bench.controls == ["line 11: closing balance: 89.50 EUR stated, 89.50 EUR read"])
  }

  @Test func aReportsExpectedLinesArePending() throws {
    let report = """
      :20:R
      :25:123
      :28C:1
      :34F:USDD0,
      :13D:2603011815+0100
      :61:260301EC10,NTRFNONREF
      :61:260301C20,NTRFNONREF
      :90D:0USD0,
      :90C:1USD20,
      -
      """
    let bench = try MessageBench(report)
    #expect(bench.rejections == ["6 not-booked-pending"])
    #expect(bench.decoded.customers.map(\.posting.amount) == [2000])
    #expect(
      bench.controls == [
        "line 8: debits: 0, 0.00 USD stated, 0, 0.00 USD read",
        "line 9: credits: 1, 20.00 USD stated, 1, 20.00 USD read",
      ])
    #expect(try MessageBench(report, including: [.pending]).decoded.customers.count == 2)
  }

  @Test(
    "Entry dates have no year, months of interest thirty days",
    arguments: [
      ("2512311230", "2025-12-30"), ("2512310102", "2026-01-02"), ("2601021231", "2025-12-31"),
      ("2601020102", "2026-01-02"), ("260230", "2026-02-28"), ("2602300301", "2026-03-01"),
      ("240229", "2024-02-29"),
      ("2402290229", "2024-02-29"), ("2403010229", "2024-02-29"), ("800101", "1980-01-01"),
      ("790101", "2079-01-01"),
      ("991231", "1999-12-31"), ("991231" + "0101", "2000-01-01"),
    ])
  func dates(written: String, day: String) throws {
    let bench = try MessageBench(Self.statement(":61:\(written)C0,NMSCX", closing: "C260331EUR100,"))
    #expect(bench.decoded.customers.map { "\($0.posting.day)" } == [day])
  }

  @Test(arguments: ["261301C1,NMSCX", "260300C1,NMSCX", "345454" + "3545C1,NMSCX"])
  func impossibleDatesAreRefused(line: String) throws {
    let bench = try MessageBench(Self.statement(":61:" + line))
    #expect(bench.rejections == ["5 date-impossible"])
  }

  @Test func anImpossibleEntryDateLeavesTheValueDate() throws {
    let bench = try MessageBench(Self.statement(":61:2603010230C0,NMSCX"))
    #expect(bench.decoded.customers.map { "\($0.posting.day)" } == ["2026-03-01"])
  }

  @Test(arguments: ["X", "26030", "260301", "260301X1,NMSC", "260301C", "260301CNMSC", "2603010301"])
  func unreadableLinesAreRefusedAndTheBalanceSaysSo(line: String) throws {
    let bench = try MessageBench(Self.statement(":61:\(line)\n:86:text\n:61:260302C1,NMSCX"))
    #expect(bench.rejections == ["5 statement-line-unreadable"])
    #expect(bench.decoded.customers.map(\.posting.amount) == [100])
    #expect(bench.controls.first?.hasSuffix("unreadable read: DIFFERS") == true)
  }

  @Test func whatIsWrappedIsRead() throws {
    let lines = """
      :61:2603010301CR
      30,00N062NONREF
      :
      86:166?00GUTSCHR. UEBERWEISUNG?20SVWZ+Test 13
      :12:11
      """
    let bench = try MessageBench(Self.statement(lines, closing: "C260331EUR130,"))
    #expect(bench.decoded.customers.map { $0.texts[.memo] } == ["Test 13:12:11 GUTSCHR. UEBERWEISUNG"])
  }

  @Test func referencesIdentifyTogetherWithDateAndAmount() throws {
    // A fee under the reference of its payment, and another payment of its batch, with other zeros.
    let lines = """
      :61:2603010301D10,NTRFREF1//BANK7
      :61:2603010301D1,NCHGREF1//BANK7
      :61:2603010301D10,00NTRFREF1//BANK7
      :61:2603010301D5,NCHKNONREF
      """
    let bench = try MessageBench(Self.statement(lines, closing: "C260331EUR74,"))
    #expect(
      bench.decoded.customers.map { $0.texts[.identifier] ?? "-" } == [
        "BANK7/260301/debit/1000", "BANK7/260301/debit/100", "BANK7/260301/debit/1000/#2", "-",
      ])
    #expect(bench.decoded.customers.map { $0.texts[.reference] ?? "-" } == ["REF1", "REF1", "REF1", "-"])
    #expect(bench.decoded.customers.map(\.posting.channel) == [.wire, .other, .wire, .check])
    #expect(bench.decoded.customers[1].posting.purposeCode == Purpose.fee.rawValue)
  }

  @Test func detailsStandWhereBanksPutThem() throws {
    let lines = """
      :61:260301D1,S103494931//3841188 FAVOUR H.F. JANSSEN
      :61:260301D1,N0440121470966      W.P. JANSEN
      :61:260301D1,NTRFREFERENCE-LONGER-THAN-ALLOWED
      :61:260301D1,NTRFX//Y
      NL70ABNA0987654321
      """
    let bench = try MessageBench(Self.statement(lines, closing: "C260331EUR96,"))
    let filed = bench.decoded.customers.map(\.texts)
    #expect(filed.map { $0[.memo] ?? "-" } == ["FAVOUR H.F. JANSSEN", "W.P. JANSEN", "-", "-"])
    #expect(filed[1][.counterpartyName] == "W.P. JANSEN")
    #expect(filed[2][.reference] == "REFERENCE-LONGER-THAN-ALLOWED")
    #expect(filed[3][.counterpartyAccount] == "NL70ABNA0987654321")
    #expect(bench.decoded.customers[3].posting.counterpartyCountry == Letters("NL"))
  }

  @Test func pagesAreComparedWithOneAnother() throws {
    let first = Self.statement(":61:260301C1,NMSCX", closing: "C260301EUR101,", isPage: (false, true))
    let second = Self.statement(
      ":61:260302C2,NMSCX", opening: "C260301EUR101,", closing: "C260331EUR103,", number: "1/2",
      isPage: (true, false))
    let good = try MessageBench(first + second)
    #expect(good.controls.count == 3)
    #expect(!good.decoded.outcome.controlsFailed)
    let lost = Self.statement(
      ":61:260302C2,NMSCX", opening: "C260301EUR150,", closing: "C260331EUR152,", number: "1/3",
      isPage: (true, false))
    let bad = try MessageBench(first + lost)
    #expect(bad.decoded.outcome.controlsFailed)
    #expect(
      bad.controls.contains {
        $0.contains("against the page before: 150.00 EUR stated, 101.00 EUR read: DIFFERS")
      })
    #expect(bad.decoded.outcome.accepted.records == 2)
  }

  @Test func aWrongBalanceDropsNothing() throws {
    let bench = try MessageBench(Self.statement(":61:260301C1,NMSCX", closing: "D260331EUR5,"))
    #expect(bench.decoded.outcome.controlsFailed)
    #expect(bench.controls == ["line 6: closing balance: -5.00 EUR stated, 101.00 EUR read: DIFFERS"])
    #expect(bench.decoded.outcome.accepted.records == 1)
  }

  @Test func aFileCutOffContradictsItself() throws {
    let whole =
      "{1:F01ALPHUS33AXXX0000000001}{2:I940BETAGB2LXXXXN}{4:\n" + Self.statement(":61:260301C0,NMSCX")
    let cut = String(whole[..<(try #require(whole.firstRange(of: ":62F:")).lowerBound)])
    let bench = try MessageBench(cut)
    #expect(bench.decoded.outcome.contradiction?.contains("cut off") == true)
    #expect(bench.controls.contains { $0.contains("closing balance: none stated") })
    let bare = try MessageBench(String(cut.drop { $0 != "\n" }.dropFirst()))
    #expect(bare.decoded.outcome.contradiction?.contains("closing balance") == true)
    #expect(try MessageBench(whole).decoded.outcome.contradiction == nil)
  }

  @Test func accountsAreWrittenInManyWays() throws {
    for (field, account) in [
      (":25:NL71RABO0123456789EUR", "NL71RABO0123456789"), (":25:1291.99.348 EUR", "1291.99.348"),
      (":25P:12345\nALPHUS33", "12345"), (":25:/12345", "12345"), (":25:50880050/0194", "50880050/0194"),
    ] {
      let text = Self.statement(":61:260301C0,NMSCX").replacing(":25:DE89370400440532013000", with: field)
      #expect(try MessageBench(text).decoded.customers.map { $0.texts[.account] } == [account], "\(field)")
    }
    let within = ":20:1234567890:25:6000\n:60F:D260331USD1,\n:61:260401C1,NSECNONREF\n:62F:D260331USD0,\n"
    #expect(try MessageBench(within).decoded.customers.map { $0.texts[.account] } == ["6000"])
  }

  @Test func informationBehindTheBalanceIsNotOfTheLastLine() throws {
    let text = Self.statement(":61:260301C0,NMSCX\n:86:own").replacing(
      "\n-\n", with: "\n:86:of the statement\n-\n")
    #expect(try MessageBench(text).decoded.customers.map { $0.texts[.memo] } == ["own"])
  }

  // MARK: Many, against a plain oracle

  /// Random statements: what is filed is what was written, and the balance computed on the way agrees.
  @Test(arguments: 0..<20)
  func randomStatements(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var text = ""
    var expected: [String] = []
    for number in 0..<(1 + random.below(4)) {
      var balance = random.below(200_000) - 100_000
      text += ":20:S\(number)\n:25:ACC\(number)\n:28C:\(number)\n:60F:\(Self.balance(balance))\n"
      for line in 0..<random.below(30) {
        let cents = random.below(1_000_000)
        let mark = ["C", "D", "RC", "RD"][random.below(4)]
        let isCredit = mark == "C" || mark == "RD"
        let day = 10 + random.below(18)
        let month = 1 + random.below(9)
        balance += isCredit ? cents : -cents
        let entry = random.chance(percent: 50) ? "0\(month)\(day)" : ""
        let funds = random.chance(percent: 30) ? "D" : ""
        text +=
          ":61:260\(month)\(day)\(entry)\(mark)\(funds)\(Self.amount(cents, &random))NTRFNONREF//B\(line)\n"
        if random.chance(percent: 60) { text += ":86:memo \(line)\nmore\n" }
        expected.append(
          "2026-0\(month)-\(day) \(isCredit ? "credit" : "debit") "
            + "\(Money(minorUnits: Int64(cents), currency: .usDollar).readable) wire ACC\(number)")
      }
      text += ":62F:\(Self.balance(balance))\n-\n"
    }
    let ends = random.chance(percent: 50) ? text : text.replacing("\n", with: "\r\n")
    let bench = try MessageBench(ends, chunkBytes: 1 + random.below(97))
    let found = bench.lines.map { $0.split(separator: " ").prefix(5).joined(separator: " ") }
    #expect(firstDifference(found, expected) == nil, "seed \(seed)")
    #expect(!bench.decoded.outcome.controlsFailed, "seed \(seed)")
    #expect(bench.rejections == [], "seed \(seed)")
  }

  private static func balance(_ cents: Int) -> String {
    "\(cents < 0 ? "D" : "C")260301USD\(abs(cents) / 100),\(abs(cents) % 100 < 10 ? "0" : "")\(abs(cents) % 100)"
  }

  /// As banks write it: with or without needless zeros.
  private static func amount(_ cents: Int, _ random: inout SeededRandom) -> String {
    let (whole, part) = (cents / 100, cents % 100)
    if part == 0, random.chance(percent: 50) { return "\(whole)," }
    if part % 10 == 0, random.chance(percent: 50) { return "\(whole),\(part / 10)" }
    return "\(random.chance(percent: 20) ? "000" : "")\(whole),\(part < 10 ? "0" : "")\(part)"
  }
}
