@testable import Ingest
import Ledger
import TestSupport
import Testing

/// Records that are wrong, or look it: what becomes of each, alone among good ones.
///
/// One row a table of one; whatever is refused is so by its code, and the rows around it are read.
@Suite struct HostileRowTests {
  /// A value that stands in an otherwise good record, and what becomes of the record.
  struct Row: CustomTestStringConvertible, Sendable {
    var field: CanonicalField
    var written: [UInt8]
    /// What is read of that field; or the code of the rejection, after `no: `.
    var outcome: String

    var testDescription: String {
      "\(field.rawValue): \(String(decoding: written.prefix(40), as: UTF8.self))"
    }

    init(_ field: CanonicalField, _ written: String, _ outcome: String) {
      self.init(field, bytes: Array(written.utf8), outcome)
    }

    init(_ field: CanonicalField, bytes: [UInt8], _ outcome: String) {
      (self.field, written, self.outcome) = (field, bytes, outcome)
    }
  }

  static let amounts: [Row] = [
    Row(.amount, "1e5", "no: amount-unreadable"), Row(.amount, "1E-2", "no: amount-unreadable"),
    Row(.amount, "NaN", "no: amount-unreadable"), Row(.amount, "Infinity", "no: amount-unreadable"),
    Row(.amount, "-inf", "no: amount-unreadable"), Row(.amount, "∞", "no: amount-unreadable"),
    Row(.amount, "0x10", "no: amount-unreadable"), Row(.amount, "--5", "no: amount-unreadable"),
    Row(.amount, "+-5", "no: amount-unreadable"), Row(.amount, "-(5)", "no: amount-unreadable"),
    Row(.amount, "\"1,234,56\"", "no: amount-unreadable"),
    Row(.amount, "\"1.234.567,00\"", "no: amount-unreadable"),
    Row(.amount, "1_000", "no: amount-unreadable"), Row(.amount, "٣٤", "no: amount-unreadable"),
    Row(.amount, "１２", "no: amount-unreadable"), Row(.amount, "½", "no: amount-unreadable"),
    Row(.amount, "1/2", "no: amount-unreadable"), Row(.amount, "=1+1", "no: amount-unreadable"),
    Row(.amount, "=SUM(A1:A9)", "no: amount-unreadable"), Row(.amount, "5 000 00", "no: amount-unreadable"),
    Row(.amount, ".", "no: amount-unreadable"), Row(.amount, "-", "no: amount-unreadable"),
    Row(.amount, "", "no: field-missing"), Row(.amount, " \t ", "no: field-missing"),
    Row(.amount, "1.005", "no: amount-decimals"), Row(.amount, "0.001", "no: amount-decimals"),
    Row(.amount, "9223372036854775807", "no: amount-too-large"),
    Row(.amount, "9223372036854775808", "no: amount-too-large"),
    Row(.amount, "92233720368547758.08", "no: amount-too-large"),
    Row(.amount, "-9223372036854775809", "no: amount-too-large"),
    Row(.amount, "18446744073709551616", "no: amount-too-large"),
    Row(.amount, "10000000000000.01", "no: amount-too-large"),
    Row(.amount, String(repeating: "9", count: 5000), "no: amount-too-large"),
    Row(.amount, "0." + String(repeating: "0", count: 400), "no: amount-unreadable"),
    Row(.amount, "10000000000000.00", "1000000000000000 credit"),
    Row(.amount, String(repeating: "0", count: 300) + "5", "500 credit"),
    Row(.amount, "-0.00", "0 debit"), Row(.amount, "0", "0 credit"),
    Row(.amount, "1 000 000", "100000000 credit"),
    Row(.amount, "(12.00)", "1200 debit"), Row(.amount, "\"1,000\"", "100000 credit"),
    Row(.amount, "12.50 EUR", "no: currency-contradicted"),
    Row(.amount, "5 USD EUR", "no: amount-unreadable"),
    Row(.currency, "$", "no: currency-unreadable"), Row(.currency, "USDX", "no: currency-unreadable"),
    Row(.currency, "Ü$D", "no: currency-unreadable"), Row(.currency, "", "no: currency-missing"),
  ]

  static let moments: [Row] = [
    Row(.timestamp, "2026-02-29", "no: date-impossible"),
    Row(.timestamp, "1900-02-29", "no: date-impossible"),
    Row(.timestamp, "2100-02-29", "no: date-impossible"),
    Row(.timestamp, "2026-04-31", "no: date-impossible"),
    Row(.timestamp, "2024-02-29", "2024-02-29T00:00:00-06:00"),
    Row(.timestamp, "2000-02-29", "no: older-than-remembered"),
    Row(.timestamp, "2026-00-10", "no: date-impossible"),
    Row(.timestamp, "2026-10-00", "no: date-impossible"),
    Row(.timestamp, "2026-13-01", "no: date-impossible"),
    Row(.timestamp, "0000-01-01", "no: date-impossible"),
    Row(.timestamp, "0001-01-01T00:00:00Z", "no: older-than-remembered"),
    Row(.timestamp, "0001-01-01", "no: older-than-remembered"),
    Row(.timestamp, "1969-12-31T23:59:59Z", "no: older-than-remembered"),
    Row(.timestamp, "9999-12-31T23:59:59Z", "no: dated-in-future"),
    Row(.timestamp, "10000-01-01", "no: date-ambiguous"),
    Row(.timestamp, "-2026-03-07", "no: date-unreadable"),
    Row(.timestamp, "26-03-07", "no: date-ambiguous"), Row(.timestamp, "3/7/26", "no: date-ambiguous"),
    Row(.timestamp, "10 Feb 26", "2026-02-10T00:00:00-06:00"),
    Row(.timestamp, "10 Feb 69", "no: older-than-remembered"),
    Row(.timestamp, "2026-W10-6", "no: date-unreadable"), Row(.timestamp, "2026-066", "no: date-unreadable"),
    Row(.timestamp, "1772948469", "no: date-unreadable"), Row(.timestamp, "46088", "no: date-unreadable"),
    Row(.timestamp, "yesterday", "no: date-unreadable"), Row(.timestamp, "", "no: field-missing"),
    Row(.timestamp, "٢٠٢٦-٠٣-٠٧", "no: date-unreadable"),
    Row(.timestamp, "2026-03-07T24:00:00Z", "no: time-unreadable"),
    Row(.timestamp, "2026-03-07T23:60:00Z", "no: time-unreadable"),
    // A leap second counts as the second before it.
    Row(.timestamp, "2016-12-31T23:59:60Z", "no: older-than-remembered"),
    Row(.timestamp, "2026-03-07T23:59:60Z", "2026-03-07T23:59:59+00:00"),
    Row(.timestamp, "2026-03-07T23:59:61Z", "no: time-unreadable"),
    Row(.timestamp, "2026-03-07T12:00:00+15:00", "no: time-unreadable"),
    Row(.timestamp, "2026-03-07T12:00:00+14:00", "2026-03-07T12:00:00+14:00"),
    Row(.timestamp, "2026-03-07T12:00:00 Mars/Phobos", "no: time-zone-unreadable"),
    Row(.timestamp, "2026-03-07T12:00:00 ../../etc/passwd", "no: time-zone-unreadable"),
    Row(.timestamp, "2026-03-07T12:00:00 /etc/passwd", "no: time-zone-unreadable"),
    // Clocks went forward at 02:00: by the clock before. Clocks went back at 03:00: the first of the two.
    Row(.timestamp, "2026-03-08 02:30:00", "2026-03-08T02:30:00-06:00"),
    Row(.timestamp, "2026-03-08 03:00:00", "2026-03-08T03:00:00-05:00"),
    Row(.timestamp, "2026-04-05 02:30:00 Australia/Sydney", "2026-04-05T02:30:00+11:00"),
    Row(.timestamp, "2026-04-05 03:00:00 Australia/Sydney", "2026-04-05T03:00:00+10:00"),
    // Half an hour alone, and a day that a country left out.
    Row(.timestamp, "2026-04-05 01:45:00 Australia/Lord_Howe", "2026-04-05T01:45:00+11:00"),
    Row(.timestamp, "2011-12-30 12:00:00 Pacific/Apia", "no: older-than-remembered"),
  ]

  static let texts: [Row] = [
    Row(.memo, bytes: [0x78, 0, 0x79], "no: nul-byte"), Row(.memo, bytes: [0xFF], "no: invalid-utf8"),
    Row(.memo, bytes: [0xC0, 0xAF], "no: invalid-utf8"), Row(.memo, bytes: [0xC0, 0x80], "no: invalid-utf8"),
    Row(.memo, bytes: [0xE0, 0x80, 0xAF], "no: invalid-utf8"),
    Row(.memo, bytes: [0xED, 0xA0, 0x80], "no: invalid-utf8"),
    Row(.memo, bytes: [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], "no: invalid-utf8"),
    Row(.memo, bytes: [0xF5, 0x80, 0x80, 0x80], "no: invalid-utf8"),
    Row(.memo, bytes: [0xE2, 0x82], "no: invalid-utf8"), Row(.memo, bytes: [0xFE, 0xFF], "no: invalid-utf8"),
    Row(.account, bytes: [0x41, 0], "no: nul-byte"), Row(.account, "", "no: field-missing"),
    Row(.memo, "a\u{FEFF}b", "a\u{FEFF}b"),
    Row(.memo, "a\u{2028}b\u{2029}c\u{85}d", "a\u{2028}b\u{2029}c\u{85}d"),
    Row(.memo, "\u{202E}drawkcab\u{202C}", "\u{202E}drawkcab\u{202C}"),
    Row(.memo, "=HYPERLINK(\u{27}x\u{27})", "=HYPERLINK(\u{27}x\u{27})"), Row(.memo, "@cmd", "@cmd"),
    Row(.memo, "\u{1B}[2J\u{7}", "\u{1B}[2J\u{7}"),
    Row(.memo, "e\u{301}\u{300}\u{302}", "e\u{301}\u{300}\u{302}"),
    Row(.memo, "\u{10FFFF}\u{FFFE}", "\u{10FFFF}\u{FFFE}"),
    Row(.memo, "x\" y", "x\" y"), Row(.memo, "\"x\" y", "no: quote-malformed"),
    Row(.memo, "\"x", "no: quote-unclosed"), Row(.memo, "a,b", "no: field-count"),
    Row(.memo, "\"a,b\r\n\"\"c\"\"\"", "a,b\r\n\"c\""),
    Row(.memo, String(repeating: ",", count: IngestLimits.fields), "no: too-many-fields"),
    Row(.memo, String(repeating: ",", count: 1_000_000), "no: too-many-fields"),
    Row(.memo, String(repeating: "x", count: IngestLimits.recordBytes), "no: record-too-long"),
    Row(.direction, "sideways", "no: direction-unreadable"), Row(.direction, "", "no: field-missing"),
  ]

  @Test(arguments: amounts + moments + texts)
  func isReadOrRefusedByItsCode(row: Row) throws {
    // A direction of its own would overrule the sign that shows how an amount was read.
    let columns: [CanonicalField] =
      row.field == .direction
      ? [.account, .amount, .currency, .timestamp, .direction]
      : [.account, .amount, .currency, .timestamp, .memo]
    let good = ["A1", "7.25", "USD", "2026-03-07", row.field == .direction ? "debit" : "rent"].map {
      Array($0.utf8)
    }
    let bad = columns.enumerated().map { $0.element == row.field ? row.written : good[$0.offset] }
    let line = { (fields: [[UInt8]]) in Array(fields.joined(separator: [0x2C])) + [0x0A] }
    let header = line(columns.map { Array($0.rawValue.utf8) })
    var profile = Profile()
    profile.time.zone = "America/Chicago"
    // Long records in the smallest pieces would only be copied to and fro.
    for chunk in [1 << 20, bad.joined().count < 10_000 ? 61 : 100_000] {
      let decoded = try Decoded(
        header + line(good) + line(bad) + line(good), profile: profile, policy: Self.policy, chunkBytes: chunk
      )
      #expect(decoded.outcome.read.records == 3)
      #expect(decoded.outcome.accepted.records + decoded.outcome.rejected.records == 3)
      let others = decoded.customers.filter { $0.posting.line != 3 }
      #expect(others.count == 2 && others.allSatisfy { $0.posting.amount == 725 })
      if let rejection = decoded.rejections.first {
        #expect("no: \(rejection.code)" == row.outcome)
        #expect(rejection.line == 3)
        #expect(rejection.byteOffset == header.count + line(good).count)
        #expect(rejection.raw.elementsEqual(line(bad).dropLast().prefix(Rejection.maximumRawBytes)))
      } else {
        #expect(
          Self.read(row.field, try #require(decoded.customers.first { $0.posting.line == 3 })) == row.outcome)
      }
    }
  }

  private static let policy: FilingPolicy = {
    var policy = FilingPolicy()
    policy.earliestDay = BusinessDay(year: 2020, month: 1, day: 1)
    policy.latestDay = BusinessDay(year: 2026, month: 5, day: 25)
    return policy
  }()

  private static func read(_ field: CanonicalField, _ filed: Decoded.Filed) -> String {
    switch field {
    case .timestamp: filed.posting.instant.text(zoneMinutes: Int(filed.posting.zoneMinutes))
    case .memo: filed.texts[.memo] ?? ""
    default: "\(filed.posting.amount) \(filed.posting.direction)"
    }
  }
}
