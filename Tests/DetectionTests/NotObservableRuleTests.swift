import Detection
import Ledger
import Rulebook
import TestSupport
import Testing

@Suite("A rule that no export can show")
struct NotObservableRuleTests {
  @Test("is never tried and never fires", arguments: UInt64(1)...4)
  func neverFires(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var blind = RuleMaker.rule(id: "BLIND", sets: [], aggregates: [], conditions: [], test: .all([]))
    blind.notObservable = ["denominations"]
    let seeing = RuleMaker.rule(
      id: "SEEING", sets: [PostingSet(name: "all", members: .matching(.atom(0)))],
      aggregates: [
        Aggregate(kind: .count, set: 0, window: RuleMaker.days(7), sameAs: nil, text: "count of all")
      ], conditions: [RuleMaker.atLeast(0, 1)], test: .condition(0))
    let rulebook = Rulebook(
      atoms: [.direction(.credit)], rules: [blind, seeing], typologies: [], lexicons: [], hash: "")
    let assessor = Assessor(rulebook: rulebook, geography: Geography())
    let activity = PostingMaker.activity(PostingMaker.random(60, days: 20, using: &random))
    let found = assessor.assess(activity, from: PostingMaker.firstDay) { _ in "" }.map(\.indicator)
    #expect(Set(found) == ["SEEING"], "seed \(seed)")
    let misses = NearMissFinder(assessor: assessor).nearMisses(of: activity).map(\.indicator)
    #expect(!misses.contains("BLIND"), "seed \(seed)")
  }
}
