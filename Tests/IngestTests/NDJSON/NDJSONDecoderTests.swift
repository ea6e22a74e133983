import Ledger
import TestSupport
import Testing

@testable import Ingest

@Suite struct NDJSONDecoderTests {
  private static let plain =
    #"{"txn_id":"a","timestamp":"2026-03-07T23:41:09-06:00","amount":12.50,"currency":"USD","#
    + #""direction":"debit","account_id":"1","memo":"rent"}"#

  private func profile(_ yaml: String) throws -> Profile { try Profile(yaml: "format: ndjson\n" + yaml) }

  @Test func canonicalKeysNeedNoFields() throws {
    let decoded = try Decoded(Self.plain + "\n", profile: try profile(""))
    #expect(decoded.rejections == [])
    let posting = try #require(decoded.customers.first)
    #expect(posting.posting.amount == 1250)
    #expect(posting.posting.direction == .debit)
    #expect(posting.posting.zoneMinutes == -360)
    #expect(posting.texts[.memo] == "rent")
    #expect(posting.texts[.identifier] == "a")
  }

  @Test func nestedFieldsAreReadByPath() throws {
    let text = """
      {"id":7,"booked":{"at":"2026-03-07"},"money":[{"value":"1234.5","unit":"EUR"}],"way":"C","own":{"iban":"X"}}
      """
    let decoded = try Decoded(
      text,
      profile: try profile(
        """
        fields:
          txn_id: id
          timestamp: booked.at
          amount: "money[0].value"
          currency: "money[0].unit"
          direction: way
          account_id: own.iban
        """), timeZone: "UTC")
    let posting = try #require(decoded.customers.first?.posting)
    #expect(posting.amount == 123_450)
    #expect(Currency(letters: posting.currency).description == "EUR")
    #expect(posting.direction == .credit)
  }

  @Test func noCentIsLostToBinaryFloatingPoint() throws {
    // None is a binary fraction.
    for (written, cents) in [("0.1", 10), ("9007199254740.93", 900_719_925_474_093), ("1.1e3", 110_000)] {
      let line = Self.plain.replacing("12.50", with: written)
      let decoded = try Decoded(line, profile: try profile(""))
      #expect(decoded.customers.first?.posting.amount == Int64(cents), "\(written)")
    }
  }

  @Test func oneBadLineIsOneRejectionWithItsPlace() throws {
    let lines = [
      Self.plain, "{\"txn_id\":", "", "  \r", Self.plain.replacing("\"a\"", with: "\"b\""), "[1,2]",
      Self.plain.replacing("12.50", with: "{}"), Self.plain.replacing("\"rent\"", with: "\"\\ud800\""),
      "null",
      Self.plain.replacing("\"a\"", with: "\"c\""),
    ]
    let text = lines.joined(separator: "\r\n")
    let decoded = try Decoded(text, profile: try profile(""))
    #expect(decoded.customers.map { $0.texts[.identifier] } == ["a", "b", "c"])
    #expect(decoded.customers.map(\.posting.line) == [1, 5, 10])
    #expect(
      decoded.rejections.map(\.code) == [
        "json-malformed", "json-array", "json-not-scalar", "json-lone-surrogate", "json-not-an-object",
      ])
    #expect(decoded.rejections.map(\.line) == [2, 6, 7, 8, 9])
    #expect(decoded.rejections.map(\.field) == [nil, nil, "amount", "memo", nil])
    #expect(decoded.outcome.read.records == 8)
    let first = try #require(decoded.rejections.first)
    #expect(first.byteOffset == Self.plain.utf8.count + 2)
    #expect(String(decoding: first.raw, as: UTF8.self).hasPrefix("{\"txn_id\":"))
  }

  @Test func byteOrderMarkAndMissingLastLineEnd() throws {
    let text = [0xEF, 0xBB, 0xBF] + Array((Self.plain + "\n" + Self.plain).utf8)
    let decoded = try Decoded(text, profile: try profile(""))
    #expect(decoded.rejections == [])
    #expect(decoded.customers.count == 2)
    #expect(decoded.outcome.read.records == 2)
  }

  @Test func aLineBeyondTheLimitIsRejectedAndTheNextIsRead() throws {
    let huge = Self.plain.replacing("rent", with: String(repeating: "x", count: IngestLimits.recordBytes))
    let decoded = try Decoded(
      [Self.plain, huge, Self.plain].joined(separator: "\n"), profile: try profile(""), chunkBytes: 4096)
    #expect(decoded.rejections.map(\.code) == ["record-too-long"])
    #expect(decoded.rejections.first?.line == 2)
    #expect(decoded.customers.map(\.posting.line) == [1, 3])
  }

  @Test func positionsMeanNothingInObjects() throws {
    var profile = try profile("")
    profile.fields = [.timestamp: [.position(1)], .amount: [.position(2)], .account: [.position(3)]]
    let error = #expect(throws: IngestError.self) { try Decoded(Self.plain, profile: profile) }
    #expect(error?.code == .profileValue)
  }

  /// However the bytes are cut into chunks and shared among workers, the same is filed and rejected.
  @Test func chunksDoNotMatter() throws {
    var random = SeededRandom(seed: 11)
    for round in 0..<20 {
      var lines: [String] = []
      for number in 0..<Int.random(in: 1...300, using: &random) {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: lines.append("")
        case 1: lines.append(String(Self.plain.prefix(Int.random(in: 1..<60, using: &random))))
        default:
          let memo = String(repeating: "é\\u00e9", count: Int.random(in: 0..<20, using: &random))
          lines.append(
            Self.plain.replacing("\"a\"", with: "\"\(number)\"").replacing("rent", with: memo))
        }
      }
      let text = lines.joined(separator: "\n")
      let whole = try Decoded(text, profile: try profile(""), chunkBytes: 1 << 20)
      let cut = try Decoded(
        text, profile: try profile(""), chunkBytes: Int.random(in: 64...2000, using: &random), workers: 3)
      #expect(firstDifference(whole.filed, cut.filed) == nil, "seed 11, round \(round)")
      #expect(firstDifference(whole.rejections, cut.rejections) == nil, "seed 11, round \(round)")
      let filled = lines.filter { !$0.isEmpty }.count
      #expect(whole.outcome.read.records == filled, "seed 11, round \(round)")
    }
  }
}
