import Ledger
import Testing

@testable import Ingest

@Suite struct EnvelopeTests {
  private static let plain = ISOText.statement(
    ISOText.entry("30", reference: "R1", details: ISOText.detail("30", payer: "Ana é", memo: "a &amp; b")))

  private static let body = String(plain.drop { $0 != "\n" }.dropFirst())

  private static func prefixed(_ text: String) -> String {
    text.replacing("</", with: "\u{1}").replacing("<", with: "<doc:").replacing("\u{1}", with: "</doc:")
      .replacing("xmlns=", with: "xmlns:doc=")
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  static let forms: [(String, [UInt8])] =
    [
      (
        "without namespace",
        body.replacing(" xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"", with: "")
      ),
      ("another namespace", body.replacing("urn:iso:std:iso:20022:tech:xsd:", with: "urn:swift:xsd:")),
      ("prefixed", prefixed(body)),
      ("a prefix that is not declared", prefixed(body).replacing("xmlns:doc", with: "xmlns:x")),
      ("with a byte order mark", "\u{FEFF}" + plain), ("after blank lines", "\n \n" + body),
      ("with carriage returns", plain.replacing("\n", with: "\r\n")),
      ("under a business header", "<Message><AppHdr><BizMsgIdr>1</BizMsgIdr></AppHdr>\(body)</Message>"),
      (
        "in a request",
        "<FedNow><Signature><Value>\(String(repeating: "A", count: 70_000))</Value></Signature><RequestPayload>\(body)"
          + "</RequestPayload></FedNow>"
      ),
      ("in CDATA", "<Envelope><Payload>\n <![CDATA[\(plain)]]> </Payload></Envelope>"),
      ("escaped", "<Envelope><Note>&lt;none&gt;</Note><Payload>\(escaped(plain))</Payload></Envelope>"),
      (
        "with comments",
        "<!-- <Ntry> -->" + body.replacing("<Ntry>", with: "<!-- x --><Ntry><?pi?>") + "<!-- end -->"
      ),
    ].map { ($0.0, Array($0.1.utf8)) } + [
      (
        "in Latin-1",
        Array("<?xml version='1.0' encoding='ISO-8859-1'?>".utf8)
          + body.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
      ),
      ("in UTF-16", [0xFF, 0xFE] + body.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
    ]

  @Test("Whatever is around it, and however it is written, a message says the same")
  func forms() throws {
    let expected = try MessageBench(Self.plain).lines
    #expect(expected.count == 1)
    for (name, bytes) in Self.forms {
      for chunkBytes in [7, 1 << 16] {
        do {
          let bench = try MessageBench(bytes, chunkBytes: chunkBytes)
          #expect(bench.lines == expected, "\(name)")
          #expect(bench.decoded.outcome.contradiction == nil, "\(name)")
        } catch { Issue.record("\(name): \(error)") }
      }
    }
  }

  @Test func aPaymentNamesBothBanksAndAStatementDoesNot() {
    #expect(ISO20022Format.namesBothBanks(MessageSample(Array(ISOText.transfer().utf8))))
    #expect(!ISO20022Format.namesBothBanks(MessageSample(Array(Self.plain.utf8))))
    #expect(
      SourceFormat.recognised(MessageSample(Array("<Document><FIToFIPmtStsRpt/></Document>".utf8))) == nil)
    #expect(SourceFormat.recognised(MessageSample(Array("a,b\n<BkToCstmrStmt>".utf8))) == nil)
  }
}
