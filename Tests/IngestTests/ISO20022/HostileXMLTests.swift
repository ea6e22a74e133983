import Ledger
import Testing

@testable import Ingest

@Suite struct HostileXMLTests {
  private static func error(_ text: String) -> IngestError? {
    #expect(throws: IngestError.self) { try MessageBench(text) }
  }

  @Test func documentTypesAreRefused() {
    let text = "<!DOCTYPE D [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n" + ISOText.transfer()
    #expect(Self.error(text)?.code == .documentType)
    let other = "<!DOCTYPE D SYSTEM \"file:///etc/passwd\">" + ISOText.transfer()
    #expect(Self.error(other)?.code == .documentType)
    #expect(Self.error("<P><![CDATA[\(other)]]></P>")?.code == .documentType)
  }

  @Test func depthIsLimited() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<E>", count: depth) + ISOText.transfer() + String(repeating: "</E>", count: depth)
    }
    #expect(try MessageBench(nested(40)).decoded.outcome.read.records == 1)
    #expect(Self.error(nested(70))?.code == .xmlDepth)
    #expect(
      Self.error(ISOText.transfer().replacing("<Purp>", with: String(repeating: "<x>", count: 100_000)))?.code
        == .xmlDepth)
  }

  @Test(
    "What is not well-formed is refused with its line",
    arguments: [
      ("<Dbtr><Nm>", "<Dbtr><Nm></Dbtr>"), ("week 10", "&nbsp;"), ("week 10", "a & b"), ("week 10", "\u{1}"),
    ])
  func malformed(old: String, new: String) {
    let text = ISOText.transfer().replacing(old, with: new)
    let line =
      text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(new) } ?? -1
    let error = Self.error(text)
    #expect(error?.code == .malformed)
    #expect(error?.line == line + 1)
  }

  @Test("Of a file that was cut off, what is there is read, and it is said that there was more")
  func cutOff() throws {
    let whole = Array(
      ISOText.statement((1...5).map { ISOText.entry("\($0)", isReversal: $0 == 2) }.joined(separator: "\n"))
        .utf8)
    let message = try #require(whole.firstRange(of: Array("<BkToCstmrStmt>".utf8))).upperBound
    for length in stride(from: message, to: whole.count, by: 13) {
      let bench = try MessageBench(Array(whole.prefix(length)))
      let text = String(decoding: whole.prefix(length), as: UTF8.self)
      #expect(bench.decoded.outcome.contradiction != nil, "\(length)")
      let begun = text.ranges(of: "<Ntry>").count
      let ended = text.ranges(of: "</Ntry>").count
      #expect(bench.lines.count == ended, "\(length)")
      #expect(bench.decoded.outcome.read.records == begun, "\(length)")
    }
  }

  @Test(
    "An amount that is no decimal is rejected where it stands, and the rest is read",
    arguments: [
      ("12..34", "amount-unreadable"), ("1,000.00", "amount-unreadable"), ("1e3", "amount-unreadable"),
      ("", "field-missing"), ("1.005", "amount-decimals"), ("99999999999999999", "amount-too-large"),
      ("USD 5", "amount-unreadable"),
    ])
  func amounts(amount: String, code: String) throws {
    let bench = try MessageBench(
      ISOText.statement(ISOText.entry("1") + "\n" + ISOText.entry(amount), closing: "1"))
    #expect(bench.rejections == ["7 \(code)"])
    #expect(bench.lines.count == 1)
    let payment = try MessageBench(ISOText.transfer(amount), own: ["PAYRUS33"])
    #expect(payment.rejections == ["3 \(code)"])
  }

  @Test func longTextsAreCut() throws {
    let long = String(repeating: "ab ", count: 400_000)
    let bench = try MessageBench(ISOText.transfer().replacing("week 10", with: long), own: ["PAYRUS33"])
    #expect(bench.decoded.customers.first?.texts[.memo]?.utf8.count == TextField.maximumBytes)
    #expect(bench.decoded.oddities[.textCut] == 1)
    let many = String(repeating: "<Ustrd>x</Ustrd><AddtlRmtInf>y</AddtlRmtInf>", count: 50_000)
    let repeated = try MessageBench(
      ISOText.transfer().replacing("<Ustrd>week 10,</Ustrd>", with: many), own: ["PAYRUS33"])
    #expect(repeated.lines.count == 1)
  }
}
