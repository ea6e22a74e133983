/// Eight bytes of a string looked at together.
enum JSONWord {
  static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// Bit 7 of the first byte that is a quote, a backslash or below 0x20, and of no byte before it.
  ///
  /// The usual test for a zero byte; bytes after the first hit may be marked wrongly, for a borrow runs on.
  @inline(__always)
  static func special(_ word: UInt64) -> UInt64 {
    let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let isQuote = (quote &- ones) & ~quote
    let isBackslash = (backslash &- ones) & ~backslash
    let isControl = (word &- ones &* 0x20) & ~word
    return (isQuote | isBackslash | isControl) & highBits
  }
}

/// A string as it stands between its quotes.
struct JSONText {
  var bytes: FieldBytes
  var hasEscapes: Bool
}
