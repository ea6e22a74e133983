import Ledger

/// Writes values one behind the other, each in as few bytes as it needs.
///
/// - Whole numbers: zigzag, then seven bits a byte, lowest first (LEB128).
/// - Strings: 0, length and UTF-8 bytes where a string is new to the record; else its place among those
///   written before, from 1. Evidence repeats itself, so most strings take one or two bytes.
/// - Rows of evidence likewise: 0 and the row where it is new to the record, else its place among those written
///   before. The findings of a subject rest on the same rows over and over.
/// - Optionals: a boolean, then the value if there is one. Arrays: their count, then the elements.
/// - Dictionaries: their count, then keys and values by ascending key, so that equal dictionaries are
///   equal bytes in whatever order they were filled.
public struct RecordWriter {
  /// The record so far.
  public private(set) var bytes: [UInt8]
  /// Where each string is found that was written, from 1.
  private var places = TextPlaces()
  /// Where each row of evidence is found, from 1: by what it says, and for speed by which it is.
  private var rows: [ExactRow: UInt64] = [:]
  private var knownRows: [ObjectIdentifier: KnownRow] = [:]

  /// A row is held on to, so that no other can take its place in memory.
  private struct KnownRow {
    var row: EvidenceRow
    var place: UInt64
  }

  public init() { bytes = [RecordFormat.version] }

  public mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  public mutating func write(_ value: Int64) {
    writeUnsigned(UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  public mutating func write(_ value: Int) { write(Int64(value)) }

  public mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { writeText(UnsafeRawBufferPointer($0)) }
  }

  private mutating func writeText(_ text: UnsafeRawBufferPointer) {
    let hash = StableHash.hash(text, seed: 0)
    if let place = places.place(of: text, hash, in: bytes) { return writeUnsigned(UInt64(place)) }
    writeUnsigned(0)
    writeUnsigned(UInt64(text.count))
    places.note(hash, start: bytes.count, count: text.count)
    bytes.append(contentsOf: text)
  }

  public mutating func write(_ text: String?) {
    write(text != nil)
    if let text { write(text) }
  }

  public mutating func write(_ texts: [String]) {
    writeCount(texts.count)
    for text in texts { write(text) }
  }

  public mutating func write(_ texts: [String: String]) {
    writeCount(texts.count)
    for (key, value) in texts.sorted(by: { $0.key < $1.key }) {
      write(key)
      write(value)
    }
  }

  mutating func write(_ row: EvidenceRow) {
    if let known = knownRows[ObjectIdentifier(row)] { return writeUnsigned(known.place) }
    let next = UInt64(rows.count) + 1
    let place = Self.settled(&rows[ExactRow(row: row), default: next])
    knownRows[ObjectIdentifier(row)] = KnownRow(row: row, place: place)
    guard place == next else { return writeUnsigned(place) }
    writeUnsigned(0)
    row.content.write(to: &self)
  }

  public mutating func write(_ value: some Recordable) { value.write(to: &self) }

  public mutating func write(_ value: (some Recordable)?) {
    write(value != nil)
    if let value { value.write(to: &self) }
  }

  public mutating func write(_ values: [some Recordable]) {
    writeCount(values.count)
    for value in values { value.write(to: &self) }
  }

  /// The tag of a case and the like.
  mutating func writeByte(_ byte: UInt8) { bytes.append(byte) }

  /// A count is never negative and needs no zigzag.
  private mutating func writeCount(_ count: Int) { writeUnsigned(UInt64(count)) }

  private mutating func writeUnsigned(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Reads a dictionary's slot after its default was put there: one search finds a string or enters it.
  private static func settled(_ slot: inout UInt64) -> UInt64 { slot }
}

/// A row of evidence told apart by its bytes, so that equal values are equal bytes whoever made their rows.
private struct ExactRow: Hashable {
  let row: EvidenceRow

  static func == (left: ExactRow, right: ExactRow) -> Bool { left.row.content.isExactly(right.row.content) }

  /// Rows of one record that share an identity are few.
  func hash(into hasher: inout Hasher) { ExactText(row.content.identity).hash(into: &hasher) }
}
