import TestSupport
import Testing

/// A file that nobody should send, and what a run makes of it.
struct HostileFile: CustomTestStringConvertible, Sendable {
  enum Outcome: Equatable, Sendable {
    /// Refused as a whole, by this code.
    case refused(String)
    /// So many records were read; of these some were rejected: line and code of each.
    case read(Int, [String])
  }

  let name: String
  let make: @Sendable () -> [UInt8]
  let outcome: Outcome

  var testDescription: String { name }

  init(_ name: String, _ outcome: Outcome, _ make: @escaping @autoclosure @Sendable () -> [UInt8]) {
    (self.name, self.outcome, self.make) = (name, outcome, make)
  }

  static let header = text("txn_id,timestamp,amount,currency,direction,account_id,memo\n")

  static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// Rows in order, with ids from `first` on.
  static func rows(_ count: Int, from first: Int = 0) -> [UInt8] {
    text((first..<(first + count)).map { "H\($0),2026-03-04T10:00:00Z,1.25,USD,debit,A1,rent\n" }.joined())
  }

  /// The same with commas in memos, so that quotes must be understood.
  static func quotedRows(_ count: Int, from first: Int = 0) -> [UInt8] {
    text(
      (first..<(first + count)).map {
        "\"H\($0)\",2026-03-04T10:00:00Z,1.25,USD,debit,A1,\"rent, and \"\"so\"\" on\"\n"
      }.joined())
  }

  static func objects(_ count: Int) -> [UInt8] {
    text(
      (0..<count).map {
        "{\"txn_id\":\"J\($0)\",\"timestamp\":\"2026-03-04T10:00:00Z\",\"amount\":1.25,\"currency\":\"USD\","
          + "\"direction\":\"debit\",\"account_id\":\"A1\"}\n"
      }.joined())
  }

  static func utf16(_ bytes: [UInt8]) -> [UInt8] { bytes.flatMap { [$0, 0] } }

  static func repeated(_ piece: String, _ count: Int) -> [UInt8] {
    text(String(repeating: piece, count: count))
  }

  static let nothing: [HostileFile] = [
    HostileFile("nothing", .refused("source-empty"), []),
    HostileFile("a byte order mark", .refused("source-empty"), [0xEF, 0xBB, 0xBF]),
    HostileFile("blank lines", .refused("source-empty"), repeated("\r\n", 1000)),
    HostileFile("a header", .read(0, []), header),
    HostileFile("a header and no line end", .read(0, []), Array(header.dropLast())),
    HostileFile(
      "a million blank lines before a record", .refused("undecided"),
      header + repeated("\n", 1_000_000) + rows(2)),
    HostileFile("NUL bytes alone", .refused("not-text"), [UInt8](repeating: 0, count: 10_000)),
    HostileFile("noise", .refused("not-text"), noise(5000, seed: 1)),
  ]

  static let tables: [HostileFile] = [
    HostileFile(
      "a header in the middle", .read(5, ["4 currency-unreadable"]),
      header + rows(2) + header + rows(2, from: 2)),
    HostileFile(
      "a byte order mark in the middle", .read(5, ["4 currency-unreadable"]),
      header + rows(2) + [0xEF, 0xBB, 0xBF] + header + rows(2, from: 2)),
    HostileFile(
      "names that occur twice", .refused("undecided"),
      text(
        "account_id,amount,amount,timestamp,currency\nA1,1.00,7.00,2026-03-04,USD\nA1,-2.00,-8.00,2026-03-04,USD\n"
      )),
    HostileFile(
      "another delimiter from the middle on", .read(4, ["4 field-count", "5 field-count"]),
      header + rows(2) + text("H8;2026-03-04;1.25;USD;debit;A1;x\nH9;2026-03-04;1.25;USD;debit;A1;x\n")),
    HostileFile(
      "all three line ends", .read(4, []),
      header + rows(1) + rows(1, from: 1).dropLast() + [0x0D] + rows(1, from: 2).dropLast() + [0x0D, 0x0A]
        + rows(1, from: 3)),
    HostileFile(
      "an inch mark", .read(302, []),
      header + rows(1) + text("H1,2026-03-04,1.25,USD,debit,A1,\"never\n") + rows(300, from: 2)),
    HostileFile(
      "a quote that closes in the next row", .read(302, ["3 quote-malformed"]),
      header + quotedRows(1) + text("H1,2026-03-04,1.25,USD,debit,A1,\"never\n") + quotedRows(300, from: 2)),
    HostileFile(
      "a quote that never closes", .read(301, ["302 quote-unclosed"]),
      header + quotedRows(300) + text("H300,2026-03-04,1.25,USD,debit,A1,\"never\n")),
    HostileFile(
      "a row cut short at the end", .read(3, ["4 field-count"]), header + rows(2) + text("H2,2026-03-0")),
    HostileFile("the end mark of DOS", .read(3, ["4 field-count"]), header + rows(2) + [0x1A]),
    HostileFile(
      "a NUL byte late", .read(402, ["402 nul-byte"]),
      header + rows(400) + text("H400,2026-03-04,1.25,USD,debit,A1,x") + [0, 0x0A] + rows(1, from: 401)),
    HostileFile(
      "a byte that is no text", .read(3, ["3 invalid-utf8"]),
      text("txn_id,timestamp,amount,currency,account_id,memo\nN1,2026-03-04,-1.25,USD,A1,é語\n")
        + text("N2,2026-03-04,-1.25,USD,A1,") + [0xED, 0xA0, 0x80, 0x0A]
        + text("N3,2026-03-04,-1.25,USD,A1,🙂\n")),
    HostileFile(
      "a line without end", .read(3, ["3 record-too-long"]),
      header + rows(1) + repeated("x", 3 << 20) + [0x0A] + rows(1, from: 1)),
    HostileFile(
      "a million columns in a row", .read(3, ["3 too-many-fields"]),
      header + rows(1) + repeated(",", 1_000_000) + [0x0A] + rows(1, from: 1)),
    HostileFile(
      "a million columns", .refused("no-transactions"),
      repeated("c,", 1_000_000) + [0x0A] + repeated("1,", 1_000_000)),
    HostileFile("a megabyte of quotes", .refused("no-transactions"), repeated("\"", 1 << 20)),
    HostileFile("a megabyte of commas", .refused("no-transactions"), repeated(",", 1 << 20)),
  ]

  static let objectFiles: [HostileFile] = [
    HostileFile("one array", .refused("format-not-read"), text("[") + objects(2) + text("]")),
    HostileFile("an object over several lines", .refused("format-not-read"), text("{\n \"a\": 1\n}\n")),
    HostileFile(
      "nested ten thousand deep", .read(5, ["5 json-too-deep"]),
      objects(4) + repeated("{\"a\":", 10_000) + text("1") + repeated("}", 10_000) + [0x0A]),
    HostileFile("nested without end", .refused("format-not-read"), repeated("[", 1_000_000)),
    HostileFile(
      "objects and a table", .read(6, ["5 json-not-an-object", "6 json-not-an-object"]), objects(4) + rows(2)),
  ]

  static let foreign: [HostileFile] = [
    HostileFile("UTF-16 with its mark", .refused("format-not-read"), [0xFF, 0xFE] + utf16(header + rows(2))),
    HostileFile("UTF-16 without", .refused("not-text"), utf16(header + rows(2))),
    HostileFile("a workbook", .refused("format-not-read"), [0x50, 0x4B, 3, 4] + noise(500, seed: 2)),
    HostileFile(
      "a web page", .refused("format-not-read"),
      text("<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>")),
    HostileFile(
      "an ISO 20022 message", .refused("format-not-read"),
      text("<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"/>")),
  ]

  static let packed: [HostileFile] = [
    HostileFile(
      "gzip cut off", .refused("source-damaged"), Array(Packed.gzip(header + rows(400)).dropLast(9))),
    HostileFile(
      "gzip, two members", .read(6, []), Packed.gzip(header + rows(3)) + Packed.gzip(rows(3, from: 3))),
    HostileFile("gzip, then zeros", .read(3, []), Packed.gzip(header + rows(3)) + [0, 0, 0]),
    HostileFile(
      "gzip, then something else", .refused("source-damaged"), Packed.gzip(header + rows(3)) + text("garbage")
    ),
    HostileFile("gzip in gzip", .refused("format-not-read"), Packed.gzip(Packed.gzip(header + rows(3)))),
    HostileFile(
      "gzip with a bit turned", .refused("source-damaged"), turned(Packed.gzip(header + rows(400)))),
    HostileFile(
      "zstd cut off", .refused("source-damaged"), Array(Packed.zstd(header + rows(400)).dropLast(3))),
    HostileFile(
      "zstd, two frames", .read(6, []), Packed.zstd(header + rows(3)) + Packed.zstd(rows(3, from: 3))),
    HostileFile(
      "zstd with a bit turned", .refused("source-damaged"), turned(Packed.zstd(header + rows(400)))),
    HostileFile(
      "a bomb of zstd", .refused("decompression-ratio"),
      Packed.zstd(header + rows(3) + [UInt8](repeating: 0x30, count: 80 << 20))),
    HostileFile(
      "a bomb of gzip", .read(4, ["5 record-too-long"]),
      Packed.gzip(header + rows(3) + [UInt8](repeating: 0x30, count: 4 << 20))),
    HostileFile(
      "a bomb of NUL bytes", .read(201, ["202 record-too-long"]),
      Packed.gzip(header + rows(200) + [UInt8](repeating: 0, count: 4 << 20))),
  ]

  static let all = nothing + tables + objectFiles + foreign + packed

  private static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { _ in UInt8(random.below(256)) }
  }

  private static func turned(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    bytes[bytes.count / 2] ^= 0x10
    return bytes
  }
}
