/// Validates UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF), without NUL, which
/// PostgreSQL's texts cannot hold.
enum UTF8Validation {
  /// Offset of the first byte at or after `start` that is NUL or not part of a valid character; nil where
  /// there is none.
  static func firstInvalid(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var index = start
    let count = bytes.count
    while index < count {
      // Plain ASCII, eight bytes at a time. Taking one from each byte sets the high bit of a NUL; it borrows
      // from a neighbour only where there is a NUL.
      while index + 8 <= count {
        let eight = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        guard (eight | (eight &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080 == 0 else { break }
        index += 8
      }
      guard index < count else { return nil }
      if bytes[index] &- 1 < 0x7F {
        index += 1
        continue
      }
      let length = sequenceLength(bytes, index)
      guard length > 0 else { return index }
      index += length
    }
    return nil
  }

  /// Whether any byte is not ASCII.
  static func hasNonASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    var index = 0
    var seen: UInt64 = 0
    while index + 8 <= bytes.count {
      seen |= base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      index += 8
    }
    while index < bytes.count {
      seen |= UInt64(bytes[index])
      index += 1
    }
    return seen & 0x8080_8080_8080_8080 != 0
  }

  /// Length of the character at `index`; 0 where it is malformed.
  static func length(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int {
    bytes[index] < 0x80 ? 1 : sequenceLength(bytes, index)
  }

  /// Length of the multi-byte character at `index`; 0 where it is malformed.
  @inline(__always)
  private static func sequenceLength(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int {
    let lead = bytes[index]
    let left = bytes.count - index
    @inline(__always)
    func isTrail(_ offset: Int) -> Bool { bytes[index + offset] & 0xC0 == 0x80 }
    switch lead {
    case 0xC2...0xDF:
      return left >= 2 && isTrail(1) ? 2 : 0
    case 0xE0...0xEF:
      guard left >= 3, isTrail(1), isTrail(2) else { return 0 }
      let second = bytes[index + 1]
      if lead == 0xE0, second < 0xA0 { return 0 }
      if lead == 0xED, second > 0x9F { return 0 }
      return 3
    case 0xF0...0xF4:
      guard left >= 4, isTrail(1), isTrail(2), isTrail(3) else { return 0 }
      let second = bytes[index + 1]
      if lead == 0xF0, second < 0x90 { return 0 }
      if lead == 0xF4, second > 0x8F { return 0 }
      return 4
    default: return 0
    }
  }
}
