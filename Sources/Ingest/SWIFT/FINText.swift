/// Words of FIN fields as they were before they were wrapped.
enum FINText {
  /// Longest lines of fields 50, 59, 70 and 72; and of field 86, whose lines some banks fill but for one of 65.
  static let narrowLine = 35
  static let wideLine = 64

  /// Lines as one text: a full line goes on in the next without a blank, for words are cut; runs of blanks are one.
  static func unwrapped(_ lines: some Sequence<FieldBytes>, width: Int) -> [UInt8] {
    var text: [UInt8] = []
    var isFull = false
    for line in lines {
      // Continuation of a coded line (`/INS/…`, then `//…`).
      let part = line.opens(with: "//") && !text.isEmpty ? line.rest(2) : line
      if !isFull, let last = text.last, last != 0x20 { text.append(0x20) }
      append(part, to: &text)
      isFull = line.count >= width
    }
    return trimmed(text)
  }

  /// Appends with every run of blanks and control characters as one blank.
  static func append(_ part: FieldBytes, to text: inout [UInt8]) {
    for byte in part.buffer {
      let plain = byte < 0x20 ? 0x20 : byte
      if plain == 0x20, text.last == 0x20 { continue }
      text.append(plain)
    }
  }

  /// Without control characters, runs of blanks, and blanks at either end.
  static func plain(_ part: FieldBytes) -> [UInt8] {
    var text: [UInt8] = []
    append(part, to: &text)
    return trimmed(text)
  }

  /// Appends a piece of text behind a blank, where it says anything.
  static func append(piece: [UInt8], to text: inout [UInt8]) {
    let piece = trimmed(piece)
    guard !piece.isEmpty else { return }
    if !text.isEmpty { text.append(0x20) }
    text += piece
  }

  /// Without blanks at either end.
  static func trimmed(_ text: [UInt8]) -> [UInt8] {
    guard let first = text.firstIndex(where: { $0 != 0x20 }), let last = text.lastIndex(where: { $0 != 0x20 })
    else { return [] }
    return Array(text[first...last])
  }

  /// Whether a reference is only a placeholder for one.
  static func isPlaceholder(_ reference: FieldBytes) -> Bool {
    let plain = reference.trimmed
    return plain.isEmpty || plain.reads("NONREF") || plain.reads("NOTPROVIDED") || plain.reads("EREF")
      || plain.reads("KREF+") || plain.reads("EREF+") || plain.reads("KREF")
  }
}

extension MessageFiler {
  /// Bytes that stay until the record is filed.
  func keep(_ bytes: [UInt8]) -> FieldBytes { bytes.withUnsafeBytes { copy(FieldBytes($0)) } }

  /// A date of six digits, year first, as ISO 8601 has it; what is none stays as it is, to be refused.
  ///
  /// Years above 79 are of the last century (SWIFT User Handbook, format YYMMDD).
  func date(_ digits: FieldBytes) -> FieldBytes {
    guard digits.count == 6, digits.hasDigits(0..<6) else { return copy(digits) }
    let isOld = digits[0] >= 0x38
    var text = Array((isOld ? "19" : "20").utf8)
    for index in 0..<6 {
      if index == 2 || index == 4 { text.append(0x2D) }
      text.append(digits[index])
    }
    return keep(text)
  }
}
