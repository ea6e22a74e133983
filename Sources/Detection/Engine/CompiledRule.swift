import Ledger
import Rulebook

/// A rule with what the engine works out once: matchers, what it cannot do without, and how far it looks back.
///
/// A reference: a rule is looked at for every subject, and a value of so many parts would be counted each time.
final class CompiledRule: Sendable {
  let rule: Rule
  let sets: [Members]
  /// The ways in which the test can hold; at most `RuleWay.maximum`.
  let ways: [RuleWay]
  /// For each way the members each set cannot do without, set after set.
  private let least: FixedTable<Int>
  /// Sets whose postings are moments at which the test is tried.
  let anchors: [Int]
  /// The bits of which each such posting has one or the other: those of an alternative of its set.
  let anchorNeeds: [AtomBits]
  /// The farthest it looks back, milliseconds.
  let reach: Int64
  /// The atoms its sets ask about.
  let atoms: AtomBits
  /// The alternatives of all its sets that are told from single postings.
  let terms: [BitMatcher.Term]
  /// Its aggregates and its currency, apart from the rule: read at every moment.
  let aggregates: [Aggregate]
  let currency: Letters
  /// The aggregates the test reads.
  let mainAggregates: [Int]
  /// The aggregates the earlier moment reads.
  let firstAggregates: [Int]
  /// The fields of the customer file it counts or gathers by: evidence shows them.
  let customerFields: [GroupField]

  /// A set's definition with its predicate compiled.
  enum Members: Sendable {
    case matching(ColumnMatcher)
    case after(own: Int, other: Int, reach: Int64, metres: Int64?, together: GroupField?)
    case before(own: Int, other: Int, reach: Int64, metres: Int64?, together: GroupField?)
    case following(own: Int, other: Int, reach: Int64)
    case newcomers(own: Int, field: GroupField, reach: Int64)
    case amid(own: Int, least: Int, field: GroupField?, reach: Int64)
  }

  init(_ rule: Rule, _ directions: RuleWay.Directions = RuleWay.Directions()) {
    self.rule = rule
    let matchers = rule.sets.map(Self.matcher)
    sets = zip(rule.sets, matchers).map(Self.members)
    anchors = rule.anchor.map { [$0] } ?? Self.moments(of: rule)
    anchorNeeds = RuleWay.fewest(anchors.flatMap { Self.needs(of: $0, rule, matchers) })
    reach = Self.reach(of: rule)
    mainAggregates = AggregateUse.indices(in: rule.test, of: rule)
    firstAggregates = rule.first.map { AggregateUse.indices(in: $0, of: rule) } ?? []
    let fields = rule.aggregates.flatMap { [$0.kind.field, $0.sameAs] } + [rule.rollsUpTo?.field]
    customerFields =
      [.address, .email].filter(fields.contains)
      + [.phone, .employer].filter { rule.rollsUpTo?.field == $0 }
    ways = RuleWay.ways(of: rule, matchers, directions)
    least = FixedTable(ways.flatMap(\.least))
    aggregates = rule.aggregates
    currency = rule.currency.letters
    terms = matchers.flatMap { $0?.terms ?? [] }
    atoms = matchers.reduce(AtomBits.none) { $0 | ($1?.atoms ?? .none) }
  }

  deinit {
    for case .matching(let matcher) in sets { matcher.free() }
    least.free()
  }

  /// How many members of a set one of its ways cannot do without; 0 for none.
  @inline(__always)
  func least(of set: Int, inWay way: Int) -> Int { least[way * sets.count + set] }

  /// The matcher of a set that is told from single postings.
  private static func matcher(_ set: PostingSet) -> BitMatcher? {
    switch set.members {
    case .matching(let predicate): BitMatcher(predicate)
    case .everything: BitMatcher(.all([]))
    default: nil
    }
  }

  /// The bits of which every member of a set has one or the other.
  private static func needs(of set: Int, _ rule: Rule, _ matchers: [BitMatcher?]) -> [AtomBits] {
    switch rule.sets[set].members {
    case .matching, .everything: matchers[set]?.terms.map(\.need) ?? [.none]
    case .after(let own, _, _, _, _), .before(let own, _, _, _, _), .following(let own, _, _),
      .newcomers(let own, _, _), .amid(let own, _, _, _):
      needs(of: own, rule, matchers)
    }
  }

  private static func members(_ set: PostingSet, _ matcher: BitMatcher?) -> Members {
    switch set.members {
    case .matching, .everything: .matching(ColumnMatcher(matcher ?? BitMatcher(.all([]))))
    case .after(let own, let other, let reach, let metres, let together):
      .after(own: own, other: other, reach: reach, metres: metres, together: together)
    case .before(let own, let other, let reach, let metres, let together):
      .before(own: own, other: other, reach: reach, metres: metres, together: together)
    case .following(let own, let other, let reach): .following(own: own, other: other, reach: reach)
    case .newcomers(let own, let field, let reach): .newcomers(own: own, field: field, reach: reach)
    case .amid(let own, let least, let field, let reach):
      .amid(own: own, least: least, field: field, reach: reach)
    }
  }

  /// Without an anchor of its own a rule is tried at every posting of the sets it reads, and where a set's
  /// members wait for another posting, at that one.
  private static func moments(of rule: Rule) -> [Int] {
    let read = AggregateUse.indices(in: rule.test, of: rule).map { rule.aggregates[$0] }
      .filter { $0.kind != .present }
    // What is usual is the measure of the rest, and no moment of its own unless it stands alone.
    let windows = read.filter { WindowSpan.lag(of: $0.window) == 0 }
    var sets = Set((windows.isEmpty ? read : windows).map(\.set))
    if sets.isEmpty { sets = Set(rule.sets.indices) }
    for set in sets { addEntries(of: set, rule, &sets) }
    return sets.sorted()
  }

  /// The sets at whose postings members of `set` come to belong, where that is not at their own.
  private static func addEntries(of set: Int, _ rule: Rule, _ sets: inout Set<Int>) {
    switch rule.sets[set].members {
    case .matching, .everything, .following, .newcomers: break
    case .after(let own, _, _, _, _): addEntries(of: own, rule, &sets)
    case .before(let own, let other, _, _, _):
      sets.insert(other)
      addEntries(of: own, rule, &sets)
    // A crowd is complete at one of its own members.
    case .amid: sets.insert(set)
    }
  }

  /// How far back the rule reads: its longest window, after what its sets and its first moment look back.
  static func reach(of rule: Rule) -> Int64 {
    var windows: Int64 = 0
    for aggregate in rule.aggregates {
      windows = max(windows, WindowSpan.longest(aggregate.window, sinceFirst: 0))
    }
    var links: Int64 = 0
    for set in rule.sets {
      switch set.members {
      case .matching, .everything: break
      case .after(_, _, let reach, _, _), .before(_, _, let reach, _, _), .following(_, _, let reach),
        .newcomers(_, _, let reach), .amid(_, _, _, let reach):
        links += reach
      }
    }
    return windows + links + (rule.first?.milliseconds ?? 0)
  }
}
