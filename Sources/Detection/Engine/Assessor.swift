public import Ledger
public import Rulebook

/// Assesses one subject after another by a rulebook. Pure: no clock, no files, no memory between subjects.
///
/// Used by one thread at a time; make one for each thread, by `init(sharing:)` without compiling again.
public final class Assessor {
  /// The rulebook it assesses by.
  public let rulebook: Rulebook
  private let rules: [CompiledRule]
  private let evaluator: AtomEvaluator
  private let distance: DistanceTable
  private let reach: Int64
  private let doors: RuleDoors
  /// Scratch, kept so that a subject costs no allocation.
  private var bits: [AtomBits] = []
  private var columns = PostingColumns()
  private var openDoors: [Int] = []
  private var candidates: [Int] = []

  /// Whom an assessor looks at, and so by which rules.
  public enum Scope: Sendable {
    /// Every subject, by all that is remembered of it.
    case everybody
    /// Customers who are flagged or may come to be.
    case flagged
  }

  public convenience init(rulebook: Rulebook, geography: Geography) {
    let distance = DistanceTable(geography)
    self.init(
      rulebook: rulebook, distance: distance,
      evaluator: AtomEvaluator(rulebook: rulebook, distance: distance), scope: .everybody)
  }

  /// An assessor by the same rulebook for customers who are flagged.
  public func forFlagged() -> Assessor {
    Assessor(rulebook: rulebook, distance: distance, evaluator: evaluator, scope: .flagged)
  }

  /// An assessor by some of its rules, without compiling their questions again.
  public func restricted(to isWanted: (Rule) -> Bool) -> Assessor {
    Assessor(rules: rulebook.rules.filter(isWanted), sharing: self)
  }

  /// An assessor by other rules over the same atoms, lexicons and places, which are not compiled again.
  package convenience init(rules: [Rule], sharing other: Assessor) {
    var rulebook = other.rulebook
    rulebook.rules = rules
    self.init(rulebook: rulebook, distance: other.distance, evaluator: other.evaluator, scope: .everybody)
  }

  private init(rulebook: Rulebook, distance: DistanceTable, evaluator: AtomEvaluator, scope: Scope) {
    precondition(rulebook.atoms.count <= Rulebook.maximumAtoms, "the checker lets no more atoms through")
    self.rulebook = rulebook
    self.distance = distance
    self.evaluator = evaluator
    let directions = RuleWay.Directions(
      credit: Self.atom(.direction(.credit), in: rulebook), debit: Self.atom(.direction(.debit), in: rulebook)
    )
    rules = rulebook.rules.filter { $0.isObservable && $0.isAboutFlagged == (scope == .flagged) }
      .map { CompiledRule($0, directions) }
    reach = rules.map(\.reach).max() ?? 0
    doors = RuleDoors(rules, rulebook.atoms, evaluator.costly)
  }

  /// The bit of an atom; none where no rule asks it.
  private static func atom(_ atom: Atom, in rulebook: Rulebook) -> AtomBits {
    rulebook.atoms.firstIndex(of: atom).map(AtomBits.init(atom:)) ?? .none
  }

  /// The compiled rulebook of an assessor, for other threads to make assessors of their own by.
  ///
  /// Unchecked because an assessor has scratch of its own; of that nothing is read here, only what never changes.
  public struct Compiled: @unchecked Sendable {
    fileprivate let owner: Assessor
  }

  /// What `init(sharing:)` takes.
  public var compiled: Compiled { Compiled(owner: self) }

  /// One more assessor by a rulebook that was compiled before; safe from any thread.
  public init(sharing compiled: Compiled) {
    let other = compiled.owner
    rulebook = other.rulebook
    distance = other.distance
    evaluator = other.evaluator
    rules = other.rules
    reach = other.reach
    doors = other.doors
  }

  /// Tells which postings its rules about counterparties could use; nil where they could use all.
  public func counterpartySieve() -> (any PostingSieve)? {
    SetSieve(rules.filter { $0.rule.about == .counterparty }, rulebook.atoms, evaluator)
  }

  /// How many days before an assessed day its windows can reach: what must be remembered.
  ///
  /// A day more than the windows, since a local day begins up to 14 hours from UTC's.
  public var reachDays: Int { Self.days(reach) }

  /// The same for a rulebook that nothing is assessed by yet.
  public static func reachDays(of rulebook: Rulebook) -> Int {
    days(rulebook.rules.filter { $0.isObservable && !$0.isAboutFlagged }.map(CompiledRule.reach).max() ?? 0)
  }

  private static func days(_ reach: Int64) -> Int { Int((reach + 86_399_999) / 86_400_000) + 1 }

  /// The findings of every day from `firstDay` on, in order of rule ID, then day.
  ///
  /// `activity` holds what is remembered of the subject: at least the longest window before `firstDay`.
  /// O(postings × atoms), and for each rule whose gate opens O(postings log postings).
  public func assess(
    _ activity: Activity, from firstDay: BusinessDay, fileName: (UInt32) -> String
  ) -> [Finding] {
    let range = readable(activity, from: firstDay)
    guard !range.isEmpty else { return [] }
    let row = doors.row(for: activity)
    guard row.fewest <= range.count else { return [] }
    findCandidates(behind: row, activity, range)
    guard !candidates.isEmpty else { return [] }
    candidates.sort()
    return withoutActuallyEscaping(fileName) { findings(of: activity, from: firstDay, $0) }
  }

  /// Tries the candidates, one after the other: of a busy subject the sets of all would be more than all its postings.
  private func findings(
    of activity: Activity, from firstDay: BusinessDay, _ fileName: @escaping (UInt32) -> String
  ) -> [Finding] {
    let builder = SetBuilder(activity: activity, columns: columns, distance: distance)
    /// The findings of a subject share the rows of their evidence; most have none.
    var evidence: EvidenceWriter?
    var findings: [Finding] = []
    for index in candidates {
      guard let sets = builder.buildIfEnough(rules[index]) else { continue }
      var run = RuleRun(rules[index], activity: activity, sets: sets)
      let days = run.strongestMoments(from: firstDay)
      guard !days.isEmpty else { continue }
      let writer = evidence ?? EvidenceWriter(activity: activity, fileName: fileName)
      evidence = writer
      let finding = FindingBuilder(run: run, evidence: writer)
      for day in days { findings.append(finding.finding(at: day.moment, on: day.day)) }
    }
    return findings
  }

  /// Notes the rules to look at, each once: those of which postings with the bits they cannot do without occur
  /// often enough.
  private func findCandidates(behind row: RuleDoors.Row, _ activity: Activity, _ range: Range<Int>) {
    let seen = evaluate(activity, range, row.scope)
    candidates.removeAll(keepingCapacity: true)
    var open: [Int] = []
    swap(&open, &openDoors)
    defer { swap(&open, &openDoors) }
    open.removeAll(keepingCapacity: true)
    row.forEachOpen(to: seen, count: range.count) { open.append($0) }
    guard !open.isEmpty else { return }
    // Of few postings the bits themselves tell as fast as columns, which then are made for few subjects.
    let isFew = range.count <= Self.fewPostings
    if !isFew { columns.fill(bits, range, wanted: open.reduce(.none) { $0 | row.doors[$1].atoms }) }
    var wanted = AtomBits.none
    for door in open {
      let rule = row.doors[door].rule
      let gates = row.doors[door].gates
      guard !candidates.contains(rule),
        isFew ? PostingColumns.pass(row.gates, gates, bits, range) : columns.pass(row.gates, gates)
      else { continue }
      candidates.append(rule)
      wanted |= row.doors[door].atoms
    }
    if isFew, !candidates.isEmpty { columns.fill(bits, range, wanted: wanted) }
  }

  /// So many postings are few.
  private static let fewPostings = 8

  /// Every rule about this kind of subject, ready to be tried, whether or not its gate is open.
  func runs(over activity: Activity, from firstDay: BusinessDay) -> [RuleRun] {
    let range = readable(activity, from: firstDay)
    _ = evaluate(activity, range, nil)
    columns.fill(bits, range, wanted: .all)
    let builder = SetBuilder(activity: activity, columns: columns, distance: distance)
    let row = doors.row(for: activity)
    return Set((0..<row.doors.count).map { row.doors[$0].rule })
      .map { RuleRun(rules[$0], activity: activity, sets: builder.build(rules[$0])) }
  }

  /// The postings any window of `firstDay` or later can reach.
  private func readable(_ activity: Activity, from firstDay: BusinessDay) -> Range<Int> {
    let start =
      Instant(day: firstDay.advanced(by: -1), secondOfDay: 0, zoneMinutes: 0).milliseconds - reach
    var low = 0
    var high = activity.postings.count
    while low < high {
      let middle = (low + high) / 2
      if activity.postings[middle].instant.milliseconds < start { low = middle + 1 } else { high = middle }
    }
    return low..<activity.postings.count
  }

  /// Evaluates the atoms of a scope on every posting in range, without one all; returns the bits that occur anywhere.
  private func evaluate(_ activity: Activity, _ range: Range<Int>, _ scope: AtomScope?) -> AtomBits {
    if bits.count < activity.postings.count {
      bits.append(contentsOf: repeatElement(AtomBits.none, count: activity.postings.count - bits.count))
    }
    let evaluator = evaluator
    let scope = scope ?? evaluator.everything
    let customer = evaluator.customer(activity.facts)
    return bits.withUnsafeMutableBufferPointer { bits in
      activity.postings.withUnsafeBufferPointer { postings in
        activity.texts.withUnsafeBytes { texts in
          var seen = AtomBits.none
          for position in range {
            let posting = postings[position]
            let own =
              posting.textMask == 0
              ? UnsafeRawBufferPointer(start: nil, count: 0)
              : UnsafeRawBufferPointer(rebasing: texts[Int(posting.textOffset)...])
            let found = evaluator.bits(of: posting, texts: own, customer: customer, in: scope)
            bits[position] = found
            seen |= found
          }
          return seen
        }
      }
    }
  }
}
