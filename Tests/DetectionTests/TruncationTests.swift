import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// A day's findings rest on what had happened by its end: what came later changes none of them. That is what
/// makes thirty nights end where one run over the month does.
@Suite struct TruncationTests {
  static let bodies = [
    """
    sets:
      crowd: credit amid at least 3 counterparty within 3 days
    when: [count of crowd in 5 days >= 3]
    """,
    """
    sets:
      kept: credit before debit within 4 days
    when: [count of kept in 6 days >= 2]
    """,
    """
    sets:
      kept: credit before debit within 4 days
      again: kept after wire within 5 days
    when: [count of again in 6 days >= 2, sum of cash in 9 days >= 500 USD]
    """,
    """
    sets:
      crowd: credit amid at least 4 postings within 2 days
      spent: crowd before debit within 3 days with same counterparty
    when: [count of spent in 7 days >= 1]
    evidence: [crowd]
    """,
    """
    sets:
      crowd: cash amid at least 2 place.zip within 30 hours
      turns: credit following wire within 2 days
    when: [count of crowd in 3 calendar days >= 3 or count of turns in 2 business days >= 1]
    """,
    """
    sets:
      fresh: debit
      strangers: newcomers of fresh by counterparty in 20 days
    at: strangers
    when: [distinct counterparty of strangers in 7 days >= 2]
    """,
  ]

  /// The subject's own past is no different: what was usual on a day is what was known on it.
  @Test(arguments: UInt64(1)...5)
  func whatWasUsualStaysSo(seed: UInt64) throws {
    let body = """
      sets:
        crowd: credit amid at least 2 counterparty within 3 days
      when:
        - count of crowd in 20 days > usual count of crowd in 20 days
        - sum of debit in 40 days <= 2 times usual sum of debit in 40 days with same counterparty or
          sum of debit in 10 days > usual sum of debit in 10 days
      evidence: [crowd]
      """
    let assessor = Assessor(rulebook: try WrittenRules.rulebook([body]), geography: Geography())
    var random = SeededRandom(seed: seed)
    let activity = PostingMaker.activity(PostingMaker.random(150, days: 125, using: &random))
    let whole = assessor.assess(activity, from: PostingMaker.firstDay) { _ in "" }
    #expect(whole.count > 3, "seed \(seed)")
    for day in Set(activity.postings.map(\.day)).sorted() {
      // And nothing is read that lies farther back than the assessor says.
      let known = PostingMaker.activity(
        activity.postings.filter { $0.day <= day && $0.day >= day.advanced(by: -assessor.reachDays) })
      let tonight = assessor.assess(known, from: day) { _ in "" }
      #expect(tonight == whole.filter { $0.day == day.description }, "seed \(seed), day \(day)")
    }
  }

  @Test(arguments: UInt64(1)...8)
  func laterPostingsChangeNoEarlierDay(seed: UInt64) throws {
    let assessor = Assessor(rulebook: try WrittenRules.rulebook(Self.bodies), geography: Geography())
    var random = SeededRandom(seed: seed)
    let activity = PostingMaker.activity(PostingMaker.random(110, days: 30, using: &random))
    let whole = assessor.assess(activity, from: PostingMaker.firstDay) { _ in "" }
    #expect(Set(whole.map(\.indicator)).count == Self.bodies.count, "seed \(seed): every rule has its say")
    for day in Set(activity.postings.map(\.day)).sorted() {
      let known = PostingMaker.activity(activity.postings.filter { $0.day <= day })
      let tonight = assessor.assess(known, from: day) { _ in "" }
      #expect(tonight == whole.filter { $0.day == day.description }, "seed \(seed), day \(day)")
    }
  }
}
