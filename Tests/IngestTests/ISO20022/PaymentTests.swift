import Ledger
import Testing

@testable import Ingest

@Suite struct PaymentTests {
  @Test("A payment is filed for each side that is ours")
  func sides() throws {
    let both = try MessageBench(ISOText.transfer(), own: ["PAYRUS33XXX", "021000021"])
    #expect(
      both.lines == [
        "2026-03-07 debit $120.50 wire 111 txn_id=TX1/E1/d/120.5 customer_name=Ana Ruiz "
          + "counterparty_account=DE89370400440532013000 counterparty_name=Luz Vega counterparty_bank=RECVUS44 "
          + "memo=week 10, night shifts employer=Ana Ruiz payment_reference=E1",
        "2026-03-07 credit $120.50 wire DE89370400440532013000 txn_id=TX1/E1/c/120.5 customer_name=Luz Vega "
          + "counterparty_account=111 counterparty_name=Ana Ruiz counterparty_bank=PAYRUS33 memo=week 10, night shifts "
          + "employer=Ana Ruiz payment_reference=E1 counterparty_address=Elm St 12 Laredo TX 78040",
      ])
    #expect(both.decoded.outcome.read.records == 1)
    #expect(both.decoded.customers[0].posting.counterpartyCountry.description == "DE")
    #expect(both.decoded.customers[1].posting.counterpartyState.description == "TX")
    let payer = try MessageBench(ISOText.transfer(), own: ["PAYRUS33"])
    #expect(payer.lines == Array(both.lines.prefix(1)))
    #expect(try MessageBench(ISOText.transfer(), own: ["OTHRUS33"]).rejections == ["3 neither-account-ours"])
  }

  @Test("A return takes back the very payment, on the side that is ours")
  func returns() throws {
    let uetr = "7a562c67-ca16-48ba-b074-65581be6f001"
    for (reference, uetr) in [("<OrgnlTxId>TX1</OrgnlTxId>", ""), ("<OrgnlUETR>\(uetr)</OrgnlUETR>", uetr)] {
      let payment = try MessageBench(ISOText.transfer(uetr: uetr), own: ["PAYRUS33"])
      let back = try MessageBench(Self.refund(reference, "120.50"), own: ["PAYRUS33"])
      let taken = try #require(payment.decoded.customers.first)
      let taking = try #require(back.decoded.customers.first)
      #expect(taking.posting.flags.contains(.takesBack))
      #expect(taking.posting.counterparty == taken.posting.identity, "\(reference)")
      // Another amount is a payment of its own.
      let partial = try MessageBench(Self.refund(reference, "100"), own: ["PAYRUS33"])
      #expect(partial.decoded.customers.first?.posting.direction == .credit)
      #expect(partial.decoded.customers.first?.posting.flags.contains(.takesBack) == false)
    }
  }

  private static func refund(_ reference: String, _ amount: String) -> String {
    """
    <Document><PmtRtr><GrpHdr><NbOfTxs>1</NbOfTxs></GrpHdr><TxInf><RtrId>B1</RtrId>
    <OrgnlEndToEndId>E1</OrgnlEndToEndId>\(reference)<OrgnlIntrBkSttlmAmt Ccy="USD">120.5</OrgnlIntrBkSttlmAmt>
    <RtrdIntrBkSttlmAmt Ccy="USD">\(amount)</RtrdIntrBkSttlmAmt><IntrBkSttlmDt>2026-03-09</IntrBkSttlmDt>
    <OrgnlTxRef><DbtrAcct><Id><Othr><Id>111</Id></Othr></Id></DbtrAcct>
    <DbtrAgt><FinInstnId><BIC>PAYRUS33</BIC></FinInstnId></DbtrAgt>
    <CdtrAgt><FinInstnId><BIC>RECVUS44</BIC></FinInstnId></CdtrAgt></OrgnlTxRef></TxInf></PmtRtr></Document>
    """
  }

  @Test func betweenBanksTheBanksAreTheParties() throws {
    let text = """
      <Document><FICdtTrf><GrpHdr><NbOfTxs>1</NbOfTxs></GrpHdr><CdtTrfTxInf><PmtId><TxId>T9</TxId></PmtId>
      <IntrBkSttlmAmt Ccy="JPY">15459988</IntrBkSttlmAmt><IntrBkSttlmDt>2026-03-07Z</IntrBkSttlmDt>
      <Dbtr><FinInstnId><BICFI>PAYRUS33</BICFI></FinInstnId></Dbtr>
      <Cdtr><FinInstnId><BICFI>RECVJPJT</BICFI><Nm>Recv</Nm></FinInstnId></Cdtr>
      <UndrlygCstmrCdtTrf><RmtInf><Ustrd>cover</Ustrd></RmtInf></UndrlygCstmrCdtTrf></CdtTrfTxInf></FICdtTrf></Document>
      """
    #expect(
      try MessageBench(text, own: ["PAYRUS33"]).lines == [
        "2026-03-07 debit 15,459,988 JPY wire PAYRUS33 txn_id=T9/d/15459988 customer_name=PAYRUS33 "
          + "counterparty_account=RECVJPJT counterparty_name=Recv counterparty_bank=RECVJPJT memo=cover"
      ])
  }

  @Test("Orders are the customer's side alone, and no bookings")
  func orders() throws {
    let transfer = try MessageBench(Self.order("CstmrCdtTrfInitn", "CdtTrfTxInf"), including: [.instructed])
    #expect(
      transfer.lines == [
        "2026-03-10 debit $9.00 ach 111 txn_id=M1/P1/E1/d/9 customer_name=Works counterparty_account=222 "
          + "counterparty_name=Eva payment_reference=E1",
        "2026-03-10 debit $9.00 ach 111 txn_id=M1/P1/E1/d/9/#2 customer_name=Works counterparty_account=222 "
          + "counterparty_name=Eva payment_reference=E1",
      ])
    let debit = try MessageBench(Self.order("CstmrDrctDbtInitn", "DrctDbtTxInf"), including: [.instructed])
    #expect(debit.lines.map { $0.split(separator: " ")[1] } == ["credit", "credit"])
    #expect(debit.decoded.customers.first?.texts[.account] == "222")
    #expect(
      try MessageBench(Self.order("CstmrCdtTrfInitn", "CdtTrfTxInf")).decoded.setAside == [
        "not-booked-instructed": 2
      ])
    #expect(
      transfer.controls.filter { $0.contains("DIFFERS") }
        == ["line 3, PmtInf: control sum: 17 stated, 18 read: DIFFERS"])
  }

  private static func order(_ message: String, _ element: String) -> String {
    let amount =
      element == "CdtTrfTxInf"
      ? "<Amt><InstdAmt Ccy=\"USD\">9</InstdAmt></Amt>" : "<InstdAmt Ccy=\"USD\">9</InstdAmt>"
    let payment = """
      <\(element)><PmtId><EndToEndId>E1</EndToEndId></PmtId>\(amount)
      \(element == "CdtTrfTxInf" ? party("Cdtr", "Eva", "222") : party("Dbtr", "Works", "111"))</\(element)>
      """
    return """
      <Document><\(message)><GrpHdr><MsgId>M1</MsgId>
      <NbOfTxs>2</NbOfTxs><CtrlSum>18.00</CtrlSum></GrpHdr>
      <PmtInf><PmtInfId>P1</PmtInfId><NbOfTxs>2</NbOfTxs><CtrlSum>17</CtrlSum>
      <PmtTpInf><LclInstrm><Cd>PPD</Cd></LclInstrm></PmtTpInf><ReqdExctnDt><Dt>2026-03-10</Dt></ReqdExctnDt>
      \(element == "CdtTrfTxInf" ? party("Dbtr", "Works", "111") : "<ReqdColltnDt>2026-03-10</ReqdColltnDt>" + party("Cdtr", "Eva", "222"))
      \(payment)\(payment)</PmtInf></\(message)></Document>
      """
  }

  private static func party(_ role: String, _ name: String, _ account: String) -> String {
    "<\(role)><Nm>\(name)</Nm></\(role)><\(role)Acct><Id><Othr><Id>\(account)</Id></Othr></Id></\(role)Acct>"
  }
}
