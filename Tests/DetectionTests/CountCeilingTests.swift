import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// Sums of counts that no window can reach.
@Suite struct CountCeilingTests {
  private static let aggregates = [Aggregate.Kind.count, .days, .sum].enumerated().map {
    Aggregate(kind: $1, set: $0, window: RuleMaker.days(30), sameAs: nil, text: "")
  }

  private static func rule(_ left: Value, atLeast bound: Int64) -> Rule {
    let sets = (0..<3).map { PostingSet(name: "set \($0)", members: .everything) }
    let condition = Condition(
      left: left, comparison: .atLeast, right: .constant(bound), kind: .count, text: "")
    return RuleMaker.rule(sets: sets, aggregates: aggregates, conditions: [condition], test: .condition(0))
  }

  private static func isReached(_ left: Value, atLeast bound: Int64, members: [Int]) throws -> Bool {
    let rule = rule(left, atLeast: bound)
    let ceiling = try #require(CountCeiling.ceilings(of: rule.conditions, rule).first)
    return ceiling.isReached(
      by: members.map { Array(repeating: Member(position: 0, instant: 0, enters: 0), count: $0) })
  }

  @Test func aSumOfCountsIsReachedByMembersEnough() throws {
    let sum = Value.plus(.aggregate(0), .scaled(.aggregate(1), basisPoints: 5_000))
    #expect(try Self.isReached(sum, atLeast: 6, members: [6, 0, 0]))
    #expect(try Self.isReached(sum, atLeast: 6, members: [3, 6, 0]))
    #expect(try Self.isReached(sum, atLeast: 6, members: [3, 5, 0]) == false)
    #expect(try Self.isReached(.plus(sum, .constant(1)), atLeast: 6, members: [3, 4, 0]))
    #expect(try Self.isReached(.plus(sum, .constant(1)), atLeast: 6, members: [3, 3, 0]) == false)
  }

  @Test func whatMayExceedItsMembersHasNoCeiling() {
    for left in [
      Value.plus(.aggregate(0), .aggregate(2)), .minus(.aggregate(0), .aggregate(1)), .kept(0),
      .plus(.aggregate(0), .constant(-1)),
      .fraction(.aggregate(0), numerator: 3, denominator: 1), .scaled(.aggregate(0), basisPoints: -1),
    ] {
      let rule = Self.rule(left, atLeast: 6)
      #expect(CountCeiling.ceilings(of: rule.conditions, rule).isEmpty, "\(left)")
    }
  }
}
