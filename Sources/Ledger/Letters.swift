/// Up to three capital letters packed into sixteen bits: currency codes, country codes, US states.
///
/// Packed letters compare and hash as integers, so the detection loop never touches a `String`. Zero means
/// "not stated".
public struct Letters: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Five bits a letter, first letter highest; `A` is 1.
  public let rawValue: UInt16

  @inlinable
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// No letters: the value was not stated.
  public static let none = Letters(rawValue: 0)

  /// Packs one to three ASCII letters of either case; nil for anything else.
  @inlinable
  public init?(ascii bytes: UnsafeRawBufferPointer) {
    guard (1...3).contains(bytes.count) else { return nil }
    var packed: UInt16 = 0
    for byte in bytes {
      let upper = byte & 0xDF
      guard (0x41...0x5A).contains(upper) else { return nil }
      packed = packed << 5 | UInt16(upper - 0x40)
    }
    self.rawValue = packed
  }

  /// Packs one to three ASCII letters of either case; nil for anything else.
  public init?(_ text: some StringProtocol) {
    var copy = Array(text.utf8)
    let packed = copy.withUnsafeMutableBytes { Letters(ascii: UnsafeRawBufferPointer($0)) }
    guard let packed else { return nil }
    self = packed
  }

  @inlinable
  public static func < (left: Letters, right: Letters) -> Bool { left.rawValue < right.rawValue }
}

extension Letters: CustomStringConvertible {
  /// The letters in capitals, or an empty string where none were stated.
  public var description: String {
    var bytes: [UInt8] = []
    for shift in [UInt16(10), 5, 0] {
      let letter = UInt8(truncatingIfNeeded: rawValue >> shift & 0x1F)
      if letter != 0 { bytes.append(letter + 0x40) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
