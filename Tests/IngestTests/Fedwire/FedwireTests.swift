import Ledger
import Testing

@testable import Ingest

@Suite struct FedwireTests {
  /// A customer transfer; `{tag}` fields given replace or follow its own.
  static func message(_ changes: [String: String] = [:], separator: String = "\n", without: Set<String> = [])
    -> String
  {
    var fields = [
      "1500": "30REQ00001P ", "1510": "1000", "1520": "20260311B1QGC01R000123", "2000": "000001234567",
      "3100": "121042882WELLS*", "3320": "SENDREF*", "3400": "231380104CITADEL*", "3600": "CTR*",
      "4200": "D998877*MARIA LOPEZ*12 ELM ST**LAREDO, TX 78040*", "4320": "BENREF*",
      "5000": "D123456*ACME LLC*1 MAIN ST*SUITE 4*KANSAS CITY, MO 64106-1234*", "6000": "RENT*FOR MARCH*",
    ]
    fields.merge(changes) { $1 }
    return fields.filter { !without.contains($0.key) }.sorted { $0.key < $1.key }.map {
      "{\($0.key)}\($0.value)"
    }
    .joined(separator: separator) + separator
  }

  @Test(arguments: ["\n", "\r\n", ""])
  func aTransferIsFiledForTheSideThatIsOurs(separator: String) throws {
    let text = Self.message(separator: separator)
    let paid = try MessageBench(text, own: ["121042882"])
    #expect(paid.format == .fedwire)
    #expect(
      paid.lines == [
        "2026-03-11 debit $12,345.67 wire 123456 txn_id=20260311B1QGC01R000123 customer_name=ACME LLC "
          + "counterparty_account=998877 counterparty_name=MARIA LOPEZ counterparty_bank=231380104 "
          + "memo=RENT FOR MARCH payment_reference=BENREF counterparty_address=12 ELM ST LAREDO, TX 78040"
      ])
    #expect(paid.decoded.customers[0].posting.counterpartyState.description == "TX")
    #expect(paid.decoded.customers[0].posting.homeZip == 64106)
    let received = try MessageBench(text, own: ["231380104"])
    #expect(received.lines.map { $0.prefix(43) } == ["2026-03-11 credit $12,345.67 wire 998877 tx"])
    #expect(try MessageBench(text, own: ["231380104", "121042882"]).decoded.customers.count == 2)
    #expect(try MessageBench(text, own: ["011000015"]).rejections == ["1 neither-account-ours"])
  }

  @Test func fixedWidthsAndAsterisksSayTheSame() throws {
    func padded(_ parts: [(String, Int)]) -> String {
      parts.map { ACHFile.left($0.0, $0.1) }.joined()
    }
    let fixed = Self.message([
      "4200": padded([
        ("D998877", 35), ("MARIA LOPEZ", 35), ("12 ELM ST", 35), ("", 35), ("LAREDO, TX 78040", 35),
      ]),
      "5000": padded([
        ("D123456", 35), ("ACME LLC", 35), ("1 MAIN ST", 35), ("SUITE 4", 35),
        ("KANSAS CITY, MO 64106-1234", 35),
      ]),
      "6000": padded([("RENT", 35), ("FOR MARCH", 35), ("", 35), ("", 35)]), "3320": "SENDREF         ",
      "4320": "BENREF          ",
    ])
    #expect(try MessageBench(fixed).lines == (try MessageBench(Self.message())).lines)
    // An element at its full width needs no asterisk.
    let name = String(repeating: "N", count: 35)
    let full = try MessageBench(Self.message(["4200": "D998877*\(name)12 ELM ST*"]), own: ["231380104"])
    #expect(full.decoded.customers[0].texts[.customerName] == name)
  }

  @Test(
    "Messages that move no money are set aside",
    arguments: [
      (["1500": "30REQ00001T "], "fedwire-test-message"), (["1510": "1031"], "fedwire-no-transfer"),
      (["1510": "1033"], "fedwire-no-transfer"), (["1510": "1001"], "fedwire-no-transfer"),
      (["1510": "1090"], "fedwire-no-transfer"), (["1510": "1020"], "fedwire-no-transfer"),
      (["1130": "EXYZData Error*"], "fedwire-refused"), (["1100": "30P 3"], "fedwire-refused"),
    ])
  func setAside(changes: [String: String], code: String) throws {
    let bench = try MessageBench(Self.message(changes))
    #expect(bench.rejections == ["1 \(code)"])
    #expect(bench.decoded.setAside == [code: 1])
  }

  @Test(
    "What every message must have",
    arguments: ["1500", "1510", "2000", "3100", "3400", "3600"])
  func missing(tag: String) throws {
    let bench = try MessageBench(Self.message(without: [tag]))
    #expect(bench.rejections == ["1 fedwire-tag-missing"])
    #expect(bench.decoded.setAside.isEmpty)
  }

  @Test func whatIsBrokenIsRejected() throws {
    #expect(try MessageBench(Self.message(["1599": ""])).rejections == ["1 fedwire-tag-unknown"])
    #expect(try MessageBench(Self.message(["2000": "00000123456X"])).rejections == ["1 amount-unreadable"])
    #expect(try MessageBench(Self.message(without: ["1520"])).rejections == ["1 field-missing"])
    #expect(
      try MessageBench(Self.message(["1520": "20261311B1QGC01R000123"])).rejections == ["1 date-impossible"])
  }

  @Test func aReversalTakesBackTheMessageItNames() throws {
    let paid = try MessageBench(Self.message(), own: ["121042882"])
    // Money comes back: the banks and the parties change places.
    let changes = [
      "1510": "1002", "1520": "20260312B1QGC02R000001", "3100": "231380104CITADEL*",
      "3400": "121042882WELLS*",
      "4200": "D123456*ACME LLC*", "5000": "D998877*MARIA LOPEZ*", "3500": "20260311B1QGC01R000123",
    ]
    let back = try MessageBench(Self.message(changes), own: ["121042882"])
    let record = try #require(back.decoded.customers.first)
    #expect(record.posting.flags.contains(.takesBack))
    #expect(record.posting.counterparty == paid.decoded.customers[0].posting.identity)
    // What names nothing is a transfer.
    let unnamed = try MessageBench(
      Self.message(changes.merging(["3500": "OUR LETTER"]) { $1 }), own: ["121042882"])
    #expect(unnamed.decoded.customers.first?.posting.flags.contains(.takesBack) == false)
    #expect(unnamed.lines.first?.hasPrefix("2026-03-12 credit $12,345.67") == true)
  }

  @Test func optionFNamesTheOriginator() throws {
    let text = Self.message(
      ["5010": "/00123*1/JUAN PEREZ*2/CALLE 5*3/MX/PUEBLA*"], without: ["5000"])
    let filed = try #require(try MessageBench(text, own: ["231380104"]).decoded.customers.first)
    #expect(filed.texts[.counterpartyAccount] == "00123" && filed.texts[.counterpartyName] == "JUAN PEREZ")
    #expect(filed.texts[.counterpartyAddress] == "CALLE 5 MX/PUEBLA")
    #expect(filed.posting.counterpartyCountry.description == "MX")
  }

  @Test func messagesInARowAreReadInARow() throws {
    func numbered(_ number: Int, _ separator: String, _ changes: [String: String] = [:]) -> String {
      Self.message(
        ["1520": "20260311B1QGC01R" + ACHFile.right(number, 6)].merging(changes) { $1 }, separator: separator)
    }
    let appended = ["9000": "LAST*"]
    let leading = ["1100": "30P 2", "1110": "03111200A123", "1120": "20260311B1QGC05C00000103111200A123"]
    for changes in [[:], appended, leading] {
      for separator in ["\n", "", "\r\n"] {
        let text = (1...40).map { numbered($0, separator, changes) }.joined()
        for chunk in [1, 100, 1 << 16] {
          let bench = try MessageBench(text, own: ["231380104"], chunkBytes: chunk)
          let found = bench.decoded.customers.compactMap { $0.texts[.identifier] }.sorted()
          #expect(found == (1...40).map { "20260311B1QGC01R" + ACHFile.right($0, 6) })
          #expect(bench.rejections == [])
        }
      }
    }
    // The system's own fields at the end, as some archives have them, and a message with none.
    let tail = "{1100}30P 2\n{1120}20260311B1QGC05C00000103111200A123\n"
    let mixed = numbered(1, "\n") + tail + numbered(2, "\n") + numbered(3, "\n") + tail
    #expect(try MessageBench(mixed, own: ["231380104"]).decoded.customers.count == 3)
  }

  @Test func aMessageWithoutEndSwallowsNoOther() throws {
    let endless = Self.message(["6500": String(repeating: "x", count: FedwireDecoder.messageBytes * 2)])
    let text = Self.message() + endless + Self.message(["1520": "20260311B1QGC01R000124"])
    for chunk in [100, 1 << 16] {
      let bench = try MessageBench(text, own: ["231380104"], chunkBytes: chunk)
      #expect(bench.decoded.customers.count == 2)
      #expect(bench.rejections == ["13 fedwire-message-too-long"])
    }
  }

  @Test func allRemittanceTextIsKeptInOrder() throws {
    let text = Self.message([
      "7070": "70*COVERED LINE*", "8200": "0011UNSTRUCTURED", "8750": "FREE ONE*FREE TWO*",
    ])
    let filed = try #require(try MessageBench(text, own: ["231380104"]).decoded.customers.first)
    #expect(filed.texts[.memo] == "RENT FOR MARCH COVERED LINE UNSTRUCTURED FREE ONE FREE TWO")
  }
}
