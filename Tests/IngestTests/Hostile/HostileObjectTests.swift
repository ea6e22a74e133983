@testable import Ingest
import Ledger
import Testing

/// Lines of NDJSON that are wrong, or look it: what becomes of each, alone among good ones.
@Suite struct HostileObjectTests {
  private static let good =
    #"{"txn_id":"a","timestamp":"2026-03-07T23:41:09-06:00","amount":7.25,"currency":"USD","#
    + #""account_id":"A1","memo":"rent"}"#

  /// What stands in the place of the good line's amount, or of all of it; and the code, or the amount that is read.
  private static let amounts: [(String, String)] = [
    ("1e5", "10000000"), ("1E+2", "10000"), ("-1.25e1", "1250"), ("-0.00", "0"), ("0e0", "0"),
    ("\"1e5\"", "amount-unreadable"), ("NaN", "json-malformed"), ("Infinity", "json-malformed"),
    ("-Infinity", "json-malformed"), ("0x10", "json-malformed"), ("--5", "json-malformed"),
    ("01", "json-malformed"), (".5", "json-malformed"), ("5.", "json-malformed"), ("1_000", "json-malformed"),
    ("1,234", "json-malformed"), ("\"1,234,56\"", "amount-unreadable"), ("\"٣٤\"", "amount-unreadable"),
    ("٣٤", "json-malformed"), ("9223372036854775808", "amount-too-large"), ("1e16", "amount-too-large"),
    ("1e400", "json-huge-exponent"), ("1e-400", "json-huge-exponent"),
    ("1e99999999999999999999999", "json-huge-exponent"), ("0.001", "amount-decimals"),
    ("5e-3", "amount-decimals"), ("null", "field-missing"), ("true", "amount-unreadable"),
    ("{}", "json-not-scalar"), ("[7]", "json-not-scalar"), ("\"\\ud800\"", "json-lone-surrogate"),
    ("\"\\u0037.25\"", "725"), ("\"7.25\\u0000\"", "nul-byte"), ("7.25,\"amount\":8", "json-duplicate-key"),
    ("7.25,\"amo\\u0075nt\":8", "json-duplicate-key"), ("7.25,\"other\":1,\"other\":2", "725"),
  ]

  private static let lines: [(String, [UInt8])] = [
    (
      "json-too-deep",
      text("{\"x\":" + String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000) + "}")
    ),
    (
      "json-too-deep",
      text(String(repeating: "{\"x\":", count: 10_000) + "1" + String(repeating: "}", count: 10_000))
    ),
    ("json-too-deep", text("{\"x\":" + String(repeating: "[", count: 1_000_000))),
    ("json-array", text(String(repeating: "[", count: 10_000))), ("json-array", text("[" + good + "]")),
    ("json-not-an-object", text("\u{FEFF}" + good)), ("json-not-an-object", text("\u{2028}")),
    ("json-not-an-object", text("txn_id,timestamp,amount")), ("json-not-an-object", [0]),
    ("json-trailing", text(good + good)), ("json-trailing", text(good + ",")), ("json-malformed", text("{")),
    ("json-malformed", text(String(good.dropLast()))),
    ("json-malformed", text(good.replacing("\"rent\"", with: "'rent'"))),
    ("json-malformed", text(good.replacing("rent", with: "re\u{0}nt"))),
    ("json-malformed", text(good.replacing("rent", with: "re\u{1}nt"))),
    ("invalid-utf8", text("{\"memo\":\"") + [0xC0, 0xAF] + text("\"}")),
    ("invalid-utf8", text("{\"other\":\"") + [0xED, 0xA0, 0x80] + text("\"}")),
    ("invalid-utf8", text("{\"") + [0xFF] + text("\":1}")),
    (
      "record-too-long",
      text(good.replacing("rent", with: String(repeating: "x", count: IngestLimits.recordBytes)))
    ),
    ("field-missing", text("{}")),
    ("field-missing", text("{" + String(repeating: " ", count: 100_000) + "}")),
  ]

  private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test(arguments: lines.indices)
  func aLineIsRefusedByItsCode(index: Int) throws {
    let (code, line) = Self.lines[index]
    try check(line, code)
  }

  @Test(arguments: amounts.indices)
  func anAmountIsReadOrRefusedByItsCode(index: Int) throws {
    let (written, outcome) = Self.amounts[index]
    try check(Self.text(Self.good.replacing("7.25", with: written)), outcome)
  }

  private func check(_ line: [UInt8], _ outcome: String) throws {
    let good = Self.text(Self.good)
    var profile = Profile()
    profile.format = .ndjson
    let label = "\(outcome): \(String(decoding: line.prefix(80), as: UTF8.self))"
    for chunk in [1 << 20, line.count < 30_000 ? 61 : 100_000] {
      let decoded = try Decoded(
        good + [0x0A] + line + [0x0A] + good, profile: profile, chunkBytes: chunk)
      #expect(decoded.outcome.read.records == 3, "\(label)")
      #expect(decoded.outcome.accepted.records + decoded.outcome.rejected.records == 3, "\(label)")
      #expect(
        decoded.customers.filter { $0.posting.line != 2 }.map(\.posting.amount) == [725, 725], "\(label)")
      let read = decoded.customers.filter { $0.posting.line == 2 }.map { String($0.posting.amount) }
      #expect(decoded.rejections.map(\.code) + read == [outcome], "\(label)")
      #expect(decoded.rejections.allSatisfy { $0.line == 2 && $0.byteOffset == good.count + 1 }, "\(label)")
    }
  }
}
