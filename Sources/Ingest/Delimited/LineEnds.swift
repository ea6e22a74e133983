import Glibc

/// Which bytes end a line.
enum LineEnds {
  /// LF, CRLF or a lone CR, even mixed in one file, as some banks' exports are.
  case any
  /// LF alone (NDJSON, where CR is white space).
  case lineFeed

  /// Line ends among the bytes. A CR directly before an LF belongs to it; one at the very end counts.
  func count(_ bytes: UnsafeRawBufferPointer) -> Int {
    let feeds = Self.feeds(bytes)
    guard self == .any, let base = bytes.baseAddress else { return feeds }
    var lone = 0
    var cursor = 0
    while cursor < bytes.count, let found = memchr(base + cursor, 0x0D, bytes.count - cursor) {
      let place = UnsafeRawPointer(found) - base
      if place + 1 >= bytes.count || bytes[place + 1] != 0x0A { lone += 1 }
      cursor = place + 1
    }
    return feeds + lone
  }

  /// Line feeds among the bytes: 64 at a time, counted in the lanes of a vector until one could overflow.
  private static func feeds(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    let feed = SIMD64<UInt8>(repeating: 0x0A)
    var total = 0
    var index = 0
    while index + 64 <= bytes.count {
      var lanes = SIMD64<UInt8>(repeating: 0)
      let end = min(bytes.count - 64, index + 254 * 64)
      while index <= end {
        let hits = base.loadUnaligned(fromByteOffset: index, as: SIMD64<UInt8>.self) .== feed
        // A true lane is -1.
        lanes &-= unsafeBitCast(hits, to: SIMD64<UInt8>.self)
        index += 64
      }
      total += sum(lanes)
    }
    while index < bytes.count {
      total += bytes[index] == 0x0A ? 1 : 0
      index += 1
    }
    return total
  }

  /// Adds up lanes in two halves of sixteen bits, four to a word.
  private static func sum(_ lanes: SIMD64<UInt8>) -> Int {
    let words = unsafeBitCast(lanes, to: SIMD8<UInt64>.self)
    let low = SIMD8<UInt64>(repeating: 0x00FF_00FF_00FF_00FF)
    let pairs = (words & low) &+ ((words &>> SIMD8(repeating: 8)) & low)
    var total = 0
    for index in 0..<8 {
      // The multiplication gathers the four halves in the highest.
      total += Int((pairs[index] &* 0x0001_0001_0001_0001) >> 48)
    }
    return total
  }

  /// The bytes without the line end they end with, if they do.
  func withoutEnd(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var count = bytes.count
    if count > 0, bytes[count - 1] == 0x0A { count -= 1 }
    if self == .any, count > 0, bytes[count - 1] == 0x0D { count -= 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[..<count])
  }

  /// One past the last line end within `range`; nil where there is none.
  func lastEnd(_ base: UnsafeRawPointer, _ range: Range<Int>) -> Int? {
    var index = range.upperBound
    while index > range.lowerBound {
      let byte = base.load(fromByteOffset: index - 1, as: UInt8.self)
      if byte == 0x0A || (byte == 0x0D && self == .any) { return index }
      index -= 1
    }
    return nil
  }

  /// One past the first line end at or after `start`; nil where there is none before `end`.
  func firstEnd(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> Int? {
    guard start < end else { return nil }
    let feed = memchr(base + start, 0x0A, end - start).map { UnsafeRawPointer($0) - base }
    guard self == .any else { return feed.map { $0 + 1 } }
    let limit = feed ?? end
    if limit > start, let found = memchr(base + start, 0x0D, limit - start) {
      let place = UnsafeRawPointer(found) - base
      return place + 1 < end && place + 1 == feed ? place + 2 : place + 1
    }
    return feed.map { $0 + 1 }
  }
}
