import Ledger
import Testing

@testable import Ingest

/// The forms files come in, and what they say of themselves.
@Suite struct NACHAFileTests {
  private static var file: ACHFile {
    var file = ACHFile()
    file.batch("PPD", "PAYROLL")
    file.entry("22", 150_000, addenda: true)
    file.text("week 47")
    file.entry("27", 99, name: "JOHN ROE", trace: "121042880000002")
    return file
  }

  @Test(
    "Any ends of lines, or none, give the same",
    arguments: ["\n", "\r\n", "\r", "", "   \r\n", "\n\n", "\r\r\n"])
  func separators(separator: String) throws {
    let plain = try MessageBench(Self.file.whole())
    for chunk in [1, 7, 95, 400, 1 << 16] {
      let bench = try MessageBench(Self.file.whole(separator), chunkBytes: chunk)
      #expect(bench.lines == plain.lines)
      #expect(bench.decoded.outcome.read.records == 2 && bench.rejections == [])
      #expect(
        !bench.decoded.outcome.controlsFailed && bench.decoded.outcome.contradiction == nil,
        "\(bench.controls)")
    }
  }

  @Test func shortLinesLackOnlyBlanks() throws {
    let lines = Self.file.whole().split(separator: "\n").map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return String(line)
    }
    let bench = try MessageBench(lines.joined(separator: "\n"))
    #expect(bench.lines == (try MessageBench(Self.file.whole())).lines)
    #expect(!bench.decoded.outcome.controlsFailed, "\(bench.controls)")
  }

  @Test func columnsAreCharactersOfUTF8AndBytesOfLatin1() throws {
    var file = ACHFile()
    file.batch("PPD", company: "CAFÉ ÑANDÚ", "PAYMENT")
    file.entry("22", 5, name: "JOSÉ MUÑOZ")
    let text = file.whole()
    let expected = try MessageBench(text)
    #expect(
      expected.lines.first?.contains("customer_name=JOSÉ MUÑOZ counterparty_account=1123456789") == true)
    #expect(expected.lines.first?.contains("counterparty_name=CAFÉ ÑANDÚ") == true)
    let latin = text.unicodeScalars.map { UInt8($0.value) }
    let bench = try MessageBench(latin)
    #expect(bench.lines == expected.lines)
    #expect(bench.decoded.oddities == [.otherEncoding: 1])
    #expect(!bench.decoded.outcome.controlsFailed)
    // Whoever counts bytes has fewer characters than columns.
    var counted = ACHFile()
    counted.batch("PPD")
    counted.entry("22", 5, name: "JOSE MUNOZ")
    let padded = counted.whole().replacing("JOSE MUNOZ  ", with: "JOSÉ MUÑOZ")
    let odd = try MessageBench(padded)
    #expect(odd.lines.first?.contains("txn_id=121042880000001-261121-") == true, "\(odd.lines)")
    #expect(odd.lines.first?.contains("customer_name=JOSÉ MUÑOZ ") == true)
  }

  @Test func aByteOrderMarkAndBlankLinesAreNothing() throws {
    let bench = try MessageBench("\u{FEFF}\n\n" + Self.file.whole() + "\n\u{1A}")
    #expect(bench.lines == (try MessageBench(Self.file.whole())).lines)
    #expect(bench.rejections == [])
  }

  @Test func filesInARowAreReadInARow() throws {
    let bench = try MessageBench(Self.file.whole() + Self.file.whole("\r\n") + Self.file.whole(""))
    #expect(bench.decoded.outcome.accepted.records == 6)
    #expect(
      !bench.decoded.outcome.controlsFailed && bench.decoded.outcome.contradiction == nil, "\(bench.controls)"
    )
  }

  @Test func totalsThatDifferAreToldAndDropNothing() throws {
    var file = Self.file
    file.endBatch(records: 4)
    file.end()
    let bench = try MessageBench(file.lines.joined(separator: "\n"))
    #expect(bench.decoded.outcome.controlsFailed)
    #expect(bench.controls.contains("line 6, batch 1: entries and addenda: 4 stated, 3 read: DIFFERS"))
    #expect(bench.decoded.outcome.accepted.records == 2)
  }

  @Test func theirOwnCountsSpeakAgainstFilesThatWereCut() throws {
    let lines = Self.file.whole().split(separator: "\n").map(String.init)
    func contradiction(_ lines: [String]) throws -> String? {
      try MessageBench(lines.joined(separator: "\n")).decoded.outcome.contradiction
    }
    #expect(
      try contradiction(Array(lines.prefix(4))) == "It ends within the batch of line 2, so it may be cut off")
    #expect(
      try contradiction(Array(lines.prefix(6)))
        == "It ends without a file control record, so it may be cut off")
    #expect(
      try contradiction(Array(lines.prefix(5)) + lines.dropFirst(6))
        == "line 6: the file ends before the batch of line 2 has ended")
    #expect(
      try contradiction(Array(lines.prefix(5)) + lines.dropFirst(1))
        == "line 6: a batch begins before that of line 2 has ended")
    #expect(
      try contradiction(Array(lines.prefix(6)) + lines)
        == "line 7: a file begins before the one before it has ended")
  }

  @Test func whatCannotBeUnderstoodIsRejectedWithItsLine() throws {
    var file = ACHFile()
    file.text("belongs to nothing")
    file.entry("22", 100)
    file.batch("PPD")
    file.entry("20", 100)
    file.raw("4 what is this")
    file.entry("22", account: "", 100, name: "")
    file.raw("622231380104A1               00000x0100" + ACHFile.left("", 40) + "121042880000001")
    file.entry("22", 100)
    let bench = try MessageBench(file.whole())
    #expect(
      bench.rejections == [
        "2 ach-addenda-outside-entry", "3 ach-entry-outside-batch", "5 ach-transaction-code",
        "6 ach-record-unknown",
        "7 field-missing", "8 amount-unreadable",
      ])
    #expect(bench.decoded.outcome.accepted.records == 1)
  }

  @Test func withoutAnEffectiveDateTheFilesOwnStands() throws {
    var file = ACHFile(created: "261119")
    file.batch("PPD", effective: "")
    file.entry("22", 100)
    #expect(try MessageBench(file.whole()).lines.first?.hasPrefix("2026-11-19") == true)
    var undated = ACHFile(created: "      ")
    undated.batch("PPD", effective: "000000")
    undated.entry("22", 100)
    #expect(try MessageBench(undated.whole()).rejections == ["3 field-missing"])
  }

  @Test func aFileWithoutEntriesIsNoFault() throws {
    var file = ACHFile()
    file.end()
    let bench = try MessageBench(file.lines.joined(separator: "\r\n"))
    #expect(bench.decoded.outcome.read.records == 0)
    #expect(!bench.decoded.outcome.controlsFailed && bench.decoded.outcome.contradiction == nil)
  }

  @Test func itIsToldFromOthersByItsContent() throws {
    let file = Self.file.whole()
    #expect(SourceFormat.recognised(MessageSample(Array(file.utf8))) == .nacha)
    // Without its header it begins with a batch.
    let headless = file.split(separator: "\n").dropFirst().joined(separator: "\n")
    #expect(SourceFormat.recognised(MessageSample(Array(headless.utf8))) == .nacha)
    for other in ["101,2026-11-20,5.00\n", "1,094101\n", "5,200,PPD\n", "{\\rtf1 101 094101"] {
      #expect(SourceFormat.recognised(MessageSample(Array(other.utf8))) == nil, "\(other)")
    }
  }
}
