/// Whole numbers in as few bytes as they need: seven bits a byte, lowest first (LEB128).
enum Varint {
  /// A 64-bit number never takes more.
  static let maximumBytes = 10

  /// Writes `number` at `place`, which has room for `maximumBytes`, and moves it on.
  @inline(__always)
  static func write(_ number: UInt64, to place: inout UnsafeMutablePointer<UInt8>) {
    var rest = number
    while rest >= 0x80 {
      place.pointee = UInt8(truncatingIfNeeded: rest) | 0x80
      place += 1
      rest >>= 7
    }
    place.pointee = UInt8(truncatingIfNeeded: rest)
    place += 1
  }

  /// Small numbers of either sign become small numbers: 0, -1, 1, -2 … → 0, 1, 2, 3 …
  @inline(__always)
  static func zigzag(_ number: Int64) -> UInt64 {
    UInt64(bitPattern: number << 1 ^ number >> 63)
  }

  /// The inverse of `zigzag`.
  @inline(__always)
  static func unzigzag(_ number: UInt64) -> Int64 {
    Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }
}

/// Reads a block front to back. Past the end it reads zeros and remembers it, so that one look at
/// `overran` after a row replaces a check at every field.
struct BlockReader {
  private var place: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>
  private(set) var overran = false

  init(_ start: UnsafePointer<UInt8>, count: Int) {
    place = start
    end = start + count
  }

  var isAtEnd: Bool { place == end }

  @inline(__always)
  mutating func byte() -> UInt8 {
    guard place < end else {
      overran = true
      return 0
    }
    defer { place += 1 }
    return place.pointee
  }

  @inline(__always)
  mutating func varint() -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = byte()
      number |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return number }
      shift += 7
      if shift > 63 {
        overran = true
        return 0
      }
    }
  }

  /// The next `count` bytes in place; nil, and overrun, where there are fewer.
  @inline(__always)
  mutating func take(_ count: Int) -> UnsafePointer<UInt8>? {
    guard count >= 0, end - place >= count else {
      overran = true
      return nil
    }
    defer { place += count }
    return place
  }
}
