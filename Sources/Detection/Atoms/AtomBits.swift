/// Which atoms hold for a posting, a bit each, in the order of `Rulebook.atoms`.
///
/// Four words of 128 bits, which is one line of a processor's cache, written out so that every operation is a
/// handful of instructions without a loop.
struct AtomBits: Hashable, Sendable, BitwiseCopyable {
  private var first: UInt128
  private var second: UInt128
  private var third: UInt128
  private var fourth: UInt128

  /// How many atoms have a bit; `Rulebook.maximumAtoms` is what the checker lets through.
  static let capacity = 512

  /// No atom.
  static let none = AtomBits(0, 0, 0, 0)
  /// Every atom.
  static let all = AtomBits(.max, .max, .max, .max)

  @inline(__always)
  private init(_ first: UInt128, _ second: UInt128, _ third: UInt128, _ fourth: UInt128) {
    self.first = first
    self.second = second
    self.third = third
    self.fourth = fourth
  }

  /// The bit of one atom.
  init(atom index: Int) {
    precondition(index >= 0 && index < Self.capacity, "the checker lets no more atoms through")
    let bit = UInt128(1) << UInt128(index & 127)
    self.init(
      index >> 7 == 0 ? bit : 0, index >> 7 == 1 ? bit : 0, index >> 7 == 2 ? bit : 0,
      index >> 7 == 3 ? bit : 0)
  }

  @inline(__always)
  var isEmpty: Bool { first | second | third | fourth == 0 }

  /// Whether every atom of `other` is here too.
  @inline(__always)
  func contains(_ other: AtomBits) -> Bool {
    (other.first & ~first) | (other.second & ~second) | (other.third & ~third)
      | (other.fourth & ~fourth) == 0
  }

  /// Whether no atom of `other` is here.
  @inline(__always)
  func isDisjoint(with other: AtomBits) -> Bool { (self & other).isEmpty }

  @inline(__always)
  static func | (left: AtomBits, right: AtomBits) -> AtomBits {
    AtomBits(
      left.first | right.first, left.second | right.second, left.third | right.third,
      left.fourth | right.fourth)
  }

  @inline(__always)
  static func & (left: AtomBits, right: AtomBits) -> AtomBits {
    AtomBits(
      left.first & right.first, left.second & right.second, left.third & right.third,
      left.fourth & right.fourth)
  }

  @inline(__always)
  static func |= (left: inout AtomBits, right: AtomBits) { left = left | right }
}
