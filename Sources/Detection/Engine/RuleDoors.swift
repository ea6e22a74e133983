import Ledger
import Rulebook

/// Which rules a subject need be looked at by at all: those about its kind of which some way is open to it.
///
/// A door for each way of each rule, those in front that few postings are enough for: most subjects have few.
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
  struct Row: BitwiseCopyable, Sendable {
    fileprivate(set) var doors: FixedTable<Door>
    /// For each door the bits that must occur somewhere in the postings; apart, since most doors stay shut.
    fileprivate var bits: FixedTable<AtomBits>

    fileprivate init(_ doors: [(door: Door, bits: AtomBits)]) {
      let sorted = doors.sorted { ($0.door.fewest, $0.door.rule) < ($1.door.fewest, $1.door.rule) }
      self.doors = FixedTable(sorted.map(\.door))
      bits = FixedTable(sorted.map(\.bits))
    }

    /// With fewer postings no rule can hold.
    var fewest: Int { doors.count > 0 ? doors[0].fewest : .max }

    /// Calls `body` with each door that is open to so many postings in which these bits occur.
    @inline(__always)
    func forEachOpen(to seen: AtomBits, count: Int, _ body: (Int) -> Void) {
      var index = 0
      while index < doors.count, doors[index].fewest <= count {
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
