import Ledger
import Rulebook

/// Reads the values of conditions and compares them, exactly, in integers.
struct ConditionReader {
  let compiled: CompiledRule
  /// The values of the rule's aggregates at the moment; only those asked for need be right.
  var aggregates: [Int64]
  var kept: [Int64] = []
  /// What peers of the customer do, by the rule's figures.
  var peers = PeerGroup()
  var day = BusinessDay(ordinal: 0)

  /// An observed value, and the bound it is compared with.
  struct Reading {
    var observed: Int64
    var bound: Int64
    var upper: Int64?
    var holds: Bool
  }

  func holds(_ test: Test) -> Bool {
    switch test {
    case .condition(let index): read(compiled.rule.conditions[index]).holds
    case .all(let tests): tests.allSatisfy(holds)
    case .any(let tests): tests.contains(where: holds)
    case .not(let inner): !holds(inner)
    }
  }

  /// A value as a whole number, rounded towards zero.
  func value(_ value: Value) -> Int128 { exact(value).whole }

  private func exact(_ value: Value) -> Ratio {
    switch value {
    case .constant(let number): Ratio(Int128(number))
    case .dated(let amount): Ratio(Int128(amount.minorUnits(on: day)))
    case .aggregate(let index): Ratio(Int128(aggregates[index]))
    case .kept(let index): Ratio(index < kept.count ? Int128(kept[index]) : 0)
    case .peers(let index): Ratio(Int128(peers.value(of: compiled.rule.peers[index], on: day) ?? 0))
    case .plus(let left, let right): exact(left) + exact(right)
    case .minus(let left, let right): exact(left) - exact(right)
    case .scaled(let inner, let basisPoints): exact(inner).scaled(by: basisPoints, over: 10_000)
    case .fraction(let inner, let numerator, let denominator):
      exact(inner).scaled(by: numerator, over: denominator)
    }
  }

  func read(_ condition: Condition) -> Reading {
    if let denominator = condition.denominator { return readShare(condition, of: exact(denominator)) }
    let left = exact(condition.left)
    let right = exact(condition.right)
    let upper = condition.upper.map(exact)
    return Reading(
      observed: Int64(clamping: left.whole), bound: Int64(clamping: right.whole),
      upper: upper.map { Int64(clamping: $0.whole) },
      holds: compare(left, condition.comparison, right, upper) && hasPeers(condition))
  }

  private func readShare(_ condition: Condition, of whole: Ratio) -> Reading {
    let part = exact(condition.left)
    let right = exact(condition.right)
    let upper = condition.upper.map(exact)
    let isSomething = whole.numerator > 0
    let holds =
      isSomething && hasPeers(condition)
      && compare(
        part.scaled(by: 10_000, over: 1), condition.comparison, right * whole, upper.map { $0 * whole })
    return Reading(
      observed: isSomething ? Int64(clamping: part.inBasisPoints(of: whole)) : 0,
      bound: Int64(clamping: right.whole), upper: upper.map { Int64(clamping: $0.whole) }, holds: holds)
  }

  /// Nothing can be said against peers of whom nothing is known.
  private func hasPeers(_ condition: Condition) -> Bool {
    if compiled.rule.peers.isEmpty { return true }
    return [condition.left, condition.denominator, condition.right, condition.upper]
      .flatMap { $0?.peerIndices ?? [] }
      .allSatisfy { peers.value(of: compiled.rule.peers[$0], on: day) != nil }
  }

  private func compare(_ left: Ratio, _ comparison: Comparison, _ right: Ratio, _ upper: Ratio?) -> Bool {
    switch comparison {
    case .atLeast: right <= left
    case .moreThan: right < left
    case .atMost: left <= right
    case .lessThan: left < right
    case .equal: left <= right && right <= left
    case .between: right <= left && left <= (upper ?? right)
    }
  }

  /// How far the test's thresholds are exceeded: for each condition with a floor that holds, observed over
  /// bound in hundredths, at most ten times; summed.
  func excess(of test: Test) -> Int64 {
    switch test {
    case .condition(let index):
      let reading = read(compiled.rule.conditions[index])
      guard reading.holds else { return 0 }
      switch compiled.rule.conditions[index].comparison {
      case .atLeast, .moreThan:
        guard reading.bound > 0 else { return 100 }
        return Int64(clamping: min(Int128(reading.observed) * 100 / Int128(reading.bound), 1000))
      case .atMost, .lessThan, .equal, .between: return 100
      }
    case .all(let tests), .any(let tests): return tests.reduce(0) { $0 + excess(of: $1) }
    case .not: return 100
    }
  }
}
