/// Reads one record at a time into strings: headers, trailers and previews. Not for the hot path.
public enum DelimitedText {
  /// The record that begins at `start` and where the next one does; nil at the end.
  ///
  /// A quote that never closes ends with the line, as the fast path has it.
  public static func record(_ bytes: [UInt8], from start: Int, dialect: Dialect) -> (
    fields: [String], next: Int
  )? {
    guard start < bytes.count else { return nil }
    if let strict = parse(bytes, start, dialect, quotes: true) { return strict }
    return parse(bytes, start, dialect, quotes: false)
  }

  /// nil where quotes make no sense.
  private static func parse(_ bytes: [UInt8], _ start: Int, _ dialect: Dialect, quotes: Bool)
    -> (fields: [String], next: Int)?
  {
    var fields: [String] = []
    var field: [UInt8] = []
    var index = start
    func close() {
      fields.append(field.withUnsafeBytes { Transcoder.string($0, dialect.encoding) })
      field.removeAll()
    }
    while index < bytes.count {
      if quotes, let quote = dialect.quote, bytes[index] == quote, field.isEmpty,
        index == start || bytes[index - 1] == dialect.delimiter
      {
        guard let end = quoted(bytes, index, quote, into: &field) else { return nil }
        index = end
        guard index == bytes.count || isEnd(bytes[index], dialect) else { return nil }
        continue
      }
      let byte = bytes[index]
      index += 1
      if byte == dialect.delimiter {
        close()
      } else if byte == 0x0A || byte == 0x0D {
        if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
        close()
        return (fields, index)
      } else {
        field.append(byte)
      }
    }
    close()
    return (fields, index)
  }

  private static func isEnd(_ byte: UInt8, _ dialect: Dialect) -> Bool {
    byte == dialect.delimiter || byte == 0x0A || byte == 0x0D
  }

  /// Takes in the quoted field whose quote stands at `open`; returns the place after its closing quote.
  private static func quoted(_ bytes: [UInt8], _ open: Int, _ quote: UInt8, into field: inout [UInt8]) -> Int?
  {
    var index = open + 1
    while index < bytes.count {
      if bytes[index] == quote {
        guard index + 1 < bytes.count, bytes[index + 1] == quote else { return index + 1 }
        index += 1
      }
      field.append(bytes[index])
      index += 1
    }
    return nil
  }
}
