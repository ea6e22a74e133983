import Rulebook

/// A predicate as alternatives of atoms that must hold and atoms that must not.
struct BitMatcher: Sendable {
  /// One alternative.
  struct Term: Sendable, Hashable {
    var need: AtomBits
    var forbid: AtomBits
  }

  let terms: [Term]

  init(_ predicate: Predicate) { self.init(terms: Self.terms(of: predicate, negated: false)) }

  /// What has all these atoms.
  init(all need: AtomBits) { self.init(terms: [Term(need: need, forbid: .none)]) }

  init(terms: [Term]) { self.terms = terms }

  /// Every atom it asks about.
  var atoms: AtomBits { terms.reduce(AtomBits.none) { $0 | $1.need | $1.forbid } }

  @inline(__always)
  func matches(_ bits: AtomBits) -> Bool {
    for term in terms where bits.contains(term.need) && bits.isDisjoint(with: term.forbid) {
      return true
    }
    return false
  }

  /// The atoms every match has; what must occur somewhere before the rule is looked at.
  var necessary: AtomBits {
    guard let first = terms.first else { return .all }
    return terms.dropFirst().reduce(first.need) { $0 & $1.need }
  }

  /// Disjunctive normal form; contradictions fall away.
  private static func terms(of predicate: Predicate, negated: Bool) -> [Term] {
    switch (predicate, negated) {
    case (.atom(let index), false): [Term(need: AtomBits(atom: index), forbid: .none)]
    case (.atom(let index), true): [Term(need: .none, forbid: AtomBits(atom: index))]
    case (.not(let inner), _): terms(of: inner, negated: !negated)
    case (.all(let parts), false), (.any(let parts), true):
      parts.reduce([Term(need: .none, forbid: .none)]) { product($0, terms(of: $1, negated: negated)) }
    case (.any(let parts), false), (.all(let parts), true):
      parts.flatMap { terms(of: $0, negated: negated) }
    }
  }

  private static func product(_ left: [Term], _ right: [Term]) -> [Term] {
    var result: [Term] = []
    for one in left {
      for other in right {
        let term = Term(need: one.need | other.need, forbid: one.forbid | other.forbid)
        if term.need.isDisjoint(with: term.forbid), !result.contains(term) { result.append(term) }
      }
    }
    return result
  }
}
