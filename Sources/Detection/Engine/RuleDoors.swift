import Ledger
import Rulebook

/// Which rules a subject need be looked at by at all: those about its kind of which some way is open to it.
///
/// A door or more for each way of each rule; most stay shut to most subjects.
final class RuleDoors: Sendable {
  /// What a subject must show before a rule can hold in one way.
  struct Door: BitwiseCopyable, Sendable {
    /// Index of the rule.
    var rule: Int
    /// With fewer postings it cannot hold.
    var fewest: Int
    /// Where its gates lie in the row's.
    var gates: Range<Int> { firstGate..<lastGate }
    fileprivate var firstGate = 0
    fileprivate var lastGate = 0
    /// The atoms the rule's sets ask about.
    var atoms: AtomBits
  }

  /// A door with all that is put into the tables of its row.
  fileprivate struct Plan {
    var door: Door
    var bits: AtomBits
    var gates: [RuleWay.Gate]
  }

  /// The doors about one kind of subject.
  ///
  /// Each door hangs on the atom, of those it needs, that is rarest by its kind, and of those that the fewest doors
  /// need: where that never occurs nobody comes by. Of one atom's doors, those that few postings are enough for come first.
  struct Row: BitwiseCopyable, Sendable {
    fileprivate(set) var doors: FixedTable<Door>
    /// For each door the bits that must occur somewhere in the postings.
    fileprivate var bits: FixedTable<AtomBits>
    /// Which bits postings must have, and how often, door after door (`PostingColumns.pass`).
    fileprivate(set) var gates: FixedTable<UInt16>
    /// Where the doors of each atom begin; behind the last atom those that hang on none, and their end.
    fileprivate var starts: FixedTable<Int>
    /// For each door the postings it cannot do without, as far as that fits.
    fileprivate var leasts: FixedTable<UInt16>
    /// The atoms that a door hangs on for which so many postings are enough; the last stands for all more.
    fileprivate var hinges: FixedTable<AtomBits>
    /// With fewer postings no rule can hold.
    let fewest: Int
    /// The atoms that matter.
    let scope: AtomScope
    /// Which rules can be tried at what came tonight.
    let anchors: AnchorDoors

    fileprivate init(_ doors: [Plan], _ scope: AtomScope, _ anchors: AnchorDoors, _ rarity: [Int]) {
      self.scope = scope
      self.anchors = anchors
      let atoms = Hinges(of: doors.map(\.bits), rarity)
      var hung = [[Plan]](repeating: [], count: AtomBits.capacity + 1)
      var hinges = [AtomBits](repeating: .none, count: Self.hingeCounts)
      for door in doors {
        let hinge = atoms.hinge(of: door.bits)
        hung[hinge].append(door)
        guard hinge < AtomBits.capacity else { continue }
        for count in min(door.door.fewest, Self.hingeCounts - 1)..<Self.hingeCounts {
          hinges[count] |= AtomBits(atom: hinge)
        }
      }
      for atom in hung.indices { hung[atom].sort { $0.door.fewest < $1.door.fewest } }
      var ordered = Array(hung.joined())
      var gates: [UInt16] = []
      for index in ordered.indices {
        let start = gates.count
        gates += ordered[index].gates.flatMap(\.numbers)
        ordered[index].door.firstGate = start
        ordered[index].door.lastGate = gates.count
      }
      self.doors = FixedTable(ordered.map(\.door))
      self.gates = FixedTable(gates)
      self.hinges = FixedTable(hinges)
      leasts = FixedTable(ordered.map { UInt16(clamping: $0.door.fewest) })
      bits = FixedTable(ordered.map(\.bits))
      starts = FixedTable(hung.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) })
      fewest = doors.map(\.door.fewest).min() ?? .max
    }

    /// Most subjects have few postings, and most doors hang where these are not enough.
    private static let hingeCounts = 17

    /// Calls `body` with each door that is open to so many postings in which these bits occur, in no order.
    @inline(__always)
    func forEachOpen(to seen: AtomBits, count: Int, _ body: (Int) -> Void) {
      (seen & hinges[min(count, Self.hingeCounts - 1)]).forEachAtom { atom in
        forEachOpen(on: atom, seen, count, body)
      }
      forEachOpen(on: AtomBits.capacity, seen, count, body)
    }

    @inline(__always)
    private func forEachOpen(on hinge: Int, _ seen: AtomBits, _ count: Int, _ body: (Int) -> Void) {
      var index = starts[hinge]
      let end = starts[hinge + 1]
      while index < end, Int(leasts[index]) <= count {
        if seen.contains(bits[index]) { body(index) }
        index += 1
      }
    }
  }

  /// By kind of subject and field of link.
  private let rows: FixedTable<Row>
  private static let linksPerKind = LinkField.allCases.count + 2

  init(_ rules: [CompiledRule], _ atoms: [Atom], _ costly: AtomScope.Costly) {
    let rarity = atoms.map(\.rarity)
    let rowCount = SubjectKind.allCases.count * Self.linksPerKind
    var found = [[Plan]](repeating: [], count: rowCount)
    var terms = [[BitMatcher.Term]](repeating: [], count: rowCount)
    var about = [[(index: Int, rule: CompiledRule)]](repeating: [], count: rowCount)
    for (index, rule) in rules.enumerated() {
      for kind in SubjectKind.allCases where rule.rule.isAbout(kind) {
        let row = Self.row(kind, rule.rule.link)
        terms[row] += rule.terms
        about[row].append((index, rule))
        found[row] += rule.ways.flatMap { Self.plans(of: $0, rule, index, rarity) }
      }
    }
    rows = FixedTable(
      (0..<rowCount).map { row in
        Row(found[row], AtomScope(terms[row], costly), AnchorDoors(about[row], rarity), rarity)
      })
  }

  /// More alternatives of one set are not told apart.
  private static let maximumChoices = 16

  /// The doors of one way: of the sets it cannot do without, the one with the rarest alternatives has a door for each.
  private static func plans(
    of way: RuleWay, _ rule: CompiledRule, _ index: Int, _ rarity: [Int]
  ) -> [Plan] {
    let door = Door(rule: index, fewest: way.fewest, atoms: rule.atoms)
    func commonest(_ choice: [AtomBits]) -> Int {
      choice.map { need in
        var rarest = Int.max
        need.forEachAtom { rarest = min(rarest, rarity[$0]) }
        return rarest
      }.max() ?? .max
    }
    func leastAsked(_ choice: [AtomBits]) -> Int { choice.map(\.count).min() ?? 0 }
    let choice = way.choices.filter { $0.count <= maximumChoices }
      .min { (commonest($0), -leastAsked($0), $0.count) < (commonest($1), -leastAsked($1), $1.count) }
    guard let choice else { return [Plan(door: door, bits: way.necessary, gates: way.gates)] }
    return choice.map { need in
      Plan(
        door: door, bits: way.necessary | need, gates: way.gates + [RuleWay.Gate(bits: need, count: 1)])
    }
  }

  deinit {
    for index in 0..<rows.count {
      rows[index].doors.free()
      rows[index].bits.free()
      rows[index].starts.free()
      rows[index].gates.free()
      rows[index].leasts.free()
      rows[index].hinges.free()
      rows[index].scope.free()
      rows[index].anchors.free()
    }
    rows.free()
  }

  /// The doors of rules about this kind of subject; of a link, about its field.
  func row(for activity: Activity) -> Row {
    guard activity.kind == .link else { return rows[Self.row(activity.kind, nil)] }
    guard let field = LinkField.of(activity)?.field else { return rows[Self.unnamedLink] }
    return rows[Self.row(.link, field)]
  }

  /// A row without a field comes first among those of its kind.
  private static func row(_ kind: SubjectKind, _ link: LinkField?) -> Int {
    let field = link.flatMap { LinkField.allCases.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    return Int(kind.rawValue) * linksPerKind + field
  }

  /// No rule is about a link that nobody can name.
  private static let unnamedLink = row(.link, nil) + linksPerKind - 1
}

extension RuleWay.Gate {
  /// As a row holds it; a count beyond what fits asks for less, and lets more through.
  fileprivate var numbers: [UInt16] {
    var atoms: [UInt16] = []
    bits.forEachAtom { atoms.append(UInt16($0)) }
    return [UInt16(clamping: count), UInt16(atoms.count)] + atoms
  }
}

extension Atom {
  /// How rarely postings have it, by its kind; the lower the rarer.
  fileprivate var rarity: Int {
    switch self {
    case .gathered, .lexicon, .contact, .occupation, .trade, .sharesAddress, .isEmployer: 0
    case .sharesSurname, .isOwnTransfer, .fartherFromHome, .code, .letters, .openedWithin: 1
    case .channel, .purpose, .amountMultiple, .days, .weekday: 2
    case .amount, .timeOfDay, .isBusiness: 3
    case .states, .direction: 4
    }
  }
}
