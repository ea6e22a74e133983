import Ledger
import Rulebook

/// Which rules a subject need be looked at by at all: those about its kind of which some way is open to it.
///
/// A door for each way of each rule; most stay shut to most subjects.
final class RuleDoors: Sendable {
  /// What a subject must show before a rule can hold in one way.
  struct Door: BitwiseCopyable, Sendable {
    /// Index of the rule.
    var rule: Int
    /// With fewer postings it cannot hold.
    var fewest: Int
    /// The atoms the rule's sets ask about.
    var atoms: AtomBits
    /// Which bits postings must have, and how often.
    var gates: FixedTable<RuleWay.Gate>
  }

  /// The doors about one kind of subject.
  ///
  /// Each door hangs on the atom, of those it needs, that the fewest doors need: where that never occurs nobody
  /// comes by. Of one atom's doors, those that few postings are enough for come first.
  struct Row: BitwiseCopyable, Sendable {
    fileprivate(set) var doors: FixedTable<Door>
    /// For each door the bits that must occur somewhere in the postings.
    fileprivate var bits: FixedTable<AtomBits>
    /// Where the doors of each atom begin; behind the last atom those that hang on none, and their end.
    fileprivate var starts: FixedTable<Int>
    /// The atoms that any door hangs on.
    private var hinges: AtomBits
    /// With fewer postings no rule can hold.
    let fewest: Int

    fileprivate init(_ doors: [(door: Door, bits: AtomBits)]) {
      var uses = [Int](repeating: 0, count: AtomBits.capacity)
      for (_, bits) in doors { bits.forEachAtom { uses[$0] += 1 } }
      var hung = [[(door: Door, bits: AtomBits)]](repeating: [], count: AtomBits.capacity + 1)
      hinges = .none
      for (door, bits) in doors {
        var hinge = AtomBits.capacity
        bits.forEachAtom { if hinge == AtomBits.capacity || uses[$0] < uses[hinge] { hinge = $0 } }
        hung[hinge].append((door, bits))
        if hinge < AtomBits.capacity { hinges |= AtomBits(atom: hinge) }
      }
      for atom in hung.indices { hung[atom].sort { $0.door.fewest < $1.door.fewest } }
      self.doors = FixedTable(hung.joined().map(\.door))
      bits = FixedTable(hung.joined().map(\.bits))
      starts = FixedTable(hung.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) })
      fewest = doors.map(\.door.fewest).min() ?? .max
    }

    /// Calls `body` with each door that is open to so many postings in which these bits occur, in no order.
    @inline(__always)
    func forEachOpen(to seen: AtomBits, count: Int, _ body: (Int) -> Void) {
      (seen & hinges).forEachAtom { atom in forEachOpen(on: atom, seen, count, body) }
      forEachOpen(on: AtomBits.capacity, seen, count, body)
    }

    @inline(__always)
    private func forEachOpen(on hinge: Int, _ seen: AtomBits, _ count: Int, _ body: (Int) -> Void) {
      var index = starts[hinge]
      let end = starts[hinge + 1]
      while index < end, doors[index].fewest <= count {
        if seen.contains(bits[index]) { body(index) }
        index += 1
      }
    }
  }

  /// By kind of subject and field of link.
  private let rows: FixedTable<Row>
  private static let linksPerKind = LinkField.allCases.count + 2

  /// Own the gates.
  private let rules: [CompiledRule]

  init(_ rules: [CompiledRule]) {
    self.rules = rules
    var found = [[(door: Door, bits: AtomBits)]](
      repeating: [], count: SubjectKind.allCases.count * Self.linksPerKind)
    for (index, rule) in rules.enumerated() {
      for kind in SubjectKind.allCases where rule.rule.isAbout(kind) {
        found[Self.row(kind, rule.rule.link)] += rule.ways.map {
          (Door(rule: index, fewest: $0.fewest, atoms: rule.atoms, gates: $0.gates), $0.necessary)
        }
      }
    }
    rows = FixedTable(found.map(Row.init))
  }

  deinit {
    for index in 0..<rows.count {
      rows[index].doors.free()
      rows[index].bits.free()
      rows[index].starts.free()
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
