import Ledger
import Testing

@testable import Ingest

/// Transfers between banks: whose account, which way, under which identity.
@Suite struct TransferTests {
  static let uetr = "9f1c2b7a-0d3e-4c55-8a61-2e7f90b1c3d4"

  /// An MT103 from ALPHUS33 to BETAGB2L.
  static func customerTransfer(
    block3: String = "{121:\(uetr)}",
    party50: String = ":50K:/4001\nANA RUIZ\n12 ELM ST\nLAREDO, TX 78040-1111",
    bank52: String = "", bank57: String = "", party59: String = ":59:/GB29NWBK60161331926819\nLI WEI\nLONDON",
    remittance: String = ":70:/ROC/INV-77///RENT FOR JULY AND AUGUST OF THE F\nLAT IN LONDON",
    last: String = ":71A:SHA"
  ) -> String {
    let fields = [
      ":20:REF103", ":23B:CRED", ":32A:260307USD1234,5", party50, bank52, bank57, party59, remittance, last,
    ].filter { !$0.isEmpty }.joined(separator: "\n")
    return "{1:F01ALPHUS33AXXX0000000001}{2:I103BETAGB2LXXXXN}{3:\(block3)}{4:\n\(fields)\n-}{5:{CHK:1}}"
  }

  @Test func thePayersBankSeesADebit() throws {
    let bench = try MessageBench(Self.customerTransfer(), own: ["ALPHUS33"])
    #expect(bench.format == .swift)
    #expect(
      bench.lines == [
        "2026-03-07 debit $1,234.50 wire 4001 txn_id=\(Self.uetr) customer_name=ANA RUIZ "
          + "counterparty_account=GB29NWBK60161331926819 counterparty_name=LI WEI counterparty_bank=BETAGB2LXXX "
          + "memo=/ROC/INV-77///RENT FOR JULY AND AUGUST OF THE FLAT IN LONDON payment_reference=INV-77 "
          + "counterparty_address=LONDON"
      ])
    #expect(bench.decoded.customers.first?.posting.counterpartyCountry == Letters("GB"))
    #expect(bench.decoded.customers.first?.posting.homeZip == 78040)
  }

  @Test func thePayeesBankSeesACreditFromAnAmericanAddress() throws {
    let bench = try MessageBench(Self.customerTransfer(), own: ["betagb2l"])
    let posting = try #require(bench.decoded.customers.first?.posting)
    #expect(bench.decoded.customers.count == 1)
    #expect(posting.direction == .credit)
    #expect(posting.counterpartyState == Letters("TX"))
    #expect(posting.counterpartyCountry == Letters("US"))
    #expect(bench.decoded.customers.first?.texts[.account] == "GB29NWBK60161331926819")
  }

  @Test func bothSidesAreOursWhereBothBanksAre() throws {
    let bench = try MessageBench(Self.customerTransfer(), own: ["ALPHUS33", "BETAGB2L"])
    #expect(bench.decoded.customers.map(\.posting.direction.name).sorted() == ["credit", "debit"])
    #expect(bench.decoded.outcome.read.records == 1)
  }

  @Test func aPaymentBetweenOthersIsSetAside() throws {
    let bench = try MessageBench(
      Self.customerTransfer(bank52: ":52A:GAMMDEFF", bank57: ":57D://FW021000089\nCORNER BANK"),
      own: ["ALPHUS33"])
    #expect(bench.rejections == ["1 neither-account-ours"])
    #expect(bench.decoded.setAside == ["neither-account-ours": 1])
  }

  @Test func aRoutingNumberInFieldFiftySevenDecides() throws {
    let bench = try MessageBench(
      Self.customerTransfer(bank57: ":57D://FW021000089\nCORNER BANK\nNEW YORK"), own: ["021000089"])
    #expect(bench.decoded.customers.map(\.posting.direction) == [.credit])
  }

  @Test func receivedMessagesNameTheirSenderInBlockTwo() throws {
    let sent = Self.customerTransfer()
    let received = sent.replacing(
      "{1:F01ALPHUS33AXXX0000000001}{2:I103BETAGB2LXXXXN}",
      with: "{1:F01BETAGB2LXXXX0000000001}{2:O1031200260307ALPHUS33AXXX00000000002603071201N}")
    #expect(received != sent)
    let both = try [sent, received].map { try MessageBench($0, own: ["ALPHUS33"]).lines }
    #expect(both[0] == both[1])
  }

  @Test func numberedLinesOfOptionFAreTakenApart() throws {
    let bench = try MessageBench(
      Self.customerTransfer(
        party50: ":50F:/4001\n1/RUIZ\n1/MARIA\n2/12 ELM ST\n3/MX/MONTERREY\n4/19800101",
        party59: ":59F:/7002\n1/LI WEI\n2/1 HIGH ST\n3/CN/FUZHOU"), own: ["BETAGB2L"])
    let filed = try #require(bench.decoded.customers.first)
    #expect(filed.texts[.counterpartyName] == "RUIZ")
    #expect(filed.texts[.counterpartyAddress] == "12 ELM ST MONTERREY")
    #expect(filed.posting.counterpartyCountry == Letters("MX"))
    #expect(filed.texts[.customerName] == "LI WEI")
  }

  @Test func aPayerKnownByADocumentHasNoAccountHere() throws {
    let bench = try MessageBench(
      Self.customerTransfer(party50: ":50F:NIDN/DE/121231234342\n1/MANN GEORG\n2/LOW ST 7\n3/DE/FRANKFURT"),
      own: ["ALPHUS33", "BETAGB2L"])
    #expect(bench.decoded.customers.map(\.posting.direction) == [.credit])
    #expect(bench.decoded.customers.first?.texts[.counterpartyName] == "MANN GEORG")
  }

  @Test func withoutUETRTheSendersReferenceDateAndAmountIdentify() throws {
    let bench = try MessageBench(Self.customerTransfer(block3: "{108:X}"), own: ["ALPHUS33"])
    #expect(bench.decoded.customers.first?.texts[.identifier] == "REF103/ALPHUS33/2026-03-07/USD/1234,5")
    let broken = try MessageBench(
      Self.customerTransfer(block3: "{121:d]8b27e4-5891-4649-b1b8-22a3c0985ab2}"), own: ["ALPHUS33"])
    #expect(broken.decoded.customers.first?.texts[.identifier] == "REF103/ALPHUS33/2026-03-07/USD/1234,5")
  }

  @Test func aReturnTakesBackWhatItsUETRNames() throws {
    let returned = Self.customerTransfer(last: ":71A:SHA\n:72:/RETN/99\n/AC04/\n/MREF/REF100")
    let bench = try MessageBench(returned, own: ["BETAGB2L"])
    #expect(bench.decoded.customers.filter { !$0.posting.flags.contains(.takesBack) } == [])
    let taken = try #require(bench.decoded.customers.first)
    let original = Array(Self.uetr.utf8).withUnsafeBytes {
      PostingIdentity.of(account: taken.posting.account, identifier: $0)
    }
    #expect(taken.posting.flags.contains(.takesBack))
    #expect(taken.posting.counterparty == original)
  }

  @Test func aRejectThatNamesNothingIsSetAside() throws {
    let bench = try MessageBench(
      Self.customerTransfer(block3: "{108:X}", last: ":71A:SHA\n:72:/REJT/59\n/BE04/"), own: ["ALPHUS33"])
    #expect(bench.decoded.setAside == ["payment-rejected": 1])
  }

  @Test func aReturnThatNamesNothingIsABookingOfItsOwn() throws {
    let bench = try MessageBench(
      Self.customerTransfer(block3: "{108:X}", last: ":71A:SHA\n:72:/RETN/59\n/BE04/"), own: ["ALPHUS33"])
    #expect(bench.decoded.customers.map(\.posting.direction) == [.debit])
  }

  // MARK: Between banks

  @Test func aCoverTellsTheCustomersInItsMemo() throws {
    let cover = """
      {1:F01ALPHUS33AXXX0000000001}{2:I202BETAGB2LXXXXN}{3:{119:COV}{121:\(Self.uetr)}}{4:
      :20:COV1
      :21:INV-77
      :32A:260307GBP10,
      :52A:ALPHUS33
      :58A:/GB1234
      GAMMDEFF
      :72:/BNF/FOR SHIP
      //MENT 7
      :50K:/4001
      ANA RUIZ
      :59:/7002
      LI WEI
      :70:SHOES
      -}
      """
    let bench = try MessageBench(cover, own: ["ALPHUS33"])
    #expect(
      bench.lines == [
        "2026-03-07 debit 10.00 GBP wire ALPHUS33 txn_id=\(Self.uetr) customer_name=ALPHUS33 "
          + "counterparty_account=GB1234 counterparty_name=GAMMDEFF counterparty_bank=GAMMDEFF "
          + "memo=FOR SHIP MENT 7 SHOES by order of ANA RUIZ for LI WEI payment_reference=INV-77"
      ])
  }

  @Test func withoutFieldFiftyTwoTheSenderPays() throws {
    let transfer =
      "{1:F01ALPHUS33AXXX0000000001}{2:I200BETAGB2LXXXXN}{4:\n:20:T\n:32A:260307USD1,\n:57A:GAMMDEFF\n-}"
    let bench = try MessageBench(transfer, own: ["ALPHUS33"])
    #expect(bench.decoded.customers.map { $0.texts[.account] } == ["ALPHUS33XXX"])
    #expect(bench.decoded.customers.first?.texts[.counterpartyAccount] == "GAMMDEFF")
  }

  // MARK: Requests

  private static let request = """
    {1:F01ALPHUS33AXXX0000000001}{2:I101BETAGB2LXXXXN}{4:
    :20:BATCH
    :28D:1/1
    :50H:/4001
    ACME
    :30:260307
    :21:ONE
    :32B:USD5,
    :57A:GAMMDEFF
    :59:/7002
    LI WEI
    :70:WAGES
    :71A:SHA
    :21:TWO
    :32B:USD6,01
    :59:/7003
    WU HAN
    :71A:SHA
    -}
    """

  @Test func ordersAreInstructedAndNotAssessedUnlessAsked() throws {
    let plain = try MessageBench(Self.request, own: ["BETAGB2L"])
    #expect(plain.rejections == ["7 not-booked-instructed", "14 not-booked-instructed"])
    #expect(plain.decoded.setAside == ["not-booked-instructed": 2])
    let asked = try MessageBench(Self.request, own: ["BETAGB2L"], including: [.instructed])
    #expect(asked.rejections == [])
    #expect(asked.decoded.outcome.read.records == 2)
    // The second order's payee is kept at the receiver too.
    #expect(asked.decoded.customers.map { $0.texts[.account] ?? "" }.sorted() == ["4001", "4001", "7003"])
    #expect(asked.lines.first?.contains("txn_id=BATCH/ONE/2026-03-07") == true)
  }
}
