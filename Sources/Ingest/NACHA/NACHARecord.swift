import Ledger

/// A record of 94 columns; those at its end may be missing, as where blanks were stripped.
struct NACHARecord: BitwiseCopyable {
  var bytes: FieldBytes
  /// Whether a column is a character of UTF-8, of which some have several bytes.
  var isWide = false
  /// Whether it is known to be ASCII without control characters.
  var isPlain = false

  static let width = 94
  /// Bytes of a record at most: no character of UTF-8 has more than four.
  static let mostBytes = 4 * width

  /// A record of nothing.
  static var empty: NACHARecord { NACHARecord(bytes: .empty) }

  /// The first column: what kind of record it is.
  var type: UInt8 { bytes.isEmpty ? 0 : bytes[0] }

  /// The columns from `first` to `last`, numbered from 1 as in the standard; fewer where the record ends before.
  @inline(__always)
  func columns(_ first: Int, _ last: Int) -> FieldBytes {
    if isWide { return characters(first - 1, last) }
    return bytes.slice(min(first - 1, bytes.count), min(last, bytes.count))
  }

  private func characters(_ from: Int, _ to: Int) -> FieldBytes {
    let low = Self.offset(ofCharacter: from, in: bytes, from: 0)
    return bytes.slice(low, Self.offset(ofCharacter: to - from, in: bytes, from: low))
  }

  /// Offset behind `count` characters, or of the end.
  private static func offset(ofCharacter count: Int, in bytes: FieldBytes, from start: Int) -> Int {
    var (offset, left) = (start, count)
    while offset < bytes.count {
      // A byte that continues a character begins no other.
      if bytes[offset] & 0xC0 != 0x80 {
        if left == 0 { break }
        left -= 1
      }
      offset += 1
    }
    return offset
  }
}

extension FieldBytes {
  /// The number that digits make; nil where there is anything else, or nothing.
  var number: Int? {
    guard !isEmpty, count <= 18 else { return nil }
    var value = 0
    for index in 0..<count {
      let digit = self[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int(digit)
    }
    return value
  }

  /// Whether every byte is `byte`; true of nothing.
  func isAll(_ byte: UInt8) -> Bool { buffer.allSatisfy { $0 == byte } }
}
