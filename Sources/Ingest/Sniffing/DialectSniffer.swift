/// Finds delimiter and quote by how evenly they cut the sample into columns.
struct DialectSniffer {
  /// A dialect and what it makes of the sample.
  struct Outcome {
    var dialect: Dialect
    var records: [SampleRecord]
    /// The number of fields most records have.
    var width: Int
    /// How many records have it.
    var even: Int
  }

  let bytes: ArraySlice<UInt8>
  let encoding: TextEncoding
  let isWhole: Bool

  /// The best outcome; nil where no delimiter makes more than one column.
  func best() -> Outcome? {
    var best: (score: Double, outcome: Outcome)?
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")] {
      guard let outcome = outcome(delimiter: delimiter) else { continue }
      let share = Double(outcome.even) / Double(outcome.records.count)
      // Evenness first; then width, for the comma of decimals also cuts evenly, but into fewer columns.
      let score = share * share * Double(min(outcome.width, Self.widthThatCounts))
      if best.map({ score > $0.score }) ?? true { best = (score, outcome) }
    }
    return best?.outcome
  }

  /// Beyond this many columns more of them are no more evidence.
  private static let widthThatCounts = 12

  private func outcome(delimiter: UInt8) -> Outcome? {
    guard bytes.contains(delimiter) else { return nil }
    var dialect = Dialect()
    dialect.delimiter = delimiter
    dialect.encoding = encoding
    var split = records(of: bytes, delimiter, dialect.quote)
    // A quote that never closes is an inch mark or an apostrophe, not a quote; but where others enclose fields it is
    // a damaged record, rejected alone when the file is read.
    if split.endsInQuote, isWhole || Self.swallowed(split, bytes) {
      let lines = QuotedLines(bytes, delimiter: delimiter, quote: dialect.quote)
      if lines.quoted > lines.broken {
        split = records(of: lines.sound[...], delimiter, dialect.quote)
      } else {
        dialect.quote = nil
        split = records(of: bytes, delimiter, nil)
      }
    }
    var counts: [Int: Int] = [:]
    for record in split.records where record.cells.count > 1 { counts[record.cells.count, default: 0] += 1 }
    guard let (width, even) = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return nil }
    return Outcome(dialect: dialect, records: split.records, width: width, even: even)
  }

  private func records(of bytes: ArraySlice<UInt8>, _ delimiter: UInt8, _ quote: UInt8?) -> SampleRecords {
    SampleRecords(bytes, delimiter: delimiter, quote: quote, encoding: encoding, isWhole: isWhole)
  }

  /// Whether an open quote ate most of the sample.
  private static func swallowed(_ split: SampleRecords, _ bytes: ArraySlice<UInt8>) -> Bool {
    let lines = bytes.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
    return lines > 8 && (split.records.last?.line ?? 1) * 2 < lines
  }
}
