import Ledger
import Testing

@testable import Ingest

/// Files of messages: several in one, acknowledgements, services, cut and broken ones.
@Suite struct FINFileTests {
  private static func transfer(_ reference: String) -> String {
    TransferTests.customerTransfer(block3: "{108:X}").replacing("REF103", with: reference)
  }

  private static func acknowledgement(_ answer: Int) -> String {
    "{1:F21ALPHUS33AXXX0000000001}{4:{177:2603071200}{451:\(answer)}}"
  }

  private static func references(_ bench: MessageBench) -> [String] {
    bench.decoded.customers.compactMap { $0.texts[.identifier]?.split(separator: "/").first.map(String.init) }
  }

  @Test func messagesFollowOneAnotherHoweverTheyAreSeparated() throws {
    for separator in ["", "\n", "$", "$\n", "\r\n$$\r\n", "\u{3}\n\u{1}", "{\n$$\n", "\n\n"] {
      let file = ["A", "B", "C"].map(Self.transfer).joined(separator: separator)
      let bench = try MessageBench(file, own: ["ALPHUS33"])
      #expect(Self.references(bench) == ["A", "B", "C"], "\(separator.debugDescription)")
      #expect(bench.rejections == [], "\(separator.debugDescription)")
    }
  }

  @Test func endsOfLinesAndControlsDoNotMatter() throws {
    let plain = try MessageBench(Self.transfer("A"), own: ["ALPHUS33"])
    for end in ["\r\n", "\r", "\u{B}\n"] {
      let other = try MessageBench(Self.transfer("A").replacing("\n", with: end), own: ["ALPHUS33"])
      #expect(other.lines == plain.lines, "\(end.debugDescription)")
    }
    let marked = try MessageBench("\u{FEFF}\u{1}" + Self.transfer("A") + "\u{3}", own: ["ALPHUS33"])
    #expect(marked.lines == plain.lines)
  }

  @Test func anAcknowledgementBelongsToTheMessageBehindIt() throws {
    let file =
      Self.acknowledgement(0) + Self.transfer("A") + "$" + Self.acknowledgement(1) + Self.transfer("B") + "$"
      + Self.acknowledgement(0) + "$" + Self.transfer("C") + "$" + Self.acknowledgement(1)
    let bench = try MessageBench(file, own: ["ALPHUS33"])
    #expect(Self.references(bench) == ["A", "C"])
    #expect(bench.decoded.setAside == ["message-not-accepted": 1, "service-message": 2])
    #expect(bench.decoded.outcome.read.records == 5)
  }

  @Test func otherMessagesAreSetAsideOrRefusedByType() throws {
    let types = [199, 900, 941, 103, 104, 110]
    let file = types.map { "{1:F01ALPHUS33AXXX0000000001}{2:I\($0)BETAGB2LXXXXN}{4:\n:20:X\n-}" }.joined(
      separator: "\n")
    let bench = try MessageBench(file, own: ["ALPHUS33"])
    #expect(bench.decoded.setAside == ["message-without-payment": 3])
    #expect(
      bench.rejections.map { $0.split(separator: " ")[1] } == [
        "message-without-payment", "message-without-payment", "message-without-payment", "field-missing",
        "message-type-not-read", "message-type-not-read",
      ])
  }

  @Test func aMessageWithoutItsEndIsRefusedWithItsLine() throws {
    let cut = String(Self.transfer("B").prefix(150))
    for file in [Self.transfer("A") + "\n" + cut, cut + "\n" + Self.transfer("A")] {
      let bench = try MessageBench(file, own: ["ALPHUS33"])
      #expect(Self.references(bench) == ["A"])
      #expect(bench.rejections.map { $0.split(separator: " ")[1] } == ["message-unfinished"])
    }
    let headers = try MessageBench("{1:F01ALPHUS33AXXX0000000001}{2:I103BETAGB2LXXXXN}{3:{108:X}}")
    #expect(headers.rejections == ["1 message-unfinished"])
  }

  @Test func endMarksAreSeenWhereverTheyStand() throws {
    let whole = Self.transfer("A")
    for (mark, name) in [
      ("SHA-}{5:{CHK:1}}", "on the line"), ("SHA\n-}foo", "with more"), ("SHA\n-}}}", "with braces"),
      ("SHA\n}{5:{CHK:1}}", "without hyphen"),
    ] {
      let bench = try MessageBench(
        whole.replacing("SHA\n-}{5:{CHK:1}}", with: mark) + "\n" + whole, own: ["ALPHUS33"])
      #expect(Self.references(bench) == ["A", "A"], "\(name)")
    }
  }

  @Test func aFieldOfAMegabyteIsRefusedAndTheNextMessageRead() throws {
    let long = Self.transfer("A").replacing(
      ":71A:SHA",
      with: ":77T:"
        + Array(repeating: String(repeating: "x", count: 70), count: 15_000).joined(separator: "\n"))
    let bench = try MessageBench(long + "\n" + Self.transfer("B"), own: ["ALPHUS33"])
    #expect(bench.rejections == ["1 record-too-long"])
    #expect(Self.references(bench) == ["B"])
  }

  @Test func bareTransfersAreKnownByTheirFields() throws {
    let text = Self.transfer("A")
    let start = try #require(text.firstRange(of: "{4:\n")).upperBound
    let end = try #require(text.firstRange(of: "\n-}")).lowerBound
    let bare = text[start..<end] + "\n-\n"
    let bench = try MessageBench(String(bare + bare.replacing(":20:A", with: ":20:B")))
    // Without blocks nobody says whose accounts they are.
    #expect(bench.decoded.outcome.accepted.records == 2)
    #expect(Set(Self.references(bench)) == ["A", "B"])
  }

  @Test(arguments: [
    "{1:F01", "\n\n:20:X\n:25:Y", ":940:\n:20:X", "ABNANL2A\n940\nABNANL2A\n:20:X\n:25:Y", "\u{1}\n:20:X",
  ])
  func recognised(beginning: String) {
    #expect(SourceFormat.recognised(MessageSample(Array(beginning.utf8))) == .swift)
  }

  @Test(arguments: ["a,b\n:20,c", "time:20:15\n", ":99:x\n", "{\"a\":1}", "x\n:20:1\nplain", ":2", ""])
  func notRecognised(beginning: String) {
    #expect(SourceFormat.recognised(MessageSample(Array(beginning.utf8))) == nil)
  }

  @Test func onlyTransfersAskWhoWeAre() throws {
    let statement = MessageSample(Array("{1:F01A}{2:I940BETAGB2LXXXXN}{4:\n:20:X".utf8))
    #expect(!SWIFTFormat.namesBothBanks(statement))
    #expect(SWIFTFormat.namesBothBanks(MessageSample(Array(Self.transfer("A").utf8))))
  }
}
