import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// A subject's own baseline, against its definition read word for word.
@Suite struct UsualTests {
  static let day: Int64 = 86_400_000

  /// Many days, and now and then a subject that nobody knew at first.
  private static func activity(_ random: inout SeededRandom) -> Activity {
    let first = random.chance(percent: 40) ? 1 + random.below(50) : 1
    let postings = PostingMaker.random(140, days: 130, using: &random).filter {
      $0.day >= PostingMaker.firstDay.advanced(by: first)
    }
    return PostingMaker.activity(postings)
  }

  @Test(arguments: UInt64(1)...16)
  func agreesWithItsDefinition(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let days = Int64([1, 7, 20, 45][random.below(4)])
    let isSum = random.chance(percent: 60)
    let word = isSum ? "sum" : "count"
    let rulebook = try WrittenRules.rulebook([
      """
      sets:
        money: cash
      at: credit
      when: [\(word) of money in \(days) days > 130% of usual \(word) of money in \(days) days]
      """
    ])
    let activity = Self.activity(&random)
    let assessor = Assessor(rulebook: rulebook, geography: Geography())
    let found = assessor.assess(activity, from: PostingMaker.firstDay) { _ in "" }
    var expected: Set<String> = []
    for anchor in activity.postings where anchor.direction == .credit {
      let now = anchor.instant.milliseconds
      func amount(_ postings: [Posting]) -> Int64 {
        isSum ? postings.map(\.amount).reduce(0, +) : Int64(postings.count)
      }
      let money = activity.postings.filter { $0.channel == .cash || $0.channel == .atm }
      let own = money.filter { (now - days * Self.day...now).contains($0.instant.milliseconds) }
      let before = money.filter {
        (now - 90 * Self.day..<now - days * Self.day).contains($0.instant.milliseconds)
      }
      let half = now - 90 * Self.day + (90 - days) * Self.day / 2
      let isKnown = activity.postings.contains {
        (now - 90 * Self.day..<half).contains($0.instant.milliseconds)
      }
      if isKnown, amount(own) * 100 * (90 - days) > 130 * amount(before) * days {
        expected.insert(anchor.day.description)
      }
    }
    #expect(Set(found.map(\.day)) == expected, "seed \(seed), \(word), \(days) days")
    for finding in found {
      for measure in finding.measures {
        #expect(
          MeasureAudit.recompute(measure, from: finding.evidence) == measure.value.value,
          "seed \(seed), \(measure.text)")
      }
    }
  }

  @Test func comparesWithoutRounding() throws {
    // 1.00 USD in 30 days after 2.00 USD in the 60 before: exactly what is usual.
    let rulebook = try WrittenRules.rulebook([
      "when: [sum of cash in 30 days > usual sum of cash in 30 days]",
      "when: [sum of cash in 30 days >= usual sum of cash in 30 days]",
      "when: [sum of cash in 30 days >= usual sum of cash in 30 days + 0.01 USD]",
    ])
    let assessor = Assessor(rulebook: rulebook, geography: Geography())
    func fired(_ cents: Int64) -> [String] {
      let activity = PostingMaker.activity([
        PostingMaker.posting(day: 2, cents: 199, identity: 1),
        PostingMaker.posting(day: 60, cents: cents, identity: 2),
        PostingMaker.posting(day: 91, cents: 100, identity: 3),
      ])
      return assessor.assess(activity, from: PostingMaker.firstDay.advanced(by: 88)) { _ in "" }
        .map(\.indicator)
    }
    #expect(fired(1) == ["R-1"], "100 against 200 x 30/60")
    #expect(fired(0) == ["R-0", "R-1"], "100 against 199 x 30/60, half a cent less")
    #expect(fired(2) == [], "100 against 201 x 30/60, half a cent more")
  }

  @Test func looksBackNinetyDaysAndShowsOneWitness() throws {
    let rulebook = try WrittenRules.rulebook([
      "when: [count of cash in 7 days >= 3 times usual count of cash in 7 days]"
    ])
    let assessor = Assessor(rulebook: rulebook, geography: Geography())
    #expect(assessor.reachDays == 91)
    var postings = (1...40).map {
      PostingMaker.posting(day: $0, cents: 100, .debit, .card, identity: UInt64($0))
    }
    postings.append(PostingMaker.posting(day: 90, cents: 500, identity: 100))
    let activity = PostingMaker.activity(postings)
    let found = try #require(assessor.assess(activity, from: PostingMaker.firstDay) { _ in "" }.last)
    #expect(found.evidence.map(\.sets) == [["any posting"], ["cash"]])
    #expect(found.conditions.map(\.text).contains("any posting 90 to 48.5 days before"))
    #expect(
      AggregateUse.indices(in: rulebook.rules[0].test, of: rulebook.rules[0]).count == 3)
    let newcomer = PostingMaker.activity([PostingMaker.posting(day: 90, cents: 500, identity: 100)])
    #expect(assessor.assess(newcomer, from: PostingMaker.firstDay) { _ in "" }.isEmpty)
  }
}
