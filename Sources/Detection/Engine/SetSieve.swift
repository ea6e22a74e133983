import Ledger
import Rulebook

/// Keeps the postings that some set of the rules about one kind of subject could hold, told from what a record states.
///
/// What is asked of the customer, of names the customer file may add, and of the distance from home stays open: it may
/// come to be known after the posting was filed.
final class SetSieve: PostingSieve {
  private let evaluator: AtomEvaluator
  private let scope: AtomScope
  /// For each direction and channel, what a posting must have.
  private let classes: FixedTable<AtomNeed>

  /// Nil where a set holds every posting: then nothing can be left out.
  init?(_ rules: [CompiledRule], _ atoms: [Atom], _ evaluator: AtomEvaluator) {
    guard !rules.contains(where: { $0.rule.sets.contains { $0.members == .everything } }) else { return nil }
    var open = AtomBits.none
    var never = AtomBits.none
    for (index, atom) in atoms.enumerated() {
      if atom.mayBeKnownLater { open |= AtomBits(atom: index) }
      if case .gathered = atom { never |= AtomBits(atom: index) }
    }
    let terms = rules.flatMap(\.terms).filter { $0.need.isDisjoint(with: never) }
      .map { BitMatcher.Term(need: $0.need - open, forbid: $0.forbid - open - never) }
    self.evaluator = evaluator
    scope = AtomScope(terms, evaluator.costly)
    classes = FixedTable(
      evaluator.costly.liveTerms(of: terms).map { AtomNeed($0, most: .max) })
  }

  deinit {
    scope.free()
    for index in 0..<classes.count { classes[index].free() }
    classes.free()
  }

  func keeps(_ posting: Posting, texts: UnsafeRawBufferPointer) -> Bool {
    let need = classes[AtomScope.index(of: posting)]
    guard !need.isNever else { return false }
    return need.isThere(for: evaluator.bits(of: posting, texts: texts, customer: .nobody, in: scope))
  }
}

extension Atom {
  /// Whether the customer file may change the answer.
  fileprivate var mayBeKnownLater: Bool {
    switch self {
    case .sharesSurname, .isOwnTransfer, .fartherFromHome, .code(.homeZip, _), .states, .contact: true
    case .lexicon(let field, _): field == .customer || field == .customerName
    default: asksOfCustomer
    }
  }
}
