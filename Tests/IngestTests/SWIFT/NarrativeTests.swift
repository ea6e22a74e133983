import Ledger
import Testing

@testable import Ingest

/// Field 86 in the dialects of banks.
@Suite struct NarrativeTests {
  private static func filed(_ information: String, line: String = "260301C1,NTRFNONREF") throws
    -> Decoded.Filed
  {
    let bench = try MessageBench(
      ":20:S\n:25:1\n:60F:C260301EUR0,\n:61:\(line)\n\(information)\n:62F:C260301EUR1,\n")
    return try #require(bench.decoded.customers.first)
  }

  @Test func german() throws {
    let filed = try Self.filed(
      ":86:166?00GUTSCHRIFT?109075?20EREF+E2E-0815-4711-XYZ-1234?21456?22SVWZ+Miete Maerz Wohnun\n"
        + "g?23 3 ABWA+Vermieter?30COBADEFF?31DE89370400440532013000?32Ana Ruiz?60nachtraeglich")
    #expect(filed.texts[.memo] == "Miete Maerz Wohnung 3 Vermieter nachtraeglich GUTSCHRIFT")
    #expect(filed.texts[.reference] == "E2E-0815-4711-XYZ-1234456")
    #expect(filed.texts[.counterpartyAccount] == "DE89370400440532013000")
    #expect(filed.texts[.counterpartyBank] == "COBADEFF")
    #expect(filed.texts[.counterpartyName] == "Ana Ruiz")
    #expect(filed.posting.counterpartyCountry == Letters("DE"))
  }

  @Test func germanWages() throws {
    let filed = try Self.filed(":86:153?00LOHN  GEHALT?20SVWZ+Lohn 03/26?32Spargelhof Meyer")
    #expect(filed.posting.purposeCode == Purpose.payroll.rawValue)
    #expect(filed.texts[.employer] == "Spargelhof Meyer")
    let cash = try Self.filed(":86:083?00BARAUSZAHLUNG", line: "260301D1,NMSCNONREF")
    #expect(cash.posting.channel == .cash)
  }

  @Test func otherSeparators() throws {
    for mark in ["~", "^", "<", ">", "@"] {
      let filed = try Self.filed(
        ":86:020\(mark)00PRZELEW\(mark)20za czynsz\(mark)32JAN KOWALSKI\(mark)38PL61109010140000071219812874")
      #expect(filed.texts[.counterpartyName] == "JAN KOWALSKI", "\(mark)")
      #expect(filed.texts[.counterpartyAccount] == "PL61109010140000071219812874", "\(mark)")
      #expect(filed.texts[.memo] == "za czynsz PRZELEW", "\(mark)")
    }
  }

  @Test func aQuestionMarkInTheTextIsText() throws {
    let filed = try Self.filed(":86:166?00X?20Wann?Wo?2?21und wie?32Ana")
    #expect(filed.texts[.memo] == "Wann?Wo?2 und wie X")
  }

  @Test func dutch() throws {
    let filed = try Self.filed(
      ":86:/TRTP/SEPA OVERBOEKING/IBAN/NL12ABNA0123456789/BIC/ABNANL2A/NAME/J. DE VRI\n"
        + "ES/REMI/Huur juli/augustus/EREF/E-1")
    #expect(filed.texts[.counterpartyName] == "J. DE VRIES")
    #expect(filed.texts[.counterpartyAccount] == "NL12ABNA0123456789")
    #expect(filed.texts[.memo] == "Huur juli/augustus SEPA OVERBOEKING")
    #expect(filed.texts[.reference] == "E-1")
  }

  @Test func dutchCounterpartyInOnePart() throws {
    let filed = try Self.filed(
      ":86:/EREF/E-1//CNTP/NL32INGB0000012345/INGBNL2A/KLANT BV/UTRECHT//REMI/USTD//FACTUUR 7/PURP/CD/SALA/")
    #expect(filed.texts[.counterpartyName] == "KLANT BV")
    #expect(filed.texts[.counterpartyBank] == "INGBNL2A")
    #expect(filed.texts[.counterpartyAddress] == "UTRECHT")
    #expect(filed.texts[.memo] == "FACTUUR 7")
    #expect(filed.posting.purposeCode == Purpose.payroll.rawValue)
    #expect(filed.texts[.employer] == "KLANT BV")
  }

  @Test func ultimatePartiesAreNotTheOtherSide() throws {
    let filed = try Self.filed(":86:/ORDP//NAME/BUREAU BV/REMI/loon/ULTD//NAME/BOERDERIJ")
    #expect(filed.texts[.counterpartyName] == "BUREAU BV")
    #expect(filed.texts[.memo] == "loon BOERDERIJ")
  }

  /// The slash behind a code may be the one before the next.
  @Test func codesFollowOneAnother() throws {
    let filed = try Self.filed(":86:/BENM/NAME/ANA RUIZ/REMI/RENT/EREF/REMI/")
    #expect(filed.texts[.counterpartyName] == "ANA RUIZ")
    #expect(filed.texts[.memo] == "RENT")
  }

  @Test func slashesWithoutCodesAreText() throws {
    #expect(try Self.filed(":86:/OP/TOKYO /OI/OSAKA").texts[.memo] == "/OP/TOKYO /OI/OSAKA")
  }

  @Test func polish() throws {
    let filed = try Self.filed(
      ":86:911 COLLECT; Z RACH.: \n56114010810000267002001001; OD: JAN NOWAK  \nUL. NIJAKA 1 KRAKOW; TYT.: CZYNSZ   ; \nTNR: 17.1"
    )
    #expect(filed.texts[.counterpartyName] == "JAN NOWAK")
    #expect(filed.texts[.counterpartyAddress] == "UL. NIJAKA 1 KRAKOW")
    #expect(filed.texts[.counterpartyAccount] == "56114010810000267002001001")
    #expect(filed.texts[.memo] == "CZYNSZ 911 COLLECT")
  }

  @Test func nonSwift() throws {
    let filed = try Self.filed(
      ":NS:01Zweck eins\n02zwei\n15Empf\n16aenger\n17Buchung\n3310918001\n340000004279070017")
    #expect(filed.texts[.memo] == "Zweck eins zwei Buchung")
    #expect(filed.texts[.counterpartyName] == "Empfaenger")
    #expect(filed.texts[.counterpartyAccount] == "0000004279070017")
    #expect(filed.texts[.counterpartyBank] == "10918001")
  }

  @Test func freeTextOverSeveralFieldsInOrder() throws {
    #expect(try Self.filed(":86:one   two \n:86:three\nfour").texts[.memo] == "one two three four")
  }

  @Test func oldEncodingsAreRead() throws {
    let text =
      Array(":20:S\n:25:1\n:60F:C260301EUR0,\n:61:260301C1,NTRFX\n:86:M".utf8) + [0xFC] + Array("ller\n".utf8)
    let bench = try MessageBench(text + Array(":62F:C260301EUR1,\n".utf8))
    #expect(bench.decoded.customers.first?.texts[.memo] == "Müller")
    #expect(bench.decoded.oddities[.otherEncoding] == 1)
  }
}
