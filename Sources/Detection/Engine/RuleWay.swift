import Ledger
import Rulebook

/// One way in which a rule's test can hold, and what a subject must have for it: each `or` is another way.
///
/// Told from counts alone. What it turns away could not hold; what it lets through is tried.
final class RuleWay: Sendable {
  /// For each set, how many members it cannot do without; 0 for none.
  let least: [Int]
  /// The bits that must occur somewhere in a subject's postings.
  let necessary: AtomBits
  /// With fewer postings than this it cannot hold.
  let fewest: Int
  /// Postings with these bits must occur so often.
  let gates: [Gate]
  /// For each set it cannot do without that several alternatives can fill, the bits each of them needs: a posting with
  /// the bits of one of them must occur.
  let choices: [[AtomBits]]
  /// What some window must hold.
  let floors: [WindowFloor]
  /// What its sets must have members enough for.
  let ceilings: [CountCeiling]

  /// Bits that postings must have, and how often.
  struct Gate: Sendable {
    var bits: AtomBits
    var count: Int
  }

  /// The atoms of the two directions: no posting has both.
  struct Directions {
    var credit = AtomBits.none
    var debit = AtomBits.none
  }

  /// So many ways are told apart; a rule with more is tried wherever its first part may hold.
  static let maximum = 16

  /// Every way in which a rule can hold.
  static func ways(of rule: Rule, _ matchers: [BitMatcher?], _ directions: Directions) -> [RuleWay] {
    let first = rule.first.map { conditions(of: $0.test) } ?? [[]]
    return product(first, conditions(of: rule.test))
      .map { RuleWay(of: rule, $0.map { rule.conditions[$0] }, matchers, directions) }
  }

  private init(
    of rule: Rule, _ conditions: [Condition], _ matchers: [BitMatcher?], _ directions: Directions
  ) {
    var counts = MemberCounts(rule)
    for condition in conditions { counts.require(condition) }
    counts.requireOthers()
    var gates: [Gate] = []
    var necessary = AtomBits.none
    var (credits, debits) = (0, 0)
    for (set, count) in counts.least.enumerated() where count > 0 {
      let bits = Self.necessary(set, rule.sets, matchers)
      guard !bits.isEmpty else { continue }
      necessary |= bits
      if !directions.credit.isEmpty, bits.contains(directions.credit) { credits = max(credits, count) }
      if !directions.debit.isEmpty, bits.contains(directions.debit) { debits = max(debits, count) }
      gates.append(Gate(bits: bits, count: count))
    }
    self.gates = gates
    choices = counts.least.indices.compactMap { set in
      counts.least[set] > 0
        ? matchers[set].flatMap { Self.choice($0.terms.map(\.need), beyond: necessary) } : nil
    }
    self.necessary = necessary
    least = counts.least
    fewest = max(1, least.max() ?? 1, credits + debits)
    floors = WindowFloor.floors(of: conditions, rule)
    ceilings = CountCeiling.ceilings(of: conditions, rule)
  }

  /// The bits of which a member has one or the other; nil where they tell no more than `necessary` does.
  private static func choice(_ needs: [AtomBits], beyond necessary: AtomBits) -> [AtomBits]? {
    let kept = fewest(needs)
    return kept.count > 1 && !kept.contains(where: necessary.contains) ? kept : nil
  }

  /// The alternatives without those that ask for all that another asks for, and more.
  static func fewest(_ needs: [AtomBits]) -> [AtomBits] {
    var kept: [AtomBits] = []
    for need in needs.sorted(by: { $0.count < $1.count }) where !kept.contains(where: need.contains) {
      kept.append(need)
    }
    return kept
  }

  /// The bits every member of a set has.
  private static func necessary(_ index: Int, _ sets: [PostingSet], _ matchers: [BitMatcher?]) -> AtomBits {
    switch sets[index].members {
    case .matching, .everything: matchers[index]?.necessary ?? .none
    case .after(let own, _, _, _, _), .before(let own, _, _, _, _), .following(let own, _, _),
      .newcomers(let own, _, _), .amid(let own, _, _, _):
      necessary(own, sets, matchers)
    }
  }

  // MARK: The test as alternatives

  /// The conditions that hold together where a test holds, for each way in which it can; of what is negated
  /// nothing is asked.
  private static func conditions(of test: Test) -> [[Int]] {
    switch test {
    case .condition(let index): [[index]]
    case .all(let tests): tests.reduce([[]]) { product($0, conditions(of: $1)) }
    case .any(let tests):
      tests.count > maximum || tests.isEmpty
        ? [[]] : limited(tests.flatMap { conditions(of: $0) }, otherwise: [[]])
    case .not: [[]]
    }
  }

  private static func product(_ left: [[Int]], _ right: [[Int]]) -> [[Int]] {
    limited(left.flatMap { one in right.map { one + $0 } }, otherwise: left)
  }

  private static func limited(_ ways: [[Int]], otherwise fewer: [[Int]]) -> [[Int]] {
    ways.count > maximum ? fewer : ways
  }
}

/// For each set of a rule, how many members some conditions cannot do without.
private struct MemberCounts {
  private let rule: Rule
  private(set) var least: [Int]

  init(_ rule: Rule) {
    self.rule = rule
    least = Array(repeating: 0, count: rule.sets.count)
    if let anchor = rule.anchor { least[anchor] = 1 }
    if let first = rule.first { least[first.anchor] = max(least[first.anchor], 1) }
  }

  private mutating func require(_ count: Int, of set: Int) { least[set] = max(least[set], count) }

  mutating func require(_ condition: Condition) {
    let bound = WindowFloor.needed(condition)
    if let denominator = condition.denominator {
      // A share of nothing never holds, whatever it is compared with.
      if case .aggregate(let index) = denominator { require(1, of: rule.aggregates[index].set) }
      if case .aggregate(let index) = condition.left, let bound, bound > 0 {
        if rule.aggregates[index].kind != .lowestBalance { require(1, of: rule.aggregates[index].set) }
      }
      return
    }
    guard case .aggregate(let index) = condition.left, let bound, bound > 0 else { return }
    let aggregate = rule.aggregates[index]
    switch aggregate.kind {
    case .count, .distinct, .days, .mostOfOne, .present: require(Int(clamping: bound), of: aggregate.set)
    case .sum, .largest, .smallest, .median, .mostToOne, .largestBusinessDaySum:
      require(1, of: aggregate.set)
    case .lowestBalance: break
    }
  }

  /// What sets told from other sets need of those.
  mutating func requireOthers() {
    for set in least.indices where least[set] > 0 { requireOthers(of: set, count: least[set]) }
  }

  private mutating func requireOthers(of set: Int, count: Int) {
    switch rule.sets[set].members {
    case .matching, .everything: break
    case .after(let own, let other, _, _, _), .before(let own, let other, _, _, _),
      .following(let own, let other, _):
      require(count, of: own)
      require(1, of: other)
      requireOthers(of: own, count: count)
      requireOthers(of: other, count: 1)
    case .newcomers(let own, _, _):
      require(count, of: own)
      requireOthers(of: own, count: count)
    case .amid(let own, let least, _, _):
      require(max(count, least), of: own)
      requireOthers(of: own, count: max(count, least))
    }
  }
}
