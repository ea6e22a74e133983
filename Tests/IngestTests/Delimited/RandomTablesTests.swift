@testable import Ingest
import Ledger
import TestSupport
import Testing

/// The fast decoder against the slow reader, on random dialects and contents.
@Suite struct RandomTablesTests {
  private struct Table {
    var profile = Profile()
    var bytes: [UInt8] = []
    var headerEnd = 0
    var headerLines = 1
  }

  /// Bytes that hurt: quotes, delimiters, line ends, blanks, letters, characters of two to four bytes.
  private static func content(_ random: inout SeededRandom, _ table: Table, wild: Bool) -> [UInt8] {
    var result: [UInt8] = []
    for _ in 0..<Int.random(in: 0...(Bool.random(using: &random) ? 6 : 90), using: &random) {
      switch Int.random(in: 0..<(wild ? 14 : 9), using: &random) {
      case 9: result.append(0x22)
      case 10: result.append(table.profile.dialect.delimiter)
      case 11: result.append(0x0A)
      case 12: result.append(0x0D)
      case 13: result += [0x22, 0x22]
      case 8: result += Array(["é", "Ж", "語", "🙂"].randomElement(using: &random)!.utf8)
      case 7: result.append(0x20)
      default: result.append(UInt8.random(in: 0x61...0x7A, using: &random))
      }
    }
    return result
  }

  private static func quoted(_ field: [UInt8]) -> [UInt8] {
    [0x22] + field.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
  }

  private static func table(_ random: inout SeededRandom) -> Table {
    var table = Table()
    table.profile.dialect.delimiter = [0x2C, 0x3B, 0x09, 0x7C].randomElement(using: &random)!
    if Int.random(in: 0..<8, using: &random) == 0 { table.profile.dialect.quote = nil }
    let delimiter = table.profile.dialect.delimiter
    let ends: [[UInt8]] = [[0x0A], [0x0D, 0x0A], [0x0D]]
    let end = ends.randomElement(using: &random)!
    if Bool.random(using: &random) { table.bytes += [0xEF, 0xBB, 0xBF] }
    let columns = ["account_id", "amount", "timestamp", "memo", "counterparty_name"]
    table.bytes += Array(columns.map { Array($0.utf8) }.joined(separator: [delimiter])) + end
    table.headerEnd = table.bytes.count
    let rows = Int.random(in: 0...40, using: &random)
    let quotesAll = table.profile.dialect.quote != nil && Int.random(in: 0..<3, using: &random) == 0
    for row in 0..<rows {
      let malice = Int.random(in: 0..<12, using: &random)
      var fields: [[UInt8]] = [
        Array("A\(row)".utf8), Array(malice == 1 ? "oops".utf8 : "12.50".utf8), Array("2026-03-07".utf8),
      ]
      for _ in 0..<2 {
        let text = content(&random, table, wild: true)
        let plain = content(&random, table, wild: false)
        // Mostly well-formed; now and then raw, whatever that does to the rows around it.
        let isRaw = malice == 2 && table.profile.dialect.quote != nil
        let canQuote = table.profile.dialect.quote != nil
        fields.append(isRaw ? text : canQuote && Bool.random(using: &random) ? quoted(text) : plain)
      }
      if quotesAll { fields = fields.map { $0.first == 0x22 ? $0 : quoted($0) } }
      if malice == 3 { fields.removeLast() }
      if malice == 4 { fields.append(Bool.random(using: &random) ? [] : [0x78]) }
      table.bytes += Array(fields.joined(separator: [delimiter]))
      if malice == 5 { table.bytes += end }
      let mixed = malice == 6 ? ends.randomElement(using: &random)! : end
      if row < rows - 1 || Bool.random(using: &random) { table.bytes += mixed }
    }
    return table
  }

  private static func trimmed(_ bytes: [UInt8]) -> String {
    var rest = bytes[...]
    while let first = rest.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
    while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
    return String(decoding: rest, as: UTF8.self)
  }

  /// What the slow reader makes of the table: accepted texts by line, rejections by offset.
  private static func expected(_ table: Table) -> (accepted: [String], rejected: [String]) {
    let reader = ReferenceReader(
      delimiter: table.profile.dialect.delimiter, quote: table.profile.dialect.quote)
    var accepted: [String] = []
    var rejected: [String] = []
    for record in reader.records(table.bytes, from: table.headerEnd, line: 2) {
      func reject(_ code: String) { rejected.append("\(record.line)@\(record.offset) \(code)") }
      guard case .fields(let fields) = record.content else {
        if case .fault(let code) = record.content { reject(code) }
        continue
      }
      if fields.count < 5 || fields.dropFirst(5).contains(where: { !$0.isEmpty }) {
        reject("field-count")
        continue
      }
      let values = fields.map(trimmed)
      if values[1].isEmpty {
        reject("field-missing")
      } else if values[1] != "12.50" {
        reject("amount-unreadable")
      } else if values[2] != "2026-03-07" {
        reject(values[2].isEmpty ? "field-missing" : "date-unreadable")
      } else if values[0].isEmpty {
        reject("field-missing")
      } else {
        accepted.append("\(record.line) \(values[0])|\(values[3])|\(values[4])")
      }
    }
    return (accepted, rejected)
  }

  @Test(arguments: 0..<400)
  func agreesWithTheSlowReader(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let table = Self.table(&random)
    let wanted = Self.expected(table)
    let chunk = Int.random(in: 1...600, using: &random)
    let decoded = try Decoded(
      table.bytes, profile: table.profile, currency: "USD", chunkBytes: chunk,
      workers: Int.random(in: 1...3, using: &random))
    let accepted = decoded.customers.map {
      "\($0.posting.line) \($0.texts[.account] ?? "")|\($0.texts[.memo] ?? "")|\($0.texts[.counterpartyName] ?? "")"
    }
    let rejected = decoded.rejections.map { "\($0.line)@\($0.byteOffset) \($0.code)" }
    let difference = firstDifference(accepted, wanted.accepted) ?? firstDifference(rejected, wanted.rejected)
    #expect(difference == nil, "seed \(seed)")
    // Law 5.
    #expect(decoded.outcome.read.records == wanted.accepted.count + wanted.rejected.count, "seed \(seed)")
    #expect(decoded.outcome.accepted.minorUnits["USD"] ?? 0 == Int64(accepted.count) * 1250, "seed \(seed)")
    #expect(decoded.outcome.record.bytes == table.bytes.count, "seed \(seed)")
  }

  @Test(arguments: 0..<60)
  func readingDoesNotDependOnChunksOrWorkers(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed) &+ 1_000_000)
    let table = Self.table(&random)
    let whole = try Decoded(table.bytes, profile: table.profile, currency: "USD")
    let pieces = try Decoded(
      table.bytes, profile: table.profile, currency: "USD",
      chunkBytes: Int.random(in: 1...200, using: &random), workers: 3)
    #expect(firstDifference(whole.filed, pieces.filed) == nil, "seed \(seed)")
    #expect(firstDifference(whole.rejections, pieces.rejections) == nil, "seed \(seed)")
    #expect(whole.outcome.record == pieces.outcome.record, "seed \(seed)")
  }
}
