/// Letters as a reader compares them: case and accents gone, anything that is not a letter or digit a
/// break between words.
///
/// ASCII and the Latin letters of two UTF-8 bytes fold to their base letter; other scripts are kept byte
/// for byte, so that a phrase in them still matches itself.
enum FoldedText {
  /// The break between words.
  static let space: UInt8 = 0x20

  /// Calls `body` with each folded byte: words separated by single spaces, one space before the first and
  /// one after the last. Nothing is called for a text without words. O(n), no allocation.
  @inline(__always)
  static func forEachByte(of bytes: UnsafeRawBufferPointer, _ body: (UInt8) -> Void) {
    var inWord = false
    var any = false
    var index = 0
    let count = bytes.count
    while index < count {
      var byte = bytes[index]
      index += 1
      var isWord = true
      if byte < 0x80 {
        byte = ascii(byte)
        isWord = byte != space
      } else if byte == 0xC3, index < count {
        byte = Self.latinOne[Int(bytes[index] & 0x3F)]
        index += 1
      } else if byte == 0xC4 || byte == 0xC5, index < count {
        byte = Self.latinExtended[Int(byte & 1) << 6 | Int(bytes[index] & 0x3F)]
        index += 1
      } else if byte == 0xC2, index < count {
        index += 1  // Latin-1 punctuation, among it the no-break space
        isWord = false
      }
      if isWord {
        if !inWord { body(space) }
        body(byte)
        inWord = true
        any = true
      } else {
        inWord = false
      }
    }
    if any { body(space) }
  }

  /// The folded bytes, spaces at both ends; empty for a text without words.
  static func fold(_ text: String) -> [UInt8] {
    var folded: [UInt8] = []
    var copy = text
    copy.withUTF8 { forEachByte(of: UnsafeRawBufferPointer($0)) { folded.append($0) } }
    return folded
  }

  /// A hash of all words together, for telling names apart; 0 for a text without words.
  static func hash(of bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0
    forEachByte(of: bytes) { hash = step(hash, $0) }
    return hash
  }

  /// That hash, and one of the last word, for telling surnames apart; 0 for a text without words.
  static func hashes(of bytes: UnsafeRawBufferPointer) -> (all: UInt64, lastWord: UInt64) {
    var all: UInt64 = 0
    var last: UInt64 = 0
    var current: UInt64 = 0
    forEachByte(of: bytes) { byte in
      all = step(all, byte)
      let isBreak = byte == space
      last = isBreak && current != 0 ? current : last
      current = isBreak ? 0 : step(current, byte)
    }
    return (all, last)
  }

  /// A hash with one byte more (after Fowler, Noll and Vo).
  @inline(__always)
  private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 &+ 0x9E37_79B9
  }

  /// Lower-case letters and digits stay, capitals fold, everything else is a break. The apostrophe too:
  /// `O'Brien` is two words wherever it occurs.
  ///
  /// Computed, not looked up: a table of a type is asked at every byte whether it is there yet.
  @inline(__always)
  private static func ascii(_ byte: UInt8) -> UInt8 {
    let small = byte | 0x20
    return small &- 0x61 < 26 ? small : byte &- 0x30 < 10 ? byte : space
  }

  /// U+00C0…U+00FF by their last six bits.
  private static let latinOne = Array(
    "aaaaaaaceeeeiiiidnooooooouuuuytsaaaaaaaceeeeiiiidnooooooouuuuyty".utf8)

  /// U+0100…U+017F by their last seven bits.
  private static let latinExtended = Array(
    ("aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
      + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)
}
