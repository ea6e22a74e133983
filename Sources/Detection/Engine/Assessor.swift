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
  /// The assessor that owns the tables, where it is another.
  private let owner: Assessor?
  /// Scratch, kept so that a subject costs no allocation.
  private var bits: [AtomBits] = []

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
          bits: rule.gate.reduce(AtomBits.none) { $0 | $1.bits })
      })
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
  }

  deinit { if owner == nil { doors.free() } }

  /// The kind of subject a rule is about, and the bits that must occur somewhere in its activity.
  private struct Door: BitwiseCopyable, Sendable {
    /// A bit for each kind of subject, by its number.
    var kinds: UInt8
    /// The field of a rule about links.
    var link: UInt8
    var bits: AtomBits

    func isAbout(kind: UInt8, link: UInt8) -> Bool { kinds & kind != 0 && self.link == link }
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
    var findings: [Finding] = []
    let kind = UInt8(1) << activity.kind.rawValue
    let link = Self.link(of: activity)
    for index in 0..<doors.count
    where doors[index].isAbout(kind: kind, link: link) && seen.contains(doors[index].bits) {
      if isOpen(rules[index], range) {
        findings += self.findings(of: rules[index], activity, range, from: firstDay, fileName)
      }
    }
    return findings
  }

  private func findings(
    of rule: CompiledRule, _ activity: Activity, _ range: Range<Int>, from firstDay: BusinessDay,
    _ fileName: (UInt32) -> String
  ) -> [Finding] {
    let sets = members(of: rule, activity, range)
    guard rule.canHold(sets) else { return [] }
    var run = RuleRun(rule, activity: activity, sets: sets)
    let moments = run.strongestMoments(from: firstDay)
    guard !moments.isEmpty else { return [] }
    return withoutActuallyEscaping(fileName) { fileName in
      let builder = FindingBuilder(run: run, evidence: EvidenceWriter(activity: activity, fileName: fileName))
      return moments.map { builder.finding(at: $0.moment, on: $0.day) }
    }
  }

  /// Every rule about this kind of subject, ready to be tried, whether or not its gate is open.
  func runs(over activity: Activity, from firstDay: BusinessDay) -> [RuleRun] {
    let range = readable(activity, from: firstDay)
    _ = evaluate(activity, range)
    let kind = UInt8(1) << activity.kind.rawValue
    let link = Self.link(of: activity)
    return rules.indices.filter { doors[$0].isAbout(kind: kind, link: link) }
      .map { RuleRun(rules[$0], activity: activity, sets: members(of: rules[$0], activity, range)) }
  }

  private func members(of rule: CompiledRule, _ activity: Activity, _ range: Range<Int>) -> [[Member]] {
    SetBuilder(activity: activity, bits: bits, distance: distance, range: range).build(rule)
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

  /// Whether the postings a rule cannot do without occur often enough for it to be looked at.
  private func isOpen(_ rule: CompiledRule, _ range: Range<Int>) -> Bool {
    bits.withUnsafeBufferPointer { bits in
      for gate in rule.gate where gate.count > 0 {
        var left = gate.count
        for position in range where bits[position].contains(gate.bits) {
          left -= 1
          if left == 0 { break }
        }
        if left > 0 { return false }
      }
      return true
    }
  }
}
