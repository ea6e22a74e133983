import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// Crowds against their definition read word for word.
@Suite struct CrowdTests {
  @Test(arguments: UInt64(1)...20)
  func agreesWithItsDefinition(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let activity = PostingMaker.activity(PostingMaker.random(90, days: 10, using: &random))
    let own = activity.postings.indices.filter { _ in random.chance(percent: 75) }.map { position in
      let instant = activity.postings[position].instant.milliseconds
      return Member(position: Int32(position), instant: instant, enters: instant)
    }
    for field in [nil, GroupField.counterparty, .zip] {
      for least in [2, 3, 5] {
        for hours in [Int64(0), 1, 6, 30] {
          let reach = hours * 3_600_000
          let found = CrowdFinder.members(of: own, least: least, field: field, reach: reach, in: activity)
          let expected = own.compactMap { Self.entering($0, own, least, field, reach, activity) }
          #expect(
            found.map { [Int64($0.position), $0.enters] } == expected,
            "seed \(seed), \(least) \(field?.rawValue ?? "postings") within \(hours) hours")
        }
      }
    }
  }

  /// Position and the first moment at which some stretch around the member is complete; nil where none ever is.
  private static func entering(
    _ member: Member, _ own: [Member], _ least: Int, _ field: GroupField?, _ reach: Int64,
    _ activity: Activity
  ) -> [Int64]? {
    for now in own.map(\.instant) where now >= member.instant {
      let known = own.filter { $0.instant <= now }
      for start in known.map(\.instant) where start <= member.instant && member.instant <= start + reach {
        let inside = known.filter { $0.instant >= start && $0.instant <= start + reach }
        let values = Set(
          inside.map { member in
            field.map { GroupValue.of($0, Int(member.position), in: activity) }
              ?? UInt64(member.position) + 1
          })
        if values.subtracting([0]).count >= least { return [Int64(member.position), now] }
      }
    }
    return nil
  }

  /// Four customers draw cash at one terminal within minutes, and that is what is counted and shown.
  @Test func isCountedAndShown() throws {
    let rulebook = try WrittenRules.rulebook(
      [
        """
        sets:
          drawn: cash and debit
          trains: drawn amid at least 3 zip within 10 minutes
        when: [count of trains in 1 calendar day >= 4]
        """.replacing("zip", with: "place.zip")
      ])
    func activity(_ minutes: [Int]) -> Activity {
      PostingMaker.activity(
        minutes.enumerated().map { number, minute in
          PostingMaker.posting(
            day: 1, minute: minute, cents: 20_000, .debit, zip: [10001, 60601, 77001][number % 3],
            identity: UInt64(number + 1))
        })
    }
    let assessor = Assessor(rulebook: rulebook, geography: Geography())
    func findings(_ minutes: [Int]) -> [Finding] {
      assessor.assess(activity(minutes), from: PostingMaker.firstDay) { _ in "" }
    }
    let found = try #require(findings([0, 4, 9, 10, 40]).first)
    #expect(found.evidence.map(\.sets) == [["trains"], ["trains"], ["trains"], ["trains"]])
    #expect(found.measures.map(\.value.value) == [4])
    #expect(findings([0, 4, 11, 40]).isEmpty, "the third place comes a minute too late")
  }
}
