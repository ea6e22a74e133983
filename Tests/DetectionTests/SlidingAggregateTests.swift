import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// The sliding windows against the plain way of computing each window from all its members.
@Suite struct SlidingAggregateTests {
  static let kinds: [Aggregate.Kind] = [
    .count, .sum, .distinct(.counterparty), .distinct(.zip), .days, .largest, .smallest, .median,
    .mostOfOne(.counterparty), .mostToOne(.counterparty), .largestBusinessDaySum,
  ]
  static let windows: [Window] = [
    .duration(milliseconds: 86_400_000), .duration(milliseconds: 7 * 86_400_000), .calendarDays(1),
    .calendarDays(3), .businessDays(1), .businessDays(3),
  ]

  @Test(arguments: UInt64(1)...12)
  func agreesWithThePlainWay(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let activity = PostingMaker.activity(PostingMaker.random(160, days: 25, using: &random))
    let late = random.chance(percent: 50)
    let members = activity.postings.indices.filter { _ in random.chance(percent: 70) }.map { position in
      let instant = activity.postings[position].instant.milliseconds
      let wait = late ? Int64(random.below(3)) * 3_600_000 * 20 : 0
      return Member(position: Int32(position), instant: instant, enters: instant + wait)
    }
    for kind in Self.kinds {
      for window in Self.windows {
        for field in [nil, GroupField.counterparty] {
          compare(
            Aggregate(kind: kind, set: 0, window: window, sameAs: field, text: ""), members, activity, seed)
        }
      }
    }
  }

  private func compare(_ aggregate: Aggregate, _ members: [Member], _ activity: Activity, _ seed: UInt64) {
    let dollars = Currency.usDollar.letters
    var sliding = SlidingAggregate(aggregate, members: members, currency: dollars)
    for anchor in activity.postings.indices {
      let posting = activity.postings[anchor]
      let start = WindowSpan.start(of: aggregate.window, at: posting)
      let end = posting.instant.milliseconds
      let group = aggregate.sameAs.map { GroupValue.of($0, anchor, in: activity) }
      let inside = members.filter { member in
        member.instant >= start && member.instant <= end && member.enters <= end
          && aggregate.sameAs.map {
            group != 0 && GroupValue.of($0, Int(member.position), in: activity) == group
          } ?? true
      }.map { Int($0.position) }
      let plain = AggregateScan.value(of: aggregate.kind, over: inside, in: activity, currency: dollars)
      let slid = sliding.value(at: anchor, in: activity)
      #expect(slid == plain, "seed \(seed), \(aggregate.kind), \(aggregate.window), anchor \(anchor)")
    }
  }
}
