/// A record with its continuations: the code, and the content of each line without code and closing slash.
struct BAI2Record {
  var code: Int
  var place: RecordPlace
  private(set) var parts: [[UInt8]] = []
  /// Whether each part filled its line, so that a word may go on in the next.
  private var areFull: [Bool] = []
  private var bytes = 0
  /// Whether it is longer than any record may be, so that its end is missing.
  private(set) var isCut = false
  /// Whether the last part had its closing slash.
  private(set) var isClosed = false

  /// Longest record that is kept; 88 may be repeated without end.
  private static let mostBytes = 65_536
  /// Most lines in use are of eighty characters (field 6 of record 01).
  private static let fullLine = 80

  init(code: Int, place: RecordPlace) {
    self.code = code
    self.place = place
  }

  /// - Parameter isFull: whether the text runs to the end of a full line.
  mutating func append(_ content: FieldBytes, lineLength: Int) {
    bytes += content.count + Self.bytesBeside
    guard bytes <= Self.mostBytes else {
      isCut = true
      return
    }
    var plain = content.trimmed
    isClosed = !plain.isEmpty && plain[plain.count - 1] == 0x2F
    if isClosed { plain = plain.slice(0, plain.count - 1).trimmed }
    parts.append(Array(plain.buffer))
    areFull.append(!isClosed && lineLength >= Self.fullLine)
  }

  /// What a part takes beside its bytes.
  private static let bytesBeside = 32

  /// The text from a place in a part on, over all later parts.
  func text(from cursor: Cursor) -> [UInt8] {
    var text: [UInt8] = []
    var part = cursor.part
    while part < parts.count {
      let bytes = part == cursor.part ? Array(parts[part].dropFirst(cursor.offset)) : parts[part]
      let isJoined = part > 0 && areFull[part - 1]
      if !text.isEmpty, !isJoined { text.append(0x20) }
      bytes.withUnsafeBytes { FINText.append(FieldBytes($0), to: &text) }
      part += 1
    }
    return FINText.trimmed(text)
  }

  /// A place in the fields of a record.
  struct Cursor {
    fileprivate var part = 0
    fileprivate var offset = 0
  }

  /// The next field, without blanks around it; nil behind the last.
  func next(_ cursor: inout Cursor) -> [UInt8]? {
    guard cursor.part < parts.count else { return nil }
    let rest = parts[cursor.part].dropFirst(cursor.offset)
    if let comma = rest.firstIndex(of: 0x2C) {
      cursor.offset = comma + 1
      return FINText.trimmed(Array(rest[..<comma]))
    }
    (cursor.part, cursor.offset) = (cursor.part + 1, 0)
    return FINText.trimmed(Array(rest))
  }

  /// All fields, for records without text.
  var fields: [[UInt8]] {
    var cursor = Cursor()
    var fields: [[UInt8]] = []
    while let field = next(&cursor) { fields.append(field) }
    return fields
  }

  /// Passes over what a funds type is followed by: V by date and time, S by three amounts, D by a number of pairs.
  func skipFunds(_ type: [UInt8], _ cursor: inout Cursor) {
    var count = 0
    switch type.first.map({ $0 & 0xDF }) {
    case UInt8(ascii: "V"): count = 2
    case UInt8(ascii: "S"): count = 3
    case UInt8(ascii: "D"):
      count = 2 * min(Self.mostDistributions, Self.number(next(&cursor) ?? []).map(Int.init) ?? 0)
    default: break
    }
    for _ in 0..<max(0, count) { _ = next(&cursor) }
  }

  /// Days over which an amount becomes available; reports know some dozens.
  private static let mostDistributions = 1000

  /// A whole number with or without sign; nil for anything else.
  static func number(_ field: [UInt8]) -> Int64? { Int64(String(decoding: field, as: UTF8.self)) }
}
