import Ledger

/// Whether costly atoms of a posting can matter, told from the cheap ones: one alternative for each way in which
/// what asks for them can still hold.
///
/// May say that they matter where they do not, never the other way.
struct AtomNeed: BitwiseCopyable, Sendable {
  private let matcher: ColumnMatcher
  /// Whether they never matter.
  let isNever: Bool

  /// So many alternatives cost about as much as the atoms would.
  static let maximum = 24

  /// The need that is there where one of `terms` may hold; more than `most` alternatives are put together.
  init(_ terms: some Sequence<BitMatcher.Term>, most: Int = maximum) {
    // Few atoms first: a term with fewer asks for less, and stands for those that ask for as much and more.
    let ordered = Set(terms).sorted { $0.atomCount < $1.atomCount }
    var kept: [BitMatcher.Term] = []
    for term in ordered where !kept.contains(where: term.asksForAllOf) { kept.append(term) }
    if kept.count > most, let first = kept.first {
      kept = [
        kept.dropFirst().reduce(first) {
          BitMatcher.Term(need: $0.need & $1.need, forbid: $0.forbid & $1.forbid)
        }
      ]
    }
    isNever = kept.isEmpty
    matcher = ColumnMatcher(BitMatcher(terms: kept))
  }

  /// Gives the memory back.
  func free() { matcher.free() }

  /// Whether they can matter to a posting with these cheap atoms.
  @inline(__always)
  func isThere(for bits: AtomBits) -> Bool {
    !isNever && matcher.matches(among: 1) { bits.bit(of: $0) } != 0
  }
}

extension BitMatcher.Term {
  /// What asks for nothing.
  static let anything = BitMatcher.Term(need: .none, forbid: .none)

  fileprivate var atomCount: Int { need.count + forbid.count }

  /// Whether whatever it matches, `other` matches too.
  fileprivate func asksForAllOf(_ other: BitMatcher.Term) -> Bool {
    need.contains(other.need) && forbid.contains(other.forbid)
  }
}
