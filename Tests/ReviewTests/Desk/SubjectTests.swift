import Detection
import History
import Ledger
import Testing

@testable import Review

@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct SubjectTests {
  private static func related(_ number: Int, role: String = "unknown") -> RelatedSubject {
    RelatedSubject(
      subject: Fixture.id(1000 + number), identifier: "CUST-\(number)",
      name: number == 5 ? "Ana\u{1B} Roe" : nil,
      role: role, indicator: "LAB-WAGE-SWEEP")
  }

  @Test func aSubjectIsReadAcrossItsFlags() throws {
    var second = Fixture.flag(2, score: 80)
    second.subject = Fixture.flag(1).subject
    second.typology = "labor-trafficking"
    second.related = [Self.related(5, role: "possible_victim")]
    let other = Fixture.flag(3, related: [Self.related(1)])
    try ReviewRoom.with([Fixture.flag(1), second, other]) { room in
      let maria = try room.person("maria")
      let file = try maria.subjectFile(Fixture.id(1001), via: "test")
      #expect(file.flags.map(\.id) == [Fixture.id(2), Fixture.id(1)])
      #expect(file.who == "Jo Doe" && file.subjectKind == "customer" && file.roleCode == "facilitator")
      #expect(file.gathers.map(\.who) == ["Ana\\u{1b} Roe"] && file.gathers[0].isPossibleVictim)
      #expect(
        file.gathers[0].typology == "labor-trafficking" && file.gathers[0].indicator == "LAB-WAGE-SWEEP")
      #expect(file.gatheredBy.map(\.subjectKey) == [Fixture.id(1003)])
      #expect(file.gatheredBy.map(\.flag) == [Fixture.id(3)])
      // Who is gathered alone has a page too, and is called what they are.
      let victim = try maria.subjectFile(Fixture.id(1005), via: "test")
      #expect(victim.isPossibleVictim && victim.flags.isEmpty && victim.subjectKind == nil)
      #expect(victim.gatheredBy.map(\.flag) == [Fixture.id(2)])
      #expect(ReviewError.code { _ = try maria.subjectFile(Fixture.id(77), via: "test") } == .notOpened)
      let kept = try room.owner().rows("SELECT flag_id FROM manumit.reading ORDER BY id").map { $0[0] }
      #expect(kept.sorted() == [1, 2, 2, 3].map { Fixture.id($0) }, "every flag that was shown")
    }
  }

  @Test func whoMayBeAVictimInOneFlagIsHandledWithCareInTheOthers() throws {
    var second = Fixture.flag(2, role: "possible_victim")
    second.subject = Fixture.flag(1).subject
    try ReviewRoom.with([Fixture.flag(1), second, Fixture.flag(3)]) { room in
      let maria = try room.person("maria")
      func marked() throws -> [String] {
        try room.person("maria").queue(limit: 9).filter(\.isPossibleVictimElsewhere).map(\.id)
      }
      #expect(try marked() == [Fixture.id(1)])
      #expect(try maria.flagFile(Fixture.id(1), via: "test").isPossibleVictimElsewhere)
      #expect(try !maria.flagFile(Fixture.id(3), via: "test").isPossibleVictimElsewhere)
      #expect(try maria.subjectFile(second.subject, via: "test").isPossibleVictim)
      try room.deliver([.withdrawal(flag: Fixture.id(2), successor: nil, run: "r2")])
      #expect(try marked().isEmpty)
    }
  }

  /// Circles around a subject, drawn by hand from the relations themselves.
  private static func circles(
    _ center: Int, _ relations: [(from: Int, to: Int)], depth: Int
  ) -> (distances: [Int: Int], links: Set<[Int]>) {
    var distances = [center: 0]
    var links: Set<[Int]> = []
    for distance in 1...depth {
      for (from, to) in relations where from != to {
        for (known, other) in [(from, to), (to, from)] where distances[known] == distance - 1 {
          links.insert([from, to])
          if distances[other] == nil { distances[other] = distance }
        }
      }
    }
    return (distances, links)
  }

  @Test(arguments: [71, 72, 73] as [UInt64])
  func theNetworkIsWhatTheRelationsSay(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var relations: [(from: Int, to: Int)] = []
    var victims: Set<Int> = []
    let flags = (1...12).map { number in
      var related: [RelatedSubject] = []
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        let other = Int.random(in: 1...18, using: &random)
        let isVictim = Int.random(in: 0..<3, using: &random) == 0
        related.append(Self.related(other, role: isVictim ? "possible_victim" : "unknown"))
        relations.append((other, number))
        if isVictim, !related.dropLast().contains(where: { $0.subject == related.last?.subject }) {
          victims.insert(other)
        }
      }
      return Fixture.flag(number, related: related, role: "controller")
    }
    try ReviewRoom.with(flags) { room in
      let maria = try room.person("maria")
      for center in 1...12 {
        for depth in 1...2 {
          let expected = Self.circles(center, relations, depth: depth)
          let found = try maria.neighbourhood(of: Fixture.id(1000 + center), depth: depth, via: "test")
          let distances = Dictionary(
            uniqueKeysWithValues: found.subjects.map { ($0.subjectKey, $0.distance) })
          #expect(
            distances
              == Dictionary(uniqueKeysWithValues: expected.distances.map { (Fixture.id(1000 + $0), $1) }),
            "seed \(seed), center \(center), depth \(depth)")
          #expect(
            Set(found.links.map { [$0.from, $0.to] })
              == Set(expected.links.map { $0.map { Fixture.id(1000 + $0) } }),
            "seed \(seed), center \(center), depth \(depth)")
          #expect(found.subjects.first?.subjectKey == found.center && !found.isPartial)
          for subject in found.subjects where subject.distance < depth {
            let number = (1...18).first { Fixture.id(1000 + $0) == subject.subjectKey } ?? 0
            #expect(
              subject.isPossibleVictim == victims.contains(number),
              "seed \(seed): \(number): all flags around it were opened")
          }
        }
      }
    }
  }

  @Test func aGreatNetworkIsCutAndSaysSo() throws {
    let crowd = (2...260).map { Self.related($0, role: $0 == 260 ? "possible_victim" : "unknown") }
    try ReviewRoom.with([Fixture.flag(1, related: crowd)]) { room in
      let found = try room.person("maria").neighbourhood(of: Fixture.id(1001), depth: 2, via: "test")
      #expect(found.isPartial && found.subjects.count == Neighbourhood.mostSubjects)
      #expect(found.links.count == found.subjects.count - 1)
      #expect(found.subjects.contains { $0.isPossibleVictim }, "who may need help is not what is left out")
    }
  }
}
