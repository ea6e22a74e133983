@testable import Ingest
import TestSupport

/// A table in a random dialect, of contents that hurt, and what the slow reader makes of it.
struct RandomTable {
  var profile = Profile()
  var bytes: [UInt8] = []
  private var headerEnd = 0
  private var headerLines = 0
  private let end: [UInt8]

  private static let columns = ["account_id", "amount", "timestamp", "memo", "counterparty_name"]
  private static let ends: [[UInt8]] = [[0x0A], [0x0D, 0x0A], [0x0D]]
  private static let trailer = TrailerRule(prefix: "TRL", countField: 2)

  init(_ random: inout SeededRandom) {
    end = Self.ends[random.below(3)]
    profile.dialect.delimiter = [0x2C, 0x3B, 0x09, 0x7C][random.below(4)]
    profile.dialect.quote = [0x22, 0x22, 0x22, 0x22, 0x27, nil][random.below(6)]
    profile.dialect.encoding = [.utf8, .utf8, .utf8, .latin1, .windows1252][random.below(5)]
    profile.dialect.allowsShortRows = random.chance(percent: 25)
    if random.chance(percent: 20) { profile.dialect.trailers = [Self.trailer] }
    if random.chance(percent: 50) { bytes += [0xEF, 0xBB, 0xBF] }
    addPreamble(&random)
    addHeader(&random)
    // Without a header and without a row there is no table.
    let rows = profile.dialect.hasHeader ? random.below(41) : 1 + random.below(40)
    let quotesAll = profile.dialect.quote != nil && random.chance(percent: 30)
    for row in 0..<rows { addRow(row, isLast: row == rows - 1, quotesAll, &random) }
  }

  // MARK: Making it

  private mutating func addPreamble(_ random: inout SeededRandom) {
    guard random.chance(percent: 20) else { return }
    profile.dialect.preambleLines = 1 + random.below(3)
    for _ in 0..<profile.dialect.preambleLines {
      bytes += [Array("Statement \"of".utf8), [], Array("a,b;c".utf8)][random.below(3)] + end
    }
    headerLines = profile.dialect.preambleLines
  }

  private mutating func addHeader(_ random: inout SeededRandom) {
    profile.dialect.hasHeader = !random.chance(percent: 25)
    if profile.dialect.hasHeader {
      bytes += Array(Self.columns.map { Array($0.utf8) }.joined(separator: [profile.dialect.delimiter])) + end
      headerLines += 1
    } else {
      profile.fields = [
        .account: [.position(1)], .amount: [.position(2)], .timestamp: [.position(3)], .memo: [.position(4)],
        .counterpartyName: [.position(5)],
      ]
    }
    headerEnd = bytes.count
  }

  private mutating func addRow(_ row: Int, isLast: Bool, _ quotesAll: Bool, _ random: inout SeededRandom) {
    let malice = random.below(16)
    var fields: [[UInt8]] = [
      Array("A\(row)".utf8), Array(malice == 1 ? "oops".utf8 : "12.50".utf8), Array("2026-03-07".utf8),
    ]
    let canQuote = profile.dialect.quote != nil
    for _ in 0..<2 {
      let text = content(&random, isWild: true)
      let plain = content(&random, isWild: false)
      // Mostly well-formed; now and then raw, whatever that does to the rows around it.
      let isRaw = malice == 2 && canQuote
      fields.append(isRaw ? text : canQuote && random.chance(percent: 50) ? quoted(text) : plain)
    }
    if quotesAll { fields = fields.map { $0.first == profile.dialect.quote ? $0 : quoted($0) } }
    if malice == 3 { fields.removeLast(1 + random.below(4)) }
    if malice == 4 { fields.append(random.chance(percent: 50) ? [] : [0x78]) }
    if malice == 7 { fields[3 + random.below(2)].insert(0, at: 0) }
    if malice == 8 { fields[3 + random.below(2)] += [[0xC3], [0xFF], [0xED, 0xA0, 0x80]][random.below(3)] }
    if malice == 9 { fields[0] = Array("TRL".utf8) }
    bytes += Array(fields.joined(separator: [profile.dialect.delimiter]))
    if malice == 5 { bytes += end }
    let mixed = malice == 6 ? Self.ends[random.below(3)] : end
    if !isLast || random.chance(percent: 50) { bytes += mixed }
  }

  /// Bytes that hurt: quotes, delimiters, line ends, blanks, letters, characters of two to four bytes.
  private func content(_ random: inout SeededRandom, isWild: Bool) -> [UInt8] {
    var result: [UInt8] = []
    for _ in 0..<random.below(random.chance(percent: 50) ? 7 : 91) {
      switch random.below(isWild ? 14 : 9) {
      case 9: result.append(profile.dialect.quote ?? 0x22)
      case 10: result.append(profile.dialect.delimiter)
      case 11: result.append(0x0A)
      case 12: result.append(0x0D)
      case 13: result += [0x22, 0x22]
      case 8 where profile.dialect.encoding == .utf8:
        result += Array(["é", "Ж", "語", "🙂"][random.below(4)].utf8)
      case 8: result.append(UInt8(0x80 + random.below(128)))
      case 7: result.append(0x20)
      default: result.append(UInt8(0x61 + random.below(26)))
      }
    }
    return result
  }

  private func quoted(_ field: [UInt8]) -> [UInt8] {
    guard let quote = profile.dialect.quote else { return field }
    return [quote] + field.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }

  // MARK: What it says

  /// Accepted texts by line, rejections by offset, and the lines of trailers, as the slow reader has them.
  func expected() -> (accepted: [String], rejected: [String], trailers: [Int]) {
    let reader = ReferenceReader(delimiter: profile.dialect.delimiter, quote: profile.dialect.quote)
    var (accepted, rejected, trailers): ([String], [String], [Int]) = ([], [], [])
    for record in reader.records(bytes, from: headerEnd, line: headerLines + 1) {
      switch meaning(of: record) {
      case .accepted(let text): accepted.append("\(record.line) \(text)")
      case .rejected(let code): rejected.append("\(record.line)@\(record.offset) \(code)")
      case .trailer: trailers.append(record.line)
      }
    }
    return (accepted, rejected, trailers)
  }

  private enum Meaning {
    case accepted(String)
    case rejected(String)
    case trailer
  }

  private func meaning(of record: ReferenceReader.Record) -> Meaning {
    guard case .fields(var fields) = record.content else {
      if case .fault(let code) = record.content { return .rejected(code) }
      return .trailer
    }
    let raw = bytes[record.offset..<record.end]
    let start = raw.first == profile.dialect.quote ? raw.dropFirst() : raw
    if !profile.dialect.trailers.isEmpty, start.starts(with: Self.trailer.prefix.utf8) { return .trailer }
    if let code = textFault(raw) { return .rejected(code) }
    let least = profile.dialect.allowsShortRows ? 1 : Self.columns.count
    let isLong = profile.dialect.hasHeader && fields.dropFirst(Self.columns.count).contains { !$0.isEmpty }
    if fields.count < least || isLong { return .rejected("field-count") }
    while fields.count < Self.columns.count { fields.append([]) }
    let values = fields.map(trimmed)
    if values[1].isEmpty { return .rejected("field-missing") }
    if values[1] != "12.50" { return .rejected("amount-unreadable") }
    if values[2] != "2026-03-07" { return .rejected(values[2].isEmpty ? "field-missing" : "date-unreadable") }
    if values[0].isEmpty { return .rejected("field-missing") }
    return .accepted("\(values[0])|\(values[3])|\(values[4])")
  }

  /// The first byte that no text may hold, looked for prefix by prefix.
  private func textFault(_ raw: ArraySlice<UInt8>) -> String? {
    guard profile.dialect.encoding == .utf8 else { return raw.contains(0) ? "nul-byte" : nil }
    let nul = raw.firstIndex(of: 0)
    if String(validating: raw[..<(nul ?? raw.endIndex)], as: UTF8.self) == nil { return "invalid-utf8" }
    return nul == nil ? nil : "nul-byte"
  }

  private func trimmed(_ bytes: [UInt8]) -> String {
    var rest = bytes[...]
    while let first = rest.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
    while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
    return SampleText.decode(rest, profile.dialect.encoding)
  }
}
