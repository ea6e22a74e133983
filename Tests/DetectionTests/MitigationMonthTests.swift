import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// An innocent pattern is told once a month, a red flag on every day it holds.
@Suite struct MitigationMonthTests {
  private static func days(of kind: Rule.Kind, from first: String) throws -> [String] {
    // Every fifth day from 2 March for fifty days.
    let activity = PostingMaker.activity(
      (0...10).map { PostingMaker.posting(day: 1 + $0 * 5, cents: 1_000, identity: UInt64($0)) })
    let rule = RuleMaker.rule(
      kind: kind, sets: [PostingSet(name: "all", members: .everything)],
      aggregates: [
        Aggregate(kind: .count, set: 0, window: RuleMaker.days(90), sameAs: nil, text: "")
      ],
      conditions: [RuleMaker.atLeast(0, 1)], test: .condition(0))
    let rulebook = Rulebook(atoms: [], rules: [rule], typologies: [], lexicons: [], hash: "")
    let assessor = Assessor(rulebook: rulebook, geography: try Geography.shipped())
    return assessor.assess(activity, from: try #require(BusinessDay(first)), fileName: { _ in "" }).map(\.day)
  }

  @Test func theFirstDayOfEachMonthStands() throws {
    #expect(try Self.days(of: .indicator, from: "2026-03-01").count == 11)
    #expect(try Self.days(of: .mitigation, from: "2026-03-01") == ["2026-03-02", "2026-04-01"])
    #expect(try Self.days(of: .mitigation, from: "2026-03-05") == ["2026-03-07", "2026-04-01"])
  }
}
