/// The lines of a sample each by itself: whether quotes enclose fields there.
struct QuotedLines {
  /// Lines with quoted fields, all of which close.
  private(set) var quoted = 0
  /// Lines with a quoted field that does not close.
  private(set) var broken = 0
  /// The sample with broken lines left blank, so that lines keep their numbers.
  private(set) var sound: [UInt8] = []

  init(_ bytes: ArraySlice<UInt8>, delimiter: UInt8, quote: UInt8?) {
    guard let quote else { return }
    sound.reserveCapacity(bytes.count)
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.endIndex
      switch Self.closes(bytes[start..<end], delimiter, quote) {
      case nil: sound += bytes[start..<end]
      case true?:
        quoted += 1
        sound += bytes[start..<end]
      case false?: broken += 1
      }
      if end < bytes.endIndex { sound.append(bytes[end]) }
      start = end + 1
    }
  }

  /// Whether every field that begins with a quote ends with one; nil where none does.
  private static func closes(_ line: ArraySlice<UInt8>, _ delimiter: UInt8, _ quote: UInt8) -> Bool? {
    var found: Bool?
    var index = line.startIndex
    var isFieldStart = true
    while index < line.endIndex {
      guard isFieldStart, line[index] == quote else {
        isFieldStart = line[index] == delimiter
        index += 1
        continue
      }
      found = true
      index += 1
      while index < line.endIndex {
        if line[index] == quote {
          guard index + 1 < line.endIndex, line[index + 1] == quote else { break }
          index += 1
        }
        index += 1
      }
      guard index < line.endIndex else { return false }
      index += 1
      guard index == line.endIndex || line[index] == delimiter else { return false }
    }
    return found
  }
}
