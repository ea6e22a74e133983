import Glibc

/// Which bytes end a line.
enum LineEnds {
  /// LF, CRLF or a lone CR, even mixed in one file, as some banks' exports are.
  case any
  /// LF alone (NDJSON, where CR is white space).
  case lineFeed

  /// Line ends among the bytes. A CR directly before an LF belongs to it; one at the very end counts.
  func count(_ bytes: UnsafeRawBufferPointer) -> Int {
    var feeds = 0
    for byte in bytes { feeds &+= byte == 0x0A ? 1 : 0 }
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
