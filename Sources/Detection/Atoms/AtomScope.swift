import Ledger
import Rulebook

/// Which costly atoms are worth evaluating for the rules about one kind of subject, by direction and channel.
///
/// Texts are read and names compared only where some rule's set can still turn on them. Every set then has the
/// members it has with all atoms evaluated; what an atom says of a posting that no set can hold is left open.
struct AtomScope: BitwiseCopyable, Sendable {
  /// Atoms that are answered together, in the order in which they are: the cheaper first.
  enum Stage: Int, CaseIterable {
    /// States and countries.
    case letters
    /// Postal codes and counties.
    case places
    /// Weekdays and dates.
    case days
    /// What is stated.
    case facts
    /// What few rules ask: amounts that change with the day, distances, contacts.
    case others
  }

  /// What one class of postings needs.
  struct Plan: BitwiseCopyable, Sendable {
    fileprivate var stages: FixedTable<AtomNeed>
    /// For each text field the evaluator reads, in its order.
    fileprivate var texts: FixedTable<AtomNeed>
    fileprivate var names: AtomNeed

    /// Whether a stage matters to a posting with the atoms of the stages before it.
    @inline(__always)
    func wants(_ stage: Stage, _ bits: AtomBits) -> Bool { stages[stage.rawValue].isThere(for: bits) }

    /// Whether the words of a text matter, with the atoms of all stages known.
    @inline(__always)
    func wantsText(_ index: Int, _ bits: AtomBits) -> Bool { texts[index].isThere(for: bits) }

    /// Whether names matter, with all other atoms known.
    @inline(__always)
    func wantsNames(_ bits: AtomBits) -> Bool { names.isThere(for: bits) }

    fileprivate func free() {
      for index in 0..<stages.count { stages[index].free() }
      stages.free()
      for index in 0..<texts.count { texts[index].free() }
      texts.free()
      names.free()
    }
  }

  /// The costly atoms of a rulebook.
  struct Costly: Sendable {
    /// For each stage its atoms.
    var stages: [AtomBits]
    /// For each text field the evaluator reads, in its order, the atoms about its words.
    var texts: [AtomBits]
    /// Those that compare names.
    var names: AtomBits
    /// For each direction and channel (`AtomScope.index`), which of `classAtoms` hold.
    var classes: [AtomBits]
    /// The atoms about direction and channel.
    var classAtoms: AtomBits
  }

  private let plans: FixedTable<Plan>

  /// Directions times channels.
  static let classCount = 2 * 16

  /// The plans for sets of which `terms` are the alternatives. O(terms × classes).
  init(_ terms: [BitMatcher.Term], _ costly: Costly) {
    // What comes later is not known when a stage is decided.
    let words = costly.texts.reduce(costly.names, |)
    let later = costly.stages.indices.map { costly.stages[$0...].reduce(words, |) }
    let asking = terms.filter { !(later.first ?? words).isDisjoint(with: $0.need | $0.forbid) }
    plans = FixedTable(
      costly.liveTerms(of: asking).map { live in
        func need(_ atoms: AtomBits, _ unknown: AtomBits) -> AtomNeed {
          AtomNeed(
            live.filter { !atoms.isDisjoint(with: $0.need | $0.forbid) }
              .map { BitMatcher.Term(need: $0.need - unknown, forbid: $0.forbid - unknown) })
        }
        return Plan(
          stages: FixedTable(zip(costly.stages, later).map(need)),
          texts: FixedTable(costly.texts.map { need($0, words) }), names: need(costly.names, costly.names))
      })
  }

  /// One that evaluates everything.
  init(everythingOf costly: Costly) {
    func always() -> AtomNeed { AtomNeed([.anything]) }
    plans = FixedTable(
      costly.classes.map { _ in
        Plan(
          stages: FixedTable(costly.stages.map { _ in always() }),
          texts: FixedTable(costly.texts.map { _ in always() }), names: always())
      })
  }

  /// Gives the memory back.
  func free() {
    for index in 0..<plans.count { plans[index].free() }
    plans.free()
  }

  @inline(__always)
  func plan(of posting: Posting) -> Plan { plans[Self.index(of: posting)] }

  @inline(__always)
  static func index(of posting: Posting) -> Int {
    Int(posting.flags.rawValue & PostingFlags.debit.rawValue) << 4 | Int(posting.channelCode & 15)
  }
}

extension AtomScope.Costly {
  /// The costly atoms of a rulebook, as `tables` sort them.
  init(_ rulebook: Rulebook, _ tables: AtomTables) {
    texts = tables.texts.map { $0.bits.reduce(AtomBits.none, |) }
    names = tables.surname | tables.own
    classAtoms = .none
    classes = [AtomBits](repeating: .none, count: AtomScope.classCount)
    stages = AtomScope.Stage.allCases.map { _ in .none }
    for (index, atom) in rulebook.atoms.enumerated() {
      let bit = AtomBits(atom: index)
      if let stage = atom.stage { stages[stage.rawValue] |= bit }
      switch atom {
      case .channel(let mask):
        for place in classes.indices where mask >> UInt16(place & 15) & 1 != 0 { classes[place] |= bit }
      case .direction(let direction):
        for place in classes.indices where place >> 4 == Int(direction.rawValue) { classes[place] |= bit }
      default: continue
      }
      classAtoms |= bit
    }
  }

  /// For each direction and channel the terms that such postings may match, without what those say already.
  func liveTerms(of terms: [BitMatcher.Term]) -> [[BitMatcher.Term]] {
    classes.map { own in
      terms.filter { own.contains($0.need & classAtoms) && own.isDisjoint(with: $0.forbid & classAtoms) }
        .map { BitMatcher.Term(need: $0.need - classAtoms, forbid: $0.forbid - classAtoms) }
    }
  }
}

extension Atom {
  /// In which stage it is answered; nil where that is done before all stages, or after.
  fileprivate var stage: AtomScope.Stage? {
    switch self {
    case .letters: .letters
    case .code(.merchantCategory, _): nil
    case .code: .places
    case .days, .weekday: .days
    case .states: .facts
    case .amount(_, let range):
      range.atLeast?.isConstant ?? true && range.atMost?.isConstant ?? true ? nil : .others
    case .fartherFromHome, .contact: .others
    default: nil
    }
  }
}
