/// The columns that are asked for out of a comma-separated file.
struct TruthTable {
  /// The values of each row, in the order in which the columns were asked for.
  private(set) var rows: [[String]] = []

  init(_ file: String, _ text: String, _ columns: [String]) throws(EvaluationError) {
    var lines = Self.records(of: text)
    guard !lines.isEmpty else { throw EvaluationError(.missingColumn, file: file, column: columns[0]) }
    let header = lines.removeFirst()
    var places: [Int] = []
    for column in columns {
      guard let place = header.firstIndex(of: column) else {
        throw EvaluationError(.missingColumn, file: file, column: column)
      }
      places.append(place)
    }
    rows = lines.map { line in places.map { $0 < line.count ? line[$0] : "" } }
  }

  /// Splits text into records and fields (RFC 4180).
  static func records(of text: String) -> [[String]] {
    var records: [[String]] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var hasJustClosed = false
    func take() -> String {
      defer { field.removeAll(keepingCapacity: true) }
      return String(decoding: field, as: UTF8.self)
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""):
        // A doubled quote closes and opens again: it stands for itself.
        if hasJustClosed { field.append(byte) }
        hasJustClosed = isQuoted
        isQuoted.toggle()
        continue
      case UInt8(ascii: ",") where !isQuoted: fields.append(take())
      case UInt8(ascii: "\r") where !isQuoted: break
      case UInt8(ascii: "\n") where !isQuoted:
        fields.append(take())
        records.append(fields)
        fields = []
      default: field.append(byte)
      }
      hasJustClosed = false
    }
    if !field.isEmpty || !fields.isEmpty { records.append(fields + [take()]) }
    return records
  }
}
