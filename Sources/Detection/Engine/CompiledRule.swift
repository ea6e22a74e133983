import Ledger
import Rulebook

/// A rule with what the engine works out once: matchers, the gate, and how far it looks back.
///
/// A reference: a rule is looked at for every subject, and a value of so many parts would be counted each time.
final class CompiledRule: Sendable {
  let rule: Rule
  let sets: [Members]
  /// Every posting set must have had so many postings with these bits before the rule can hold.
  let gate: [Gate]
  /// Sets whose postings are moments at which the test is tried.
  let anchors: [Int]
  /// The farthest it looks back, milliseconds.
  let reach: Int64
  /// For each set, how many members the test cannot do without; 0 for none.
  let least: [Int]
  /// What some window must hold before the test can hold.
  let floors: [WindowFloor]
  /// The atoms its sets ask about.
  let atoms: AtomBits
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
    case matching(BitMatcher)
    case after(own: Int, other: Int, reach: Int64, metres: Int64?, together: GroupField?)
    case before(own: Int, other: Int, reach: Int64, metres: Int64?, together: GroupField?)
    case following(own: Int, other: Int, reach: Int64)
    case newcomers(own: Int, field: GroupField, reach: Int64)
    case amid(own: Int, least: Int, field: GroupField?, reach: Int64)
  }

  /// Postings with these bits must occur so often.
  struct Gate: Sendable {
    var bits: AtomBits
    var matcher: BitMatcher
    var count: Int
  }

  init(_ rule: Rule) {
    self.rule = rule
    sets = rule.sets.map(Self.members)
    anchors = rule.anchor.map { [$0] } ?? Self.moments(of: rule)
    reach = Self.reach(of: rule)
    mainAggregates = AggregateUse.indices(in: rule.test, of: rule)
    firstAggregates = rule.first.map { AggregateUse.indices(in: $0, of: rule) } ?? []
    let fields = rule.aggregates.flatMap { [$0.kind.field, $0.sameAs] } + [rule.rollsUpTo?.field]
    customerFields = [.address, .email].filter(fields.contains)
    let required = Self.required(rule)
    var least = [Int](repeating: 0, count: sets.count)
    var gates: [Gate] = []
    for (set, count) in required {
      least[set] = count
      let bits = Self.necessary(set, in: sets)
      if !bits.isEmpty { gates.append(Gate(bits: bits, matcher: BitMatcher(all: bits), count: count)) }
    }
    gate = gates
    self.least = least
    floors = WindowFloor.floors(of: rule)
    aggregates = rule.aggregates
    currency = rule.currency.letters
    atoms = sets.reduce(AtomBits.none) { bits, set in
      if case .matching(let matcher) = set { bits | matcher.atoms } else { bits }
    }
  }

  private static func members(_ set: PostingSet) -> Members {
    switch set.members {
    case .matching(let predicate): .matching(BitMatcher(predicate))
    case .everything: .matching(BitMatcher(.all([])))
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

  /// The bits every member of a set has.
  private static func necessary(_ index: Int, in sets: [Members]) -> AtomBits {
    switch sets[index] {
    case .matching(let matcher): matcher.necessary
    case .after(let own, _, _, _, _), .before(let own, _, _, _, _), .following(let own, _, _),
      .newcomers(let own, _, _), .amid(let own, _, _, _):
      necessary(own, in: sets)
    }
  }

  // MARK: The gate

  /// Whether any window can hold what the test cannot do without.
  func canHold(_ sets: [[Member]], in activity: Activity) -> Bool {
    floors.allSatisfy { $0.isReached(by: sets[$0.set], in: activity, currency: currency) }
  }

  /// For each set, how many members the test cannot do without.
  private static func required(_ rule: Rule) -> [(set: Int, count: Int)] {
    var counts: [Int: Int] = [:]
    if let anchor = rule.anchor { counts[anchor] = 1 }
    if let first = rule.first {
      counts[first.anchor] = max(counts[first.anchor] ?? 0, 1)
      require(first.test, rule, &counts)
    }
    require(rule.test, rule, &counts)
    for (set, count) in counts { requireOthers(of: set, rule, count: count, &counts) }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func requireOthers(of set: Int, _ rule: Rule, count: Int, _ counts: inout [Int: Int]) {
    switch rule.sets[set].members {
    case .matching, .everything: break
    case .after(let own, let other, _, _, _), .before(let own, let other, _, _, _),
      .following(let own, let other, _):
      counts[own] = max(counts[own] ?? 0, count)
      counts[other] = max(counts[other] ?? 0, 1)
      requireOthers(of: own, rule, count: count, &counts)
      requireOthers(of: other, rule, count: 1, &counts)
    case .newcomers(let own, _, _):
      counts[own] = max(counts[own] ?? 0, count)
      requireOthers(of: own, rule, count: count, &counts)
    case .amid(let own, let least, _, _):
      let count = count > 0 ? max(count, least) : 0
      counts[own] = max(counts[own] ?? 0, count)
      requireOthers(of: own, rule, count: count, &counts)
    }
  }

  private static func require(_ test: Test, _ rule: Rule, _ counts: inout [Int: Int]) {
    switch test {
    case .all(let tests): for inner in tests { require(inner, rule, &counts) }
    case .any(let tests) where tests.count == 1: require(tests[0], rule, &counts)
    case .any, .not: break
    case .condition(let index): require(rule.conditions[index], rule, &counts)
    }
  }

  private static func require(_ condition: Condition, _ rule: Rule, _ counts: inout [Int: Int]) {
    // A share of nothing never holds, whatever it is compared with.
    if case .aggregate(let index) = condition.denominator {
      counts[rule.aggregates[index].set] = max(counts[rule.aggregates[index].set] ?? 0, 1)
    }
    guard case .aggregate(let index) = condition.left, case .constant(let bound) = condition.right,
      let least = least(condition.comparison, bound)
    else { return }
    let aggregate = rule.aggregates[index]
    let count: Int64 =
      switch aggregate.kind {
      case .count, .distinct, .days, .mostOfOne, .present: least
      case .sum, .largest, .smallest, .median, .mostToOne, .largestBusinessDaySum: least > 0 ? 1 : 0
      case .lowestBalance: 0
      }
    guard condition.denominator == nil, count > 0 else {
      if condition.denominator != nil, bound > 0 {
        counts[aggregate.set] = max(counts[aggregate.set] ?? 0, 1)
      }
      return
    }
    counts[aggregate.set] = max(counts[aggregate.set] ?? 0, Int(clamping: count))
  }

  /// The least value that satisfies a comparison with a constant; nil where none is demanded.
  private static func least(_ comparison: Comparison, _ bound: Int64) -> Int64? {
    switch comparison {
    case .atLeast, .between, .equal: bound
    case .moreThan: bound == .max ? bound : bound + 1
    case .atMost, .lessThan: nil
    }
  }
}
