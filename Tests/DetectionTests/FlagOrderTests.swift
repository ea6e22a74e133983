import TestSupport
import Testing

@testable import Detection

/// The order of reading, and the budget that cuts it.
@Suite("Order of flags") struct FlagOrderTests {
  private static func flag(
    _ id: String, score: Int = 60, victims: Int = 0, redFlags: Int = 2, mitigations: Int = 0,
    lastDay: String = "2026-05-01", subject: String? = nil, role: String = "unknown"
  ) -> Flag {
    func findings(_ prefix: String, _ count: Int) -> [Finding] {
      (0..<count).map {
        Finding(
          indicator: "\(prefix)\($0)", day: lastDay, moment: 0, zoneMinutes: 0, points: 20, conditions: [],
          measures: [], evidence: [])
      }
    }
    return Flag(
      id: id, subject: subject ?? id, subjectKind: "customer", subjectIdentifier: id, subjectName: nil,
      typology: "t",
      role: role, score: score, since: "2026-03-01", firstDay: "2026-03-01", lastDay: lastDay,
      findings: findings("R", redFlags),
      mitigations: findings("M", mitigations),
      related: (0..<victims).map {
        RelatedSubject(
          subject: "v\($0)", identifier: "v\($0)", name: nil, role: "possible_victim", indicator: "L")
      },
      rulebook: "", explanation: "")
  }

  @Test("each reason decides where those before it do not")
  func reasons() {
    let cases: [(Flag, Flag, FlagOrder.Reason)] = [
      (Self.flag("b"), Self.flag("a", score: 59, subject: "b"), .firstOfSubject),
      (Self.flag("b", score: 50, victims: 1), Self.flag("v0", role: "possible_victim"), .unattached),
      (Self.flag("b", score: 61), Self.flag("a", victims: 5), .score),
      (Self.flag("b", victims: 1), Self.flag("a", redFlags: 9), .related),
      (Self.flag("b", redFlags: 3, mitigations: 1), Self.flag("a"), .redFlags),
      (Self.flag("b"), Self.flag("a", mitigations: 1, lastDay: "2026-06-01"), .mitigations),
      (Self.flag("b", lastDay: "2026-05-02"), Self.flag("a"), .recency),
      (Self.flag("a"), Self.flag("b"), .identity),
    ]
    #expect(Set(cases.map(\.2)) == Set(FlagOrder.Reason.allCases))
    for (first, second, reason) in cases {
      for flags in [[first, second], [second, first]] {
        let places = FlagOrder.places(of: flags)
        #expect(places.map(\.flag.id) == [first.id, second.id], "\(reason)")
        #expect(places.map(\.reason) == [reason, nil])
      }
    }
  }

  @Test("a possible victim waits only where a suspect's flag names it")
  func victims() {
    let flags = [
      Self.flag("v0", score: 90, role: "possible_victim"),
      Self.flag("v9", score: 80, role: "possible_victim"),
      Self.flag("a", score: 60, victims: 1), Self.flag("b", score: 58),
    ]
    #expect(FlagOrder.places(of: flags).map(\.flag.id) == ["v9", "a", "b", "v0"])
    let suspected = flags + [Self.flag("w", score: 57, subject: "v0")]
    #expect(FlagOrder.places(of: suspected).map(\.flag.id) == ["v0", "v9", "a", "b", "w"])
    let alone = [flags[0], Self.flag("c", score: 60, victims: 1, role: "possible_victim")]
    #expect(FlagOrder.places(of: alone).map(\.flag.id) == ["v0", "c"])
  }

  @Test("the best flag of every subject comes before any second one")
  func subjects() {
    let flags = [
      Self.flag("a", score: 90, subject: "x"), Self.flag("b", score: 80, subject: "x"),
      Self.flag("c", score: 60), Self.flag("d", score: 58),
    ]
    #expect(FlagOrder.places(of: flags).map(\.flag.id) == ["a", "c", "d", "b"])
    #expect(FlagOrder.places(of: flags).map(\.reason) == [.score, .score, .firstOfSubject, nil])
  }

  @Test("the same flags in any order are read in the same order", arguments: UInt64(1)...20)
  func shuffled(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var flags = (0..<40).map { number in
      Self.flag(
        "f\(number)", score: 60 + random.below(3), victims: random.below(2), redFlags: 1 + random.below(2),
        mitigations: random.below(2), lastDay: "2026-05-0\(1 + random.below(2))",
        subject: "s\(random.below(20))")
    }
    let expected = FlagOrder.places(of: flags).map(\.flag.id)
    flags.shuffle(using: &random)
    #expect(FlagOrder.places(of: flags).map(\.flag.id) == expected, "seed \(seed)")
    let subjects = Set(flags.map(\.subject)).count
    #expect(
      Set(FlagBudget(flags, count: subjects).kept.map(\.flag.subject)).count == subjects, "seed \(seed)")
  }

  @Test("a budget keeps the first, says where it cut and why, and counts what it left")
  func budget() {
    let flags = [Self.flag("a", score: 90), Self.flag("b"), Self.flag("c"), Self.flag("d", score: 58)]
    let two = FlagBudget(flags.reversed(), count: 2)
    #expect(two.kept.map(\.flag.id) == ["a", "b"] && two.leftOut == 2)
    #expect(two.cut == 60 && two.reason == .identity)
    let three = FlagBudget(flags, count: 3)
    #expect(three.leftOut == 1 && three.cut == 60 && three.reason == .score)
    for count in [4, 9, nil] {
      let all = FlagBudget(flags, count: count)
      #expect(all.kept.count == 4 && all.leftOut == 0 && all.cut == nil && all.reason == nil)
    }
  }
}
