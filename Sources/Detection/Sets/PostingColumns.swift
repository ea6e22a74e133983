import Ledger

/// For each atom the postings it holds for, a bit each: the postings' own bits turned on their side.
///
/// A set of a rule is then a few operations on words of 64 postings, whatever number of rules reads the posting,
/// and how many postings a set has is known before any of them is looked at. Used again for every subject.
struct PostingColumns {
  /// Column after column, each of `stride` words.
  private var words: [UInt64] = []
  /// Words a column takes for the postings at hand.
  private(set) var stride = 0
  /// The first posting, and how many there are.
  private var first = 0
  private var count = 0

  /// How many columns there are.
  private static let columns = AtomBits.capacity

  /// Takes the bits of the postings in `range`; of atoms outside `wanted` nothing can be asked.
  mutating func fill(_ bits: [AtomBits], _ range: Range<Int>, wanted: AtomBits) {
    first = range.lowerBound
    count = range.count
    stride = (count + 63) / 64
    let needed = stride * Self.columns
    if words.count < needed { words = [UInt64](repeating: 0, count: max(needed, 2 * words.count)) }
    words.withUnsafeMutableBufferPointer { words in
      wanted.forEachAtom { atom in
        for word in (atom * stride)..<((atom + 1) * stride) { words[word] = 0 }
      }
      for number in 0..<count {
        let bit = UInt64(1) << UInt64(number & 63)
        let word = number >> 6
        (bits[first + number] & wanted).forEachAtom { atom in words[atom * stride + word] |= bit }
      }
    }
  }

  /// Calls `body` for each word of postings that `matcher` matches; the word's first posting is numbered.
  @inline(__always)
  func forEachWord(of matcher: ColumnMatcher, _ body: (_ first: Int, _ postings: UInt64) -> Void) {
    words.withUnsafeBufferPointer { words in
      for word in 0..<stride {
        let left = count - word * 64
        let all = left >= 64 ? UInt64.max : (UInt64(1) << UInt64(left)) - 1
        let found = matcher.matches(among: all) { words[$0 * stride + word] }
        if found != 0 { body(first + word * 64, found) }
      }
    }
  }

  /// Whether postings have the bits of every gate often enough.
  ///
  /// Gates lie one behind the other: for each how often, how many atoms, and their numbers. They are asked of every
  /// subject by which a rule may be near, so nothing of them lies anywhere else.
  func pass(_ gates: FixedTable<UInt16>, _ range: Range<Int>) -> Bool {
    words.withUnsafeBufferPointer { words in
      var place = range.lowerBound
      while place < range.upperBound {
        let least = Int(gates[place])
        let atoms = (place + 2)..<(place + 2 + Int(gates[place + 1]))
        var total = 0
        for word in 0..<stride {
          var found = UInt64.max
          for atom in atoms { found &= words[Int(gates[atom]) * stride + word] }
          total += found.nonzeroBitCount
        }
        if total < least { return false }
        place = atoms.upperBound
      }
      return true
    }
  }

  /// The same, told from the postings' own bits.
  static func pass(
    _ gates: FixedTable<UInt16>, _ range: Range<Int>, _ bits: [AtomBits], _ postings: Range<Int>
  ) -> Bool {
    bits.withUnsafeBufferPointer { bits in
      var place = range.lowerBound
      while place < range.upperBound {
        let atoms = (place + 2)..<(place + 2 + Int(gates[place + 1]))
        var left = Int(gates[place])
        for posting in postings {
          var found: UInt64 = 1
          for atom in atoms { found &= bits[posting].bit(of: Int(gates[atom])) }
          left -= Int(found)
        }
        if left > 0 { return false }
        place = atoms.upperBound
      }
      return true
    }
  }

  /// How many postings a matcher matches.
  func count(of matcher: ColumnMatcher) -> Int {
    var total = 0
    forEachWord(of: matcher) { total += $1.nonzeroBitCount }
    return total
  }
}

extension AtomBits {
  /// Calls `body` with the index of each atom, in ascending order.
  @inline(__always)
  func forEachAtom(_ body: (Int) -> Void) {
    withUnsafeBytes(of: self) { bytes in
      for word in 0..<(bytes.count / 8) {
        var rest = UInt64(littleEndian: bytes.load(fromByteOffset: word * 8, as: UInt64.self))
        while rest != 0 {
          body(word * 64 + rest.trailingZeroBitCount)
          rest &= rest - 1
        }
      }
    }
  }
}
