/// A record of a sample, split slowly and obviously.
struct SampleRecord: Equatable {
  /// Line of its first byte, from 1.
  var line: Int
  /// Its fields, unquoted, spaces kept.
  var cells: [String]

  /// Whether nothing stands in it.
  var isBlank: Bool { cells.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
}

/// The records of a sample under one dialect.
struct SampleRecords {
  var records: [SampleRecord] = []
  /// Whether a quote was still open at the end.
  var endsInQuote = false

  /// Splits `bytes`.
  ///
  /// CRLF, LF and a lone CR end a line; a quote counts where a field begins.
  ///
  /// The last record is left out where the sample may have cut it (`isWhole` false).
  init(_ bytes: ArraySlice<UInt8>, delimiter: UInt8, quote: UInt8?, encoding: TextEncoding, isWhole: Bool) {
    var cells: [String] = []
    var cell: [UInt8] = []
    var line = 1
    var recordLine = 1
    var isQuoted = false
    var wasQuoted = false
    var index = bytes.startIndex
    func at(_ place: Int) -> UInt8? { place < bytes.endIndex ? bytes[place] : nil }
    func endCell() {
      cells.append(SampleText.decode(cell[...], encoding))
      cell.removeAll()
      wasQuoted = false
    }
    func endRecord() {
      endCell()
      let record = SampleRecord(line: recordLine, cells: cells)
      if !(cells.count == 1 && record.isBlank) { records.append(record) }
      cells.removeAll()
    }
    while let byte = at(index) {
      index += 1
      let isLineEnd = byte == 0x0A || (byte == 0x0D && at(index) != 0x0A)
      if isLineEnd { line += 1 }
      if isQuoted {
        if byte != quote {
          cell.append(byte)
        } else if at(index) == quote {
          cell.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
      } else if let quote, byte == quote, cell.isEmpty, !wasQuoted {
        isQuoted = true
        wasQuoted = true
      } else if byte == delimiter {
        endCell()
      } else if isLineEnd {
        if cell.last == 0x0D { cell.removeLast() }
        endRecord()
        recordLine = line
      } else {
        cell.append(byte)
      }
    }
    endsInQuote = isQuoted
    if isWhole, !cell.isEmpty || !cells.isEmpty { endRecord() }
  }
}
