import TestSupport
import Testing

@testable import Detection

/// The order of reading, and the budget that cuts it.
@Suite("Order of flags") struct FlagOrderTests {
  private static func flag(
    _ id: String, score: Int = 60, victims: Int = 0, redFlags: Int = 2, mitigations: Int = 0,
    lastDay: String = "2026-05-01"
  ) -> Flag {
    func findings(_ prefix: String, _ count: Int) -> [Finding] {
      (0..<count).map {
        Finding(
          indicator: "\(prefix)\($0)", day: lastDay, moment: 0, zoneMinutes: 0, points: 20, conditions: [],
          measures: [], evidence: [])
      }
    }
    return Flag(
      id: id, subject: id, subjectKind: "customer", subjectIdentifier: id, subjectName: nil, typology: "t",
      role: "unknown", score: score, firstDay: "2026-03-01", lastDay: lastDay,
      findings: findings("R", redFlags),
      mitigations: findings("M", mitigations),
      related: (0..<victims).map {
        RelatedSubject(
          subject: "v\($0)", identifier: "v\($0)", name: nil, role: "possible_victim", indicator: "L")
      },
      rulebook: "", explanation: "")
  }

  @Test("each reason decides where those before it do not")
  func reasons() throws {
    let cases: [(Flag, Flag, FlagOrder.Reason)] = [
      (Self.flag("b", score: 61), Self.flag("a", victims: 5), .score),
      (Self.flag("b", victims: 1), Self.flag("a", redFlags: 9), .possibleVictims),
      (Self.flag("b", redFlags: 3, mitigations: 1), Self.flag("a"), .redFlags),
      (Self.flag("b"), Self.flag("a", mitigations: 1, lastDay: "2026-06-01"), .mitigations),
      (Self.flag("b", lastDay: "2026-05-02"), Self.flag("a"), .recency),
      (Self.flag("a"), Self.flag("b"), .identity),
    ]
    for (first, second, reason) in cases {
      let forwards = try #require(FlagOrder.reason(first, before: second))
      let backwards = try #require(FlagOrder.reason(second, before: first))
      #expect(forwards.reason == reason && forwards.isFirst && !backwards.isFirst)
      #expect(FlagOrder.sorted([second, first]).map(\.id) == [first.id, second.id])
    }
    #expect(FlagOrder.reason(cases[0].0, before: cases[0].0) == nil)
  }

  @Test("the same flags in any order are read in the same order", arguments: UInt64(1)...20)
  func shuffled(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var flags = (0..<40).map { number in
      Self.flag(
        "f\(number)", score: 60 + random.below(3), victims: random.below(2), redFlags: 1 + random.below(2),
        mitigations: random.below(2), lastDay: "2026-05-0\(1 + random.below(2))")
    }
    let expected = FlagOrder.sorted(flags).map(\.id)
    flags.shuffle(using: &random)
    #expect(FlagOrder.sorted(flags).map(\.id) == expected, "seed \(seed)")
  }

  @Test("a budget keeps the first, says where it cut and why, and counts what it left")
  func budget() {
    let flags = [Self.flag("a", score: 90), Self.flag("b"), Self.flag("c"), Self.flag("d", score: 58)]
    let two = FlagBudget(flags.reversed(), count: 2)
    #expect(two.kept.map(\.id) == ["a", "b"] && two.leftOut == 2 && two.cut == 60 && two.reason == .identity)
    let three = FlagBudget(flags, count: 3)
    #expect(three.leftOut == 1 && three.cut == 60 && three.reason == .score)
    for count in [4, 9, nil] {
      let all = FlagBudget(flags, count: count)
      #expect(all.kept.count == 4 && all.leftOut == 0 && all.cut == nil && all.reason == nil)
    }
  }
}
