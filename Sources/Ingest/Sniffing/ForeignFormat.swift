/// Formats that are recognised so as to be refused by name, with what to do instead.
enum ForeignFormat {
  /// The error for a file that is neither CSV nor NDJSON; nil where it may be one of them.
  static func refusal(of sample: [UInt8]) -> IngestError? {
    if sample.isEmpty { return IngestError(code: .empty, why: "The file is empty") }
    if let error = binary(sample) { return error }
    let text = String(decoding: sample.prefix(4096), as: UTF8.self)
    let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    return markup(start) ?? payments(start)
  }

  /// The error for a file that no profile of `format` can describe, whatever its columns; nil where one may.
  static func refusal(of sample: [UInt8], readAs format: SourceFormat) -> IngestError? {
    if sample.isEmpty { return IngestError(code: .empty, why: "The file is empty") }
    if let message = format.message {
      return message.recognises(MessageSample(sample)) ? nil : notOf(message.title)
    }
    let text = String(decoding: sample.prefix(4096), as: UTF8.self)
    let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    if let error = binary(sample) ?? markup(start) { return error }
    let isObject = start.first == "{" || start.first == "["
    guard format == .delimited, isObject else { return nil }
    return IngestError(code: .formatNotRead, why: "This is JSON, and the profile describes a table")
  }

  private static let magics: [([UInt8], String, String)] = [
    ([0x1F, 0x8B], "gzip inside another compression", "Decompress it once"),
    ([0x50, 0x4B, 0x03, 0x04], "a zip archive or an Excel workbook", "Unpack it, or save the sheet as CSV"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook", "Save the sheet as CSV"),
    (Array("%PDF".utf8), "PDF", "Ask the source for CSV"),
    (Array("PAR1".utf8), "Parquet", "Export it as CSV or NDJSON"),
    (Array("Obj\u{1}".utf8), "Avro", "Export it as CSV or NDJSON"),
    (Array("SQLite format".utf8), "an SQLite database", "Export the table as CSV"),
    ([0xFF, 0xFE], "UTF-16 text", "Convert it: iconv -f UTF-16 -t UTF-8"),
    ([0xFE, 0xFF], "UTF-16 text", "Convert it: iconv -f UTF-16 -t UTF-8"),
  ]

  private static func binary(_ sample: [UInt8]) -> IngestError? {
    for (magic, name, remedy) in magics where sample.starts(with: magic) { return notRead(name, remedy) }
    if sample.prefix(4096).contains(0) {
      return IngestError(
        code: .notText, why: "The file holds NUL bytes, so it is no text in an encoding this version reads",
        remedy: "If it is UTF-16, convert it: iconv -f UTF-16 -t UTF-8")
    }
    return nil
  }

  private static func markup(_ text: Substring) -> IngestError? {
    guard text.hasPrefix("<") else { return nil }
    let lower = text.lowercased()
    if lower.contains("<html") || lower.contains("<!doctype html") || lower.contains("<table") {
      return notRead("an HTML page", "Save the table as CSV")
    }
    if lower.contains("<ofx>") { return notRead("OFX") }
    for family in ["camt", "pain", "pacs", "acmt", "admi"] {
      guard let found = lower.firstRange(of: family + ".") else { continue }
      let name = lower[found.lowerBound...].prefix { $0.isLetter || $0.isNumber || $0 == "." }
      return notRead("ISO 20022 XML (\(name))")
    }
    return notRead("XML")
  }

  private static func payments(_ text: Substring) -> IngestError? {
    let lines = text.split(separator: "\n", maxSplits: 2).map { $0.last == "\r" ? $0.dropLast() : $0 }
    guard let first = lines.first else {
      return IngestError(code: .empty, why: "The file holds nothing but blank lines")
    }
    if first.hasPrefix("OFXHEADER") { return notRead("OFX") }
    if first.hasPrefix("!Type:") || first.hasPrefix("!Account") { return notRead("QIF") }
    return nil
  }

  private static func notOf(_ title: String) -> IngestError {
    IngestError(code: .formatNotRead, why: "This is not \(title), of which the profile is")
  }

  private static func notRead(_ name: String, _ remedy: String = "Ask the source for CSV or NDJSON")
    -> IngestError
  {
    IngestError(
      code: .formatNotRead, why: "This is \(name), which this version does not read", remedy: remedy)
  }
}
