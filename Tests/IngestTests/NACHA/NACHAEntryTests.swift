import Ledger
import Testing

@testable import Ingest

/// Each kind of entry, and what becomes of it.
@Suite struct NACHAEntryTests {
  private static let ours = ["231380104"]
  private static let theirs = ["121042882"]

  private func bench(_ own: [String] = ours, _ make: (inout ACHFile) -> Void) throws -> MessageBench {
    var file = ACHFile()
    make(&file)
    let bench = try MessageBench(file.whole(), own: own)
    #expect(
      !bench.decoded.outcome.controlsFailed && bench.decoded.outcome.contradiction == nil, "\(bench.controls)"
    )
    return bench
  }

  @Test func aCreditIsMoneyIntoTheReceiversAccount() throws {
    let bench = try bench {
      $0.batch("PPD", "PAYROLL")
      $0.entry("22", 150_000, id: "E-77", trace: "121042880000007")
    }
    #expect(bench.format == .nacha)
    #expect(
      bench.lines == [
        "2026-11-21 credit $1,500.00 ach 744-5678-99 txn_id=121042880000007-261121-1123456789-150000 "
          + "customer_name=JANE DOE counterparty_account=1123456789 counterparty_name=ACME CORP "
          + "counterparty_bank=121042882 memo=PAYROLL employer=ACME CORP payment_reference=E-77"
      ])
    #expect(bench.decoded.customers[0].posting.purpose == .payroll)
    let employer = try self.bench(Self.theirs) {
      $0.batch("PPD", "PAYROLL")
      $0.entry("22", 150_000)
    }
    #expect(employer.decoded.customers.map { $0.texts[.employer] } == [nil])
  }

  @Test func theSideThatIsOursIsFiled() throws {
    func lines(_ own: [String]) throws -> [String] {
      try bench(own) {
        $0.batch("CCD")
        $0.entry("27", 4200, name: "BUYER LLC")
      }.lines.map { $0.split(separator: " txn_id").first.map(String.init) ?? "" }
    }
    #expect(try lines(Self.ours) == ["2026-11-21 debit $42.00 ach 744-5678-99"])
    #expect(try lines(Self.theirs) == ["2026-11-21 credit $42.00 ach 1123456789"])
    #expect(
      try lines(Self.ours + Self.theirs) == [
        "2026-11-21 debit $42.00 ach 744-5678-99", "2026-11-21 credit $42.00 ach 1123456789",
      ])
    // Nobody said who we are: the receivers alone.
    #expect(try lines([]) == ["2026-11-21 debit $42.00 ach 744-5678-99"])
    let neither = try bench(["011000015"]) {
      $0.batch("CCD")
      $0.entry("27", 4200)
    }
    #expect(neither.rejections == ["3 neither-account-ours"])
  }

  @Test(
    "Entries that are no payments are set aside as what they are",
    arguments: [
      ("PPD", "23", 0, "ach-prenote"), ("PPD", "38", 0, "ach-prenote"), ("CCD", "24", 0, "ach-zero-dollar"),
      ("CCD", "27", 0, "ach-zero-dollar"), ("ACK", "24", 0, "ach-acknowledgement"),
      ("ATX", "34", 0, "ach-acknowledgement"), ("DNE", "23", 0, "ach-death-notice"),
      ("ENR", "23", 0, "ach-enrolment"), ("COR", "21", 0, "ach-notification-of-change"),
    ])
  func notices(entryClass: String, code: String, cents: Int, reason: String) throws {
    let bench = try bench {
      $0.batch(entryClass)
      $0.entry(code, cents)
    }
    #expect(bench.rejections == ["3 \(reason)"])
    #expect(bench.decoded.setAside == [reason: 1])
  }

  @Test func aNotificationOfChangeOutsideItsClassIsOne() throws {
    let bench = try bench {
      $0.batch("PPD")
      $0.entry("26", 100, addenda: true)
      $0.raw("798C01121042880000001      231380101918171614" + ACHFile.left("", 34) + "231380100000001")
    }
    #expect(bench.decoded.setAside == ["ach-notification-of-change": 1])
  }

  @Test func advicesOfOperatorsAreNoPaymentsOfAccounts() throws {
    var file = ACHFile()
    file.batch("ADV", service: "280")
    file.raw(
      "681231380104744-5678-99    000000050001121042882" + "11131 " + ACHFile.left("Name", 22)
        + "  0011000010500001")
    let lines =
      file.lines + [
        "8280" + "000001" + "0023138010" + ACHFile.right(0, 20) + ACHFile.right(50_001, 20)
          + ACHFile.left("", 19)
          + "12104288" + "0000001",
        "9000001000001" + "00000001" + "0023138010" + ACHFile.right(0, 20) + ACHFile.right(50_001, 20),
      ]
    let bench = try MessageBench(lines.joined(separator: "\n"))
    #expect(bench.decoded.setAside == ["ach-accounting-advice": 1])
    #expect(!bench.decoded.outcome.controlsFailed, "\(bench.controls)")
  }

  @Test(
    "The channel is that of the entry class",
    arguments: [
      ("PPD", "22", Channel.ach), ("CCD", "27", .ach), ("CTX", "22", .ach), ("TEL", "27", .ach),
      ("WEB", "27", .ach),
      ("WEB", "22", .p2p), ("POS", "27", .card), ("SHR", "27", .card), ("MTE", "27", .atm),
      ("ARC", "27", .check),
      ("BOC", "27", .check), ("POP", "27", .check), ("RCK", "27", .check), ("XCK", "27", .check),
      ("TRC", "27", .check),
      ("TRX", "27", .check), ("CIE", "22", .ach), ("ZZZ", "22", .ach),
    ])
  func channels(entryClass: String, code: String, channel: Channel) throws {
    let bench = try bench {
      $0.batch(entryClass)
      $0.entry(code, 100)
    }
    #expect(bench.decoded.customers.map(\.posting.channel) == [channel])
  }

  @Test func terminalsHavePlaces() throws {
    let bench = try bench {
      $0.batch("MTE", "CASH WITHD")
      $0.entry("27", 10_000, id: "031300010000001", addenda: true)
      $0.raw(
        "702          TERM051234561224      " + ACHFile.left("321 East Market Street", 27)
          + ACHFile.left("ANYTOWN", 15)
          + "VA231380100000001")
      $0.entry(
        "27", 100, middle: ACHFile.left("JOHN Q LONGERNAME ROE", 22) + "000000000000042",
        trace: "121042880000002")
      $0.endBatch()
      $0.batch("POP", "ACH POP")
      $0.entry("27", 500, middle: ACHFile.left("1234", 9) + "PHILPA" + "WADE ARNOLD")
      $0.endBatch()
      $0.batch("SHR")
      $0.entry("27", 700, middle: "0722" + "12345678910" + "0001234567891123456789")
    }
    let filed = bench.decoded.customers
    #expect(filed[0].texts[.branch] == "TERM05")
    #expect(filed[0].texts[.memo] == "CASH WITHD 321 East Market Street ANYTOWN")
    #expect(filed[0].texts[.customerName] == "JANE DOE")
    #expect(filed[1].texts[.customerName] == "JOHN Q LONGERNAME ROE")
    #expect(filed.map { $0.posting.state.description } == ["VA", "", "PA", ""])
    #expect(filed[2].texts[.memo] == "ACH POP PHIL")
    #expect(filed[2].texts[.reference] == "1234")
    // The number of a card is no name.
    #expect(filed[3].texts[.customerName] == nil)
    #expect(filed[3].texts[.reference] == "12345678910")
  }

  @Test func namesStandWhereTheClassHasThem() throws {
    let bench = try bench {
      $0.batch("CTX")
      $0.entry("22", 100, middle: ACHFile.left("INV 9", 15) + "0000" + ACHFile.left("RECEIVING CO", 16))
      $0.endBatch()
      $0.batch("CIE", company: "BILLPAY INC")
      $0.entry("22", 100, middle: ACHFile.left("PAT PAYER", 15) + ACHFile.left("ACCT 556677", 22))
      $0.endBatch()
      $0.batch("WEB", company: "P2P SERVICE", "TRANSFER")
      $0.entry("22", 100, id: "ANN B O'NEIL")
      $0.entry("22", 100, id: "X9 77", trace: "121042880000002")
    }
    let texts = bench.decoded.customers.map(\.texts)
    #expect(texts.map { $0[.customerName] ?? "-" } == ["RECEIVING CO", "-", "JANE DOE", "JANE DOE"])
    #expect(
      texts.map { $0[.counterpartyName] ?? "-" } == ["ACME CORP", "PAT PAYER", "ANN B O'NEIL", "P2P SERVICE"])
    #expect(texts.map { $0[.counterpartyAccount] ?? "-" } == ["1123456789", "-", "-", "1123456789"])
  }

  @Test func paymentTextsRunOnFromRecordToRecord() throws {
    let long = String(repeating: "abcdefghi ", count: 8)
    let bench = try bench {
      $0.batch("CTX", "INVOICES")
      $0.entry("22", 100, addenda: true)
      $0.text(String(long.dropLast()) + "!", 1)
      $0.text("*going on", 2)
      $0.text("and again", 3)
      $0.endBatch()
      $0.batch("CTX")
      $0.entry("22", 100, addenda: true, trace: "121042880000002")
      for number in 1...400 { $0.text(long, number) }
    }
    let memos = bench.decoded.customers.map { $0.texts[.memo] ?? "" }
    #expect(memos[0] == "INVOICES " + String(long.dropLast()) + "!*going on and again")
    #expect(memos[1].utf8.count <= TextField.maximumBytes && memos[1].hasPrefix("PAYMENT abc"))
    #expect(bench.decoded.oddities == [.textCut: 1])
  }

  @Test(
    "Purposes that are certain",
    arguments: [
      ("PPD", "ACME", "PAYROLL", "22", Purpose.payroll), ("PPD", "ACME", "REG.SALARY", "32", .payroll),
      ("PPD", "ACME", "REG.SALARY", "27", .unstated), ("CCD", "ACME", "PAYROLL", "22", .unstated),
      ("PPD", "SSA  TREAS 310", "XXSOC SEC", "22", .benefit),
      ("PPD", "IRS TREAS 310", "TAX REF", "22", .benefit),
      ("PPD", "SEASIDE CAFE", "TAX REF", "22", .unstated), ("PPD", "IRS", "USATAXPYMT", "27", .tax),
      ("WEB", "A BANK", "ACCTVERIFY", "22", .verification), ("PPD", "ACME", "DIR DEP", "22", .unstated),
    ])
  func purposes(entryClass: String, company: String, description: String, code: String, purpose: Purpose)
    throws
  {
    let bench = try bench {
      $0.batch(entryClass, company: company, description)
      $0.entry(code, 100)
    }
    #expect(bench.decoded.customers.map(\.posting.purpose) == [purpose])
    #expect(bench.decoded.customers.map { $0.texts[.employer] } == [purpose == .payroll ? company : nil])
  }

  @Test func internationalEntriesNameBothSidesInAddenda() throws {
    var file = ACHFile()
    file.batch("IAT", company: "                FF3               US", "TRADEPAYMT")
    // Columns 5-40 of such a batch are no names.
    var lines = file.lines
    lines[1] =
      "5220                FF3               US1123456789IATTRADEPAYMTMXNUSD261121   1121042880000001"
    let entry = [
      "6222313801040007             0000100000" + ACHFile.left("0012345678", 35) + "    1121042880000001",
      "710SAL000000000000100000928383-23938          " + ACHFile.left("MARIA LOPEZ", 35) + "      0000001",
      "711" + ACHFile.left("TALLER DEL NORTE", 35) + ACHFile.left("15 Calle Uno", 35) + ACHFile.left("", 14)
        + "0000001",
      "712" + ACHFile.left("Puebla*PU\\", 35) + ACHFile.left("MX*72000\\", 35) + ACHFile.left("", 14)
        + "0000001",
      "713" + ACHFile.left("Banco", 35) + "02" + ACHFile.left("BNMXMXMM", 34) + "MX " + ACHFile.left("", 10)
        + "0000001",
      "714" + ACHFile.left("Citadel Bank", 35) + "01" + ACHFile.left("231380104", 34) + "US "
        + ACHFile.left("", 10) + "0000001",
      "715" + ACHFile.left("987", 15) + ACHFile.left("2121 Front Street", 35) + ACHFile.left("", 34)
        + "0000001",
      "716" + ACHFile.left("Laredo*TX\\", 35) + ACHFile.left("US*78040\\", 35) + ACHFile.left("", 14)
        + "0000001",
      "717" + ACHFile.left("for the week", 80) + "00010000001",
    ]
    lines += entry
    let bench = try MessageBench(lines.joined(separator: "\n"), own: Self.ours)
    let filed = bench.decoded.customers
    #expect(filed.count == 1, "\(bench.rejections)")
    let (posting, texts) = (filed[0].posting, filed[0].texts)
    #expect(texts[.account] == "0012345678" && texts[.customerName] == "MARIA LOPEZ")
    #expect(texts[.counterpartyName] == "TALLER DEL NORTE" && texts[.counterpartyBank] == "BNMXMXMM")
    #expect(texts[.counterpartyAddress] == "15 Calle Uno" && texts[.memo] == "TRADEPAYMT for the week")
    #expect(posting.counterpartyCountry == Letters("MX") && posting.homeZip == 78040)
    #expect(posting.purpose == .payroll && texts[.employer] == "TALLER DEL NORTE")
    #expect(posting.amount == 100_000 && posting.direction == .credit)
  }
}
