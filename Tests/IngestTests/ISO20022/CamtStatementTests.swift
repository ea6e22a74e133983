import Ledger
import Testing

@testable import Ingest

@Suite struct CamtStatementTests {
  @Test func anEntryAloneIsOneTransaction() throws {
    let bench = try MessageBench(
      ISOText.statement(
        ISOText.entry(
          "0000149.50", "DBIT", reference: "R1",
          extra:
            "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>CCRD</Cd><SubFmlyCd>CWDL</SubFmlyCd></Fmly></Domn></BkTxCd>"
            + "<AddtlNtryInf>ATM</AddtlNtryInf>"), opening: "200", closing: "50.5"))
    #expect(
      bench.lines == [
        "2026-03-07 debit $149.50 atm US-1 txn_id=R1/2026-03-07/d/149.5 customer_name=Ana Ruiz memo=ATM"
      ])
    #expect(bench.controls == ["line 4, statement 1: closing balance: 50.50 stated, 50.50 read"])
  }

  @Test func oneDetailTellsOfTheOtherSide() throws {
    let detail = ISOText.detail("30", endToEnd: "E1", payer: "Luz", payee: "Ana", memo: "rent\n  due")
    let bench = try MessageBench(ISOText.statement(ISOText.entry("30", reference: "R1", details: detail)))
    #expect(
      bench.lines == [
        "2026-03-07 credit $30.00 other US-1 txn_id=R1/2026-03-07/c/30 customer_name=Ana Ruiz "
          + "counterparty_account=acct Luz counterparty_name=Luz memo=rent\n  due payment_reference=E1"
      ])
  }

  @Test func detailsWithAmountsAreTransactionsAndTheRestIsCharges() throws {
    let details =
      ISOText.detail("60", endToEnd: "E1", payee: "Luz")
      + ISOText.detail("38.5", endToEnd: "E1", payee: "Eva")
      + ISOText.detail("38.5", endToEnd: "E1", payee: "Eva")
    let entry = ISOText.entry(
      "140", "DBIT", reference: "R1", details: details,
      extra: "<Chrgs><TtlChrgsAndTaxAmt>3</TtlChrgsAndTaxAmt></Chrgs>")
    let bench = try MessageBench(ISOText.statement(entry))
    #expect(bench.decoded.customers.map(\.posting.amount) == [6000, 3850, 3850, 300])
    #expect(Set(bench.decoded.customers.map { $0.texts[.identifier] }).count == 4)
    #expect(bench.decoded.customers.last?.posting.purposeCode == Purpose.fee.rawValue)
  }

  @Test(
    "The payments of a batch stand for the sum that another report tells",
    arguments: [false, true])
  func partsOfASum(isReversal: Bool) throws {
    let details =
      ISOText.detail("60", endToEnd: "E1", payee: "Luz") + ISOText.detail("40", endToEnd: "E2", payee: "Eva")
    func bench(_ reference: String, _ details: String) throws -> MessageBench {
      try MessageBench(
        ISOText.statement(
          ISOText.entry("0100.00", "DBIT", reference: reference, isReversal: isReversal, details: details)))
    }
    let sum = try bench("R1", "").decoded.customers.map(\.posting.identity)
    #expect(sum.count == 1)
    let told = try bench("R1", details).decoded
    #expect(told.customers.map(\.posting.amount) == [6000, 4000])
    #expect(told.sums == sum, "one record takes the sum back, however many payments there are")
    #expect(try bench("R2", details).decoded.sums != sum)
    #expect(try bench("", details).decoded.sums == [], "a batch without the bank's reference is nobody's sum")
    let one = try bench("R1", ISOText.detail("100", endToEnd: "E1", payee: "Luz")).decoded
    #expect(one.customers.map(\.posting.identity) == sum, "what is no batch is the same payment")
    #expect(one.sums == [])
  }

  @Test func aDetailAgainstItsEntryGoesTheOtherWay() throws {
    let details =
      ISOText.detail("100")
      + ISOText.detail("20", extra: "").replacing(
        "<RltdPties>", with: "<CdtDbtInd>DBIT</CdtDbtInd><RltdPties>")
    let bench = try MessageBench(ISOText.statement(ISOText.entry("80", details: details)))
    #expect(
      bench.decoded.customers.map { "\($0.posting.direction) \($0.posting.amount)" } == [
        "credit 10000", "debit 2000",
      ])
  }

  @Test("A batch whose details do not say what they are in the account's currency is one transaction")
  func aBatchWithoutAmounts() throws {
    for currency in ["USD", "EUR"] {
      let details =
        ISOText.detail(currency == "USD" ? nil : "10", payer: "A", memo: "one", currency: currency)
        + ISOText.detail("20", payer: "B", memo: "two", currency: currency)
      let bench = try MessageBench(ISOText.statement(ISOText.entry("35", details: details)))
      #expect(bench.lines == ["2026-03-07 credit $35.00 other US-1 customer_name=Ana Ruiz memo=one two"])
    }
  }

  @Test(
    "Balances prove which way reversals go",
    arguments: [("90", "debit"), ("110", "credit"), ("999", "credit")])
  func reversals(closing: String, direction: String) throws {
    let entries = ISOText.entry("10", isReversal: true) + ISOText.entry("5") + ISOText.entry("5", "DBIT")
    let bench = try MessageBench(ISOText.statement(entries, opening: "100", closing: closing))
    let reversal = bench.decoded.customers.first { $0.posting.amount == 1000 }
    #expect(reversal?.posting.direction.name == direction)
    #expect(bench.decoded.outcome.controlsFailed == (closing == "999"))
  }

  @Test("Where no balances are stated, what entries are said to come to proves it as well")
  func reversalsByNet() throws {
    for (net, direction) in [("4", "credit"), ("16", "debit")] {
      let summary =
        "<TxsSummry><TtlNtries><TtlNetNtryAmt>\(net)</TtlNetNtryAmt><CdtDbtInd>DBIT</CdtDbtInd></TtlNtries></TxsSummry>"
      let entries =
        ISOText.entry("6", isReversal: true, details: ISOText.detail(payer: "Luz"))
        + ISOText.entry("10", "DBIT")
      // Balances may stand behind the entries, though they should not.
      let text = ISOText.statement(entries + ISOText.balance("CLAV", "1"), summary: summary)
      let bench = try MessageBench(text)
      let reversal = bench.decoded.customers.first { $0.posting.amount == 600 }
      #expect(reversal?.posting.direction.name == direction)
      #expect(reversal?.texts[.counterpartyName] == nil || reversal?.texts[.counterpartyName] == "Luz")
      #expect(!bench.decoded.outcome.controlsFailed, "\(bench.controls)")
    }
  }

  @Test func codesSayChannelAndPurpose() throws {
    func code(_ family: String, _ sub: String) -> String {
      "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>\(family)</Cd><SubFmlyCd>\(sub)</SubFmlyCd></Fmly></Domn></BkTxCd>"
    }
    let cases: [(String, String, String)] = [
      (code("RCDT", "XBCT"), "wire", "unstated"), (code("ICDT", "ESCT"), "ach", "unstated"),
      (code("RCDT", "SALA"), "ach", "payroll"), (code("CCRD", "POSD"), "card", "unstated"),
      (code("CNTR", "CDPT"), "cash", "unstated"), (code("CCRD", "CDPT"), "atm", "unstated"),
      (code("RCHQ", "CCHQ"), "check", "unstated"), (code("ICDT", "BOOK"), "book", "unstated"),
      (code("ICDT", "CHRG"), "wire", "fee"), (code("RDDT", "ESDD"), "ach", "unstated"),
      ("<BkTxCd><Prtry><Cd>Incoming Wire</Cd></Prtry></BkTxCd>", "wire", "unstated"),
      ("<BkTxCd><Domn><Cd>SECU</Cd></Domn></BkTxCd>", "other", "unstated"), ("", "other", "unstated"),
    ]
    let entries = cases.map { ISOText.entry("1", details: ISOText.detail(payer: "Works"), extra: $0.0) }
    let bench = try MessageBench(ISOText.statement(entries.joined(separator: "\n")))
    for (filed, (text, channel, purpose)) in zip(bench.decoded.customers, cases) {
      #expect(filed.posting.channel.name == channel, "\(text)")
      #expect(Purpose(rawValue: filed.posting.purposeCode)?.name == purpose, "\(text)")
      #expect(filed.texts[.employer] == (purpose == "payroll" ? "Works" : nil), "\(text)")
    }
    #expect(bench.lines.count == cases.count)
  }

  @Test func whatIsNotBookedIsSetAside() throws {
    let entries = ["<Cd>PDNG</Cd>", "PDNG", "INFO", "<Cd>FUTR</Cd>", "BOOK", "WHAT"].map {
      ISOText.entry("1", status: $0)
    }
    let text = ISOText.statement(entries.joined(separator: "\n"))
    let bench = try MessageBench(text)
    #expect(bench.decoded.setAside == ["not-booked-pending": 3, "not-booked-information": 1])
    #expect(bench.rejections.last == "11 booking-status-unknown")
    #expect(bench.lines.count == 1)
    #expect(try MessageBench(text, including: [.pending]).lines.count == 4)
  }

  @Test("The same booking has one identity in camt.052, camt.053 and camt.054")
  func identityAcrossReports() throws {
    let entries =
      ISOText.entry("30", reference: "R1", details: ISOText.detail("30.00", payer: "Luz"))
      + ISOText.entry("30.00", reference: "R1")
    let messages = [
      ("BkToCstmrStmt", "Stmt"), ("BkToCstmrAcctRpt", "Rpt"), ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
      ("BkToCstmrStmtV01", "Stmt"), ("camt.053.001.01", "Stmt"),
    ]
    let identities = try messages.map { message, element in
      try MessageBench(ISOText.statement(entries, as: message, element: element)).decoded.customers.map(
        \.posting.identity)
    }
    // Two honest bookings under one reference stay two.
    #expect(Set(identities[0]).count == 2)
    #expect(Set(identities).count == 1)
  }

  @Test func totalsAreHeldBesideWhatWasRead() throws {
    let summary =
      "<TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries><Sum>12</Sum><TtlNetNtry><Amt>8</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
      + "</TtlNetNtry></TtlNtries><TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>10.00</Sum></TtlCdtNtries>"
      + "<TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>2</Sum></TtlDbtNtries></TxsSummry>"
    let text = ISOText.statement(ISOText.entry("10") + ISOText.entry("2", "DBIT"), summary: summary)
    let bench = try MessageBench(text)
    #expect(
      bench.controls.filter { $0.contains("DIFFERS") } == [
        "line 4, statement 1: entries: 3 stated, 2 read: DIFFERS"
      ])
    #expect(bench.controls.last == "6 control totals agree in all")
    #expect(bench.lines.count == 2)
    // Of one page among several, totals say nothing.
    let page = text.replacing("<Id>1</Id><Acct>", with: "<StmtPgntn><PgNb>2</PgNb></StmtPgntn><Acct>")
    #expect(try MessageBench(page).controls == [])
  }

  @Test func severalStatementsAndDocuments() throws {
    let two = ISOText.group(ISOText.entry("1"), "A") + ISOText.group(ISOText.entry("2"), "B")
    let text = ISOText.document("BkToCstmrStmt", two)
    let bench = try MessageBench(text + "\n\n" + text.replacing("<Id>A</Id>", with: "<Id>C</Id>"))
    #expect(bench.decoded.customers.map { $0.texts[.account] } == ["A", "B", "C", "B"])
    #expect(bench.decoded.customers.map(\.posting.line) == [6, 9, 18, 21])
  }

  @Test func batchesTooLargeToHoldAreFiledAsTheyCome() throws {
    let many = 3000
    let details = (0..<many).map { ISOText.detail("1.25", endToEnd: "E\($0)", payee: "P\($0)") }.joined()
    let entry = ISOText.entry("3755", "DBIT", reference: "R1", details: details)
    let bench = try MessageBench(ISOText.statement(entry, opening: "3755", closing: "0"))
    #expect(bench.decoded.customers.count == many + 1)
    #expect(bench.decoded.customers.reduce(0) { $0 + $1.posting.amount } == 375_500)
    #expect(Set(bench.decoded.customers.map(\.posting.identity)).count == many + 1)
    #expect(bench.controls.count == 1)
  }
}
