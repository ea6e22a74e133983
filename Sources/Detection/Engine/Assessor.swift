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
  /// For each rule, what a subject must show at all before the rule is looked at.
  private let doors: FixedTable<Door>
  /// The rules about each kind of subject and link.
  private let rulesAbout: [UInt16: [Int]]
  /// The assessor that owns the tables, where it is another.
  private let owner: Assessor?
  /// Scratch, kept so that a subject costs no allocation.
  private var bits: [AtomBits] = []
  private var columns = PostingColumns()
  private var candidates: [Int] = []

  public init(rulebook: Rulebook, geography: Geography) {
    precondition(rulebook.atoms.count <= Rulebook.maximumAtoms, "the checker lets no more atoms through")
    self.rulebook = rulebook
    owner = nil
    distance = DistanceTable(geography)
    evaluator = AtomEvaluator(rulebook: rulebook, distance: distance)
    rules = rulebook.rules.filter(\.isObservable).map(CompiledRule.init)
    reach = rules.map(\.reach).max() ?? 0
    doors = FixedTable(
      rules.map { rule in
        Door(
          kinds: Self.kinds(of: rule.rule), link: Self.number(of: rule.rule.link),
          bits: rule.gate.reduce(AtomBits.none) { $0 | $1.bits }, atoms: rule.atoms)
      })
    rulesAbout = Self.rulesAbout(doors)
  }

  private static func rulesAbout(_ doors: FixedTable<Door>) -> [UInt16: [Int]] {
    var about: [UInt16: [Int]] = [:]
    for index in 0..<doors.count {
      for kind in SubjectKind.allCases where doors[index].kinds & 1 << kind.rawValue != 0 {
        about[key(kind, link: doors[index].link), default: []].append(index)
      }
    }
    return about
  }

  /// A kind of subject and a link as one key.
  private static func key(_ kind: SubjectKind, link: UInt8) -> UInt16 {
    UInt16(kind.rawValue) << 8 | UInt16(link)
  }

  /// The compiled rulebook of an assessor, for other threads to make assessors of their own by.
  ///
  /// Unchecked because an assessor has scratch of its own; of that nothing is read here, only what never changes.
  public struct Compiled: @unchecked Sendable {
    fileprivate let owner: Assessor
  }

  /// What `init(sharing:)` takes.
  public var compiled: Compiled { Compiled(owner: owner ?? self) }

  /// One more assessor by a rulebook that was compiled before; safe from any thread.
  public init(sharing compiled: Compiled) {
    let other = compiled.owner
    rulebook = other.rulebook
    owner = other
    distance = other.distance
    evaluator = other.evaluator
    rules = other.rules
    reach = other.reach
    doors = other.doors
    rulesAbout = other.rulesAbout
  }

  deinit { if owner == nil { doors.free() } }

  /// The kind of subject a rule is about, and the bits that must occur somewhere in its activity.
  private struct Door: BitwiseCopyable, Sendable {
    /// A bit for each kind of subject, by its number.
    var kinds: UInt8
    /// The field of a rule about links.
    var link: UInt8
    var bits: AtomBits
    /// What its sets ask about.
    var atoms: AtomBits
  }

  private static func kinds(of rule: Rule) -> UInt8 {
    SubjectKind.allCases.reduce(0) { rule.isAbout($1) ? $0 | 1 << $1.rawValue : $0 }
  }

  /// A field as a number, 0 for none; the last number stands for a link that nobody can name.
  private static func number(of link: LinkField?) -> UInt8 {
    link.flatMap { LinkField.allCases.firstIndex(of: $0) }.map { UInt8($0 + 1) } ?? 0
  }

  private static func link(of activity: Activity) -> UInt8 {
    guard activity.kind == .link else { return 0 }
    return LinkField.of(activity).map { number(of: $0.field) } ?? .max
  }

  /// How many days before an assessed day its windows can reach: what must be remembered.
  ///
  /// A day more than the windows, since a local day begins up to 14 hours from UTC's.
  public var reachDays: Int { Self.days(reach) }

  /// The same for a rulebook that nothing is assessed by yet.
  public static func reachDays(of rulebook: Rulebook) -> Int {
    days(rulebook.rules.filter(\.isObservable).map(CompiledRule.reach).max() ?? 0)
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
    let seen = evaluate(activity, range)
    var wanted = AtomBits.none
    candidates.removeAll(keepingCapacity: true)
    for index in rulesAbout[Self.key(activity.kind, link: Self.link(of: activity))] ?? []
    where seen.contains(doors[index].bits) {
      candidates.append(index)
      wanted |= doors[index].atoms
    }
    guard !candidates.isEmpty else { return [] }
    columns.fill(bits, range, wanted: wanted)
    let builder = SetBuilder(activity: activity, columns: columns, distance: distance)
    var held: [(run: RuleRun, days: [RuleRun.Day])] = []
    for index in candidates {
      let rule = rules[index]
      guard let sets = builder.buildIfEnough(rule), rule.canHold(sets, in: activity) else { continue }
      var run = RuleRun(rule, activity: activity, sets: sets)
      let days = run.strongestMoments(from: firstDay)
      if !days.isEmpty { held.append((run, days)) }
    }
    return held.isEmpty ? [] : findings(of: held, activity, fileName)
  }

  /// Writes down what held; the findings of a subject share the rows of their evidence.
  private func findings(
    of held: [(run: RuleRun, days: [RuleRun.Day])], _ activity: Activity, _ fileName: (UInt32) -> String
  ) -> [Finding] {
    withoutActuallyEscaping(fileName) { fileName in
      let evidence = EvidenceWriter(activity: activity, fileName: fileName)
      return held.flatMap { run, days in
        let builder = FindingBuilder(run: run, evidence: evidence)
        return days.map { builder.finding(at: $0.moment, on: $0.day) }
      }
    }
  }

  /// Every rule about this kind of subject, ready to be tried, whether or not its gate is open.
  func runs(over activity: Activity, from firstDay: BusinessDay) -> [RuleRun] {
    let range = readable(activity, from: firstDay)
    _ = evaluate(activity, range)
    columns.fill(bits, range, wanted: .all)
    let builder = SetBuilder(activity: activity, columns: columns, distance: distance)
    return (rulesAbout[Self.key(activity.kind, link: Self.link(of: activity))] ?? [])
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

  /// Evaluates every atom on every posting in range; returns the bits that occur anywhere.
  private func evaluate(_ activity: Activity, _ range: Range<Int>) -> AtomBits {
    if bits.count < activity.postings.count {
      bits.append(contentsOf: repeatElement(AtomBits.none, count: activity.postings.count - bits.count))
    }
    let evaluator = evaluator
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
            let found = evaluator.bits(of: posting, texts: own, customer: customer)
            bits[position] = found
            seen |= found
          }
          return seen
        }
      }
    }
  }
}
