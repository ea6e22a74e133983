@testable import Ingest
import Ledger
import TestSupport
import Testing

@Suite struct DelimitedDecoderTests {
  private let header = "account_id,amount,timestamp,currency,memo\n"

  private func codes(_ decoded: Decoded) -> [String] { decoded.rejections.map(\.code) }

  @Test func aBadLineIsOneRejectionWithItsPlace() throws {
    let rows = "A1,1.00,2026-03-07,USD,x\nA2,one,2026-03-07,USD,\"y\nz\"\nA3,2.00,2026-03-07,USD,w\n"
    let decoded = try Decoded(header + rows)
    #expect(decoded.outcome.read.records == 3)
    #expect(decoded.customers.map(\.posting.line) == [2, 5])
    let rejection = try #require(decoded.rejections.first)
    #expect(decoded.rejections.count == 1)
    #expect(rejection.line == 3)
    #expect(rejection.byteOffset == (header + "A1,1.00,2026-03-07,USD,x\n").utf8.count)
    #expect(rejection.code == "amount-unreadable")
    #expect(rejection.field == "amount")
    #expect(String(decoding: rejection.raw, as: UTF8.self) == "A2,one,2026-03-07,USD,\"y\nz\"")
    #expect(rejection.minorUnits == nil)
  }

  @Test func aRejectionKeepsTheAmountItCouldRead() throws {
    let decoded = try Decoded(header + "A1,7.25,2026-02-30,USD,x\n")
    #expect(codes(decoded) == ["date-impossible"])
    #expect(decoded.rejections.first?.minorUnits == 725)
    #expect(decoded.rejections.first?.currency == "USD")
    #expect(decoded.outcome.rejected.minorUnits == ["USD": 725])
    #expect(decoded.outcome.rejected.withoutAmount == 0)
  }

  @Test func aQuoteThatNeverClosesCostsOneLine() throws {
    var text = header + "A1,1.00,2026-03-07,USD,\"never\n"
    for row in 2..<2000 { text += "A\(row),1.00,2026-03-07,USD,plain\n" }
    for chunk in [1 << 16, 700] {
      let decoded = try Decoded(text, chunkBytes: chunk, workers: 2)
      #expect(codes(decoded) == ["quote-unclosed"])
      #expect(decoded.outcome.accepted.records == 1998)
      #expect(decoded.rejections.first?.line == 2)
    }
  }

  @Test func aStrayQuoteDoesNotHideWhereARecordBegins() throws {
    let rows = "A1,1.00,2026-03-07,USD,\"a\"\nA2,1.00,2026-03-07,U\",\"b\"\nA3,1.00,2026-03-07,USD,\"never\n"
    let decoded = try Decoded(header + rows)
    #expect(codes(decoded) == ["currency-unreadable", "quote-unclosed"])
    #expect(decoded.rejections.map(\.line) == [3, 4])
    #expect(decoded.customers.map(\.posting.line) == [2])
    let split = "A1,1.00,2026-03-07,USD,\"a\"\nA2,1.00,2026-03-07,U\",\"b\"x\nA3,1.00,2026-03-07,USD,c\n"
    let broken = try Decoded(header + split)
    #expect(codes(broken) == ["quote-malformed"])
    #expect(broken.customers.map(\.posting.line) == [2, 4])
  }

  @Test func anEndlessLineIsOneRejection() throws {
    let long = String(repeating: "x", count: 2 * IngestLimits.recordBytes)
    let text =
      header + "A1,1.00,2026-03-07,USD,a\nA2,1.00,2026-03-07,USD,\(long)\nA3,1.00,2026-03-07,USD,b\n"
    for chunk in [100_000, 8 << 20] {
      let decoded = try Decoded(text, chunkBytes: chunk)
      #expect(codes(decoded) == ["record-too-long"])
      let rejection = try #require(decoded.rejections.first)
      #expect(rejection.raw.count == Rejection.maximumRawBytes)
      #expect(rejection.isRawTruncated)
      #expect(decoded.customers.map(\.posting.line) == [2, 4])
      #expect(decoded.outcome.record.bytes == text.utf8.count)
    }
  }

  @Test func tooManyFieldsAreARejection() throws {
    let decoded = try Decoded(header + String(repeating: ",", count: IngestLimits.fields + 5) + "x\n")
    #expect(codes(decoded) == ["too-many-fields"])
  }

  @Test func invalidTextIsARejectionThatNamesTheByte() throws {
    let start = Array((header + "A1,1.00,2026-03-07,USD,").utf8)
    let end = Array("\nA2,1.00,2026-03-07,USD,é\n".utf8)
    for bad in [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE9, 0x20], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]]
    {
      let decoded = try Decoded(start + bad + end)
      #expect(codes(decoded) == ["invalid-utf8"])
      #expect(decoded.rejections.first?.reason.contains("Byte 24 ") == true)
      #expect(decoded.customers.map { $0.texts[.memo] } == ["é"])
    }
  }

  @Test func nulBytesAreARejection() throws {
    let rows: [UInt8] = Array((header + "A1,1.00,2026-03-07,USD,").utf8) + [0x78, 0, 0x0A]
    for encoding in TextEncoding.allCases {
      var profile = Profile()
      profile.dialect.encoding = encoding
      let good = Array("A2,1.00,2026-03-07,USD,fine and longer than eight bytes\n".utf8)
      let decoded = try Decoded(rows + good, profile: profile)
      #expect(codes(decoded) == ["nul-byte"])
      #expect(decoded.outcome.accepted.records == 1)
      #expect(String(decoding: decoded.outcome.header, as: UTF8.self) == header)
    }
  }

  /// Against the standard library, on random bytes.
  @Test(arguments: 0..<100)
  func validationAgreesWithTheStandardLibrary(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let alphabet: [[UInt8]] = [
      [0x61], [0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69], Array("é".utf8), Array("語".utf8),
      Array("🙂".utf8), [0x80], [0xC3], [0xE8, 0xAA], [0xF0, 0x9F], [0xED, 0xA0, 0x80], [0xC1, 0x81], [0xFF],
      [0xF4, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF],
    ]
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let isWild = Int.random(in: 0..<10, using: &random) == 0
      bytes += alphabet[Int.random(in: 0..<(isWild ? alphabet.count : 5), using: &random)]
    }
    let found = bytes.withUnsafeBytes { UTF8Validation.firstInvalid($0, from: 0) }
    #expect((found == nil) == (String(validating: bytes, as: UTF8.self) != nil), "seed \(seed)")
    if let found {
      let valid = bytes.prefix(found)
      #expect(String(validating: valid, as: UTF8.self) != nil, "seed \(seed)")
    }
  }

  @Test func otherEncodingsAreTranscoded() throws {
    var profile = Profile()
    let row: [UInt8] = Array("A1,1.00,2026-03-07,USD,".utf8) + [0xE9, 0x80, 0x93, 0x0A]
    profile.dialect.encoding = .latin1
    let latin = try Decoded(Array(header.utf8) + row, profile: profile)
    #expect(latin.customers.first?.texts[.memo] == "é\u{80}\u{93}")
    profile.dialect.encoding = .windows1252
    let windows = try Decoded(Array(header.utf8) + row, profile: profile)
    #expect(windows.customers.first?.texts[.memo] == "é€“")
  }

  @Test func preamblesMarksAndBlankLinesArePassedOver() throws {
    var profile = Profile()
    profile.dialect.preambleLines = 2
    let text =
      "\u{FEFF}Account statement\r\n\"Balance\",12\r\n\r\naccount_id,amount,timestamp,currency\r\n"
      + "\r\nA1,1.00,2026-03-07,USD\r\n\r\nA2,1.00,2026-03-07,USD"
    let decoded = try Decoded(text, profile: profile)
    #expect(decoded.customers.map(\.posting.line) == [6, 8])
    #expect(decoded.rejections.isEmpty)
  }

  @Test func columnsGoByPositionWithoutAHeader() throws {
    var profile = Profile()
    profile.dialect.hasHeader = false
    profile.fields = [
      .timestamp: [.position(1)], .amount: [.position(2)], .memo: [.position(5)],
      .account: [.constant("CHECKING")], .currency: [.constant("USD")],
    ]
    profile.time.order = .monthDayYear
    let text = "\"12/04/2009\",\"-12.07\",\"*\",\"\",\"CHECK CRD PURCHASE\"\n\"12/05/2009\",\"3.00\",\"*\"\n"
    let decoded = try Decoded(text, profile: profile)
    let posting = try #require(decoded.customers.first)
    #expect(posting.posting.direction == .debit)
    #expect(posting.posting.amount == 1207)
    #expect(posting.texts == [.account: "CHECKING", .memo: "CHECK CRD PURCHASE"])
    #expect(codes(decoded) == ["field-count"])
    profile.dialect.allowsShortRows = true
    #expect(try Decoded(text, profile: profile).outcome.accepted.records == 2)
  }

  /// Without a header, what a short row lacks is missing: it is not what the row before it had there.
  @Test func aShortRowTakesNothingFromTheRowBefore() throws {
    var profile = Profile()
    profile.dialect.hasHeader = false
    profile.dialect.allowsShortRows = true
    profile.fields = [
      .timestamp: [.position(1)], .account: [.position(2)], .amount: [.position(3)], .memo: [.position(4)],
    ]
    let text = "2026-03-07,A1,1.00,rent\n2026-03-08,A2,2.00\n2026-03-09,A3\n"
    let decoded = try Decoded(text, profile: profile, currency: "USD")
    #expect(decoded.customers.map { $0.texts[.memo] } == ["rent", nil])
    #expect(decoded.rejections.map { "\($0.line) \($0.code)" } == ["3 field-missing"])
  }

  /// The longest record there may be, of letters that take three bytes in UTF-8 and one quote.
  @Test func aLongRecordIsUnescapedAndTranscodedWhole() throws {
    var profile = Profile()
    profile.dialect.encoding = .windows1252
    let long = IngestLimits.recordBytes - 60
    let memo = [0x80, 0x22, 0x22] + [UInt8](repeating: 0x80, count: long)
    let row = Array("A1,1.00,2026-03-07,USD,\"".utf8) + memo + Array("\"\n".utf8)
    let decoded = try Decoded(Array(header.utf8) + row, profile: profile)
    #expect(decoded.rejections.isEmpty)
    let kept = decoded.customers.first?.texts[.memo]
    #expect(kept?.hasPrefix("€\"€€") == true && kept?.contains("\u{FFFD}") == false)
  }

  @Test func trailersAreComparedWithWhatWasRead() throws {
    var profile = Profile()
    profile.dialect.trailers = [TrailerRule(prefix: "T|", countField: 2, totalField: 3)]
    profile.dialect.delimiter = UInt8(ascii: "|")
    profile.currency = "USD"
    let rows = "account_id|amount|timestamp\nA1|1.50|2026-03-07\nA2|2.25|2026-03-07\n"
    let good = try Decoded(rows + "T|2|3.75\n", profile: profile)
    #expect(!good.outcome.controlsFailed)
    #expect(good.outcome.read.records == 2)
    #expect(
      good.outcome.record.controls == [
        "trailer on line 4: 2 records stated, 2 read; 3.75 USD stated, 3.75 read"
      ])
    let bad = try Decoded(rows + "T|3|3.75\n", profile: profile)
    #expect(bad.outcome.controlsFailed)
    #expect(try Decoded(rows + "T|x|3.75\n", profile: profile).outcome.controlsFailed)
    profile.dialect.trailers = [TrailerRule(prefix: "TOTAL COUNT=", countField: 1)]
    let oracle = try Decoded(rows + "TOTAL COUNT=2\n", profile: profile)
    #expect(!oracle.outcome.controlsFailed)
    #expect(oracle.outcome.read.records == 2)
  }

  @Test func headersThatDoNotFitAreRefused() throws {
    func code(_ text: String, _ profile: Profile = Profile()) -> IngestError.Code? {
      #expect(throws: IngestError.self) { try Decoded(text, profile: profile) }?.code
    }
    #expect(code("") == .empty)
    #expect(code("foo,bar\n1,2\n") == .fieldUnbound)
    #expect(code("account_id,timestamp\n") == .fieldUnbound)
    var profile = Profile()
    profile.fields = [
      .account: [.column("Acct")], .amount: [.column("amount")], .timestamp: [.column("timestamp")],
    ]
    #expect(code(header, profile) == .columnMissing)
    profile.fields[.account] = [.column(" ACCOUNT_ID ")]
    #expect(
      try Decoded(header + "A1,1.00,2026-03-07,USD,x\n", profile: profile, currency: "USD").customers.count
        == 1)
    profile.codes = [.channel: ["X": "pigeon"]]
    #expect(code(header, profile) == .profileValue)
    profile.codes = [:]
    profile.time.zone = "Mars"
    #expect(code(header, profile) == .zoneUnknown)
    #expect(code("\u{FEFF}") == .empty)
    let utf16: [UInt8] = [0xFF, 0xFE, 0x61, 0x00]
    #expect(#expect(throws: IngestError.self) { try Decoded(utf16) }?.code == .encodingUnsupported)
  }

  @Test func hooksSeeEveryChunkAndCanStop() throws {
    var text = header
    for row in 0..<5000 { text += "A\(row),1.00,2026-03-07,USD,x\n" }
    let source = try ByteSource(bytes: Array(text.utf8), name: "test")
    let sinks = [FilingSink(policy: FilingPolicy(), fileName: "test", file: 0)]
    var settings = DecodeSettings()
    settings.chunkBytes = 1000
    let outcome = try SourceDecoder.decode(
      source, profile: Profile(), policy: FilingPolicy(), settings: settings, sinks: sinks,
      hooks: DecodeHooks(afterChunk: { _, sink in sink.recordsRead < 100 }))
    #expect(outcome.wasStopped)
    #expect(outcome.read.records >= 100)
    #expect(outcome.read.records < 5000)
  }
}
