/// Which atoms hold for a posting, a bit each, in the order of `Rulebook.atoms`.
///
/// One line of a processor's cache, as a vector: every operation is a handful of instructions without a loop.
struct AtomBits: Hashable, Sendable, BitwiseCopyable {
  private var words: SIMD8<UInt64>

  /// How many atoms have a bit; `Rulebook.maximumAtoms` is what the checker lets through.
  static let capacity = 512

  /// No atom.
  @inline(__always)
  static var none: AtomBits { AtomBits(SIMD8(repeating: 0)) }
  /// Every atom.
  @inline(__always)
  static var all: AtomBits { AtomBits(SIMD8(repeating: .max)) }

  @inline(__always)
  private init(_ words: SIMD8<UInt64>) { self.words = words }

  /// The bit of one atom.
  init(atom index: Int) {
    precondition(index >= 0 && index < Self.capacity, "the checker lets no more atoms through")
    words = SIMD8(repeating: 0)
    words[index >> 6] = 1 << UInt64(index & 63)
  }

  @inline(__always)
  var isEmpty: Bool {
    let four = words.lowHalf | words.highHalf
    let two = four.lowHalf | four.highHalf
    return two.x | two.y == 0
  }

  /// How many atoms there are.
  var count: Int {
    words.indices.reduce(0) { $0 + words[$1].nonzeroBitCount }
  }

  /// 1 where an atom is here, else 0.
  @inline(__always)
  func bit(of atom: Int) -> UInt64 { words[atom >> 6] >> UInt64(atom & 63) & 1 }

  /// Whether every atom of `other` is here too.
  @inline(__always)
  func contains(_ other: AtomBits) -> Bool { AtomBits(other.words & ~words).isEmpty }

  /// Whether no atom of `other` is here.
  @inline(__always)
  func isDisjoint(with other: AtomBits) -> Bool { (self & other).isEmpty }

  @inline(__always)
  static func | (left: AtomBits, right: AtomBits) -> AtomBits { AtomBits(left.words | right.words) }

  @inline(__always)
  static func & (left: AtomBits, right: AtomBits) -> AtomBits { AtomBits(left.words & right.words) }

  /// The atoms of `left` that are not in `right`.
  @inline(__always)
  static func - (left: AtomBits, right: AtomBits) -> AtomBits { AtomBits(left.words & ~right.words) }

  @inline(__always)
  static func |= (left: inout AtomBits, right: AtomBits) { left = left | right }
}
