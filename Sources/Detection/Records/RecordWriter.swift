/// Writes values one behind the other, each in as few bytes as it needs.
///
/// - Whole numbers: zigzag, then seven bits a byte, lowest first (LEB128).
/// - Strings: 0, length and UTF-8 bytes where a string is new to the record; else its place among those
///   written before, from 1. Evidence repeats itself, so most strings take one or two bytes.
/// - Optionals: a boolean, then the value if there is one. Arrays: their count, then the elements.
/// - Dictionaries: their count, then keys and values by ascending key, so that equal dictionaries are
///   equal bytes in whatever order they were filled.
public struct RecordWriter {
  /// The record so far.
  public private(set) var bytes: [UInt8]
  /// Where each string is found that was written, from 1.
  private var places: [ExactText: UInt64] = [:]

  public init() { bytes = [RecordFormat.version] }

  public mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  public mutating func write(_ value: Int64) {
    writeUnsigned(UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  public mutating func write(_ value: Int) { write(Int64(value)) }

  public mutating func write(_ text: String) {
    let next = UInt64(places.count) + 1
    let place = Self.settled(&places[ExactText(text), default: next])
    guard place == next else { return writeUnsigned(place) }
    writeUnsigned(0)
    writeUnsigned(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
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

/// A string told apart by its bytes: `String` takes a letter with its accent and the two written one behind
/// the other for the same, and evidence must come back as its source wrote it.
private struct ExactText: Hashable {
  private let text: String

  init(_ text: String) { self.text = text }

  static func == (left: ExactText, right: ExactText) -> Bool {
    guard left.text.utf8.count == right.text.utf8.count else { return false }
    var first = left.text
    var second = right.text
    return first.withUTF8 { one in
      second.withUTF8 { other in
        areEqual(UnsafeRawBufferPointer(one), UnsafeRawBufferPointer(other))
      }
    }
  }

  /// Whether buffers of one length hold the same bytes; eight at a time, as most strings are compared once
  /// for each time they are written.
  private static func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while left.count - offset >= 8 {
      guard
        left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          == right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      else { return false }
      offset += 8
    }
    while offset < left.count {
      guard left[offset] == right[offset] else { return false }
      offset += 1
    }
    return true
  }

  func hash(into hasher: inout Hasher) {
    var copy = text
    copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
