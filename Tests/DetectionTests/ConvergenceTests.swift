import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// A typology in which others meet.
@Suite("Converging typologies") struct ConvergenceTests {
  private static let people = Typology(id: "people", title: "P", sources: [], windowDays: 90, threshold: 55)
  private static let trade = Typology(id: "trade", title: "Q", sources: [], windowDays: 90, threshold: 55)
  private static let money = Typology(id: "money", title: "M", sources: [], windowDays: 90, threshold: 55)
  private static let nexus = Typology(
    id: "nexus", title: "N", sources: [], windowDays: 90, threshold: 55,
    convergesWith: [["people", "trade"], ["money"]])

  private static func rule(
    _ id: String, _ family: String, _ typologies: [String], _ strength: Strength = .elevated,
    kind: Rule.Kind = .indicator
  ) -> Rule {
    ScorecardTests.rule(id, family: family, strength, kind: kind, typologies: typologies)
  }

  private static func flags(_ rules: [Rule], days: [String] = []) -> [Flag] {
    let rulebook = Rulebook(
      atoms: [], rules: rules, typologies: [money, nexus, people, trade], lexicons: [], hash: "")
    let profile = SubjectProfile(subject: "00", kind: "counterparty", identifier: "P1", name: nil)
    let findings = rules.enumerated().map { index, rule in
      ScorecardTests.finding(rule, day: index < days.count ? days[index] : "2026-03-02")
    }
    return FlagBuilder(rulebook: rulebook).flags(of: profile, findings: findings)
  }

  private static func isNexus(_ rules: [Rule], days: [String] = []) -> Bool {
    flags(rules, days: days).contains { $0.typology == "nexus" }
  }

  private static let journey = rule("J", "journey", ["people"])
  private static let fees = rule("F", "fees", ["people"])
  private static let cash = rule("C", "cash", ["money"])
  private static let mule = rule("U", "mule", ["money"])

  @Test("one subject flagged in two of them is flagged there, on all of both, with the score of both")
  func meets() throws {
    let flags = Self.flags([Self.journey, Self.fees, Self.cash, Self.mule])
    #expect(Set(flags.map(\.typology)) == ["money", "people", "nexus"])
    let flag = try #require(flags.first { $0.typology == "nexus" })
    #expect(Set(flag.findings.map(\.indicator)) == ["J", "F", "C", "U"] && flag.score == 160)
  }

  @Test("flagged in one and nearly in the other is not enough")
  func nearly() {
    #expect(!Self.isNexus([Self.journey, Self.fees, Self.cash]))
  }

  @Test("signs that both share are one crime, not two")
  func shared() {
    let both = ["people", "money"]
    #expect(!Self.isNexus([Self.rule("A", "a", both), Self.rule("B", "b", both)]))
    #expect(!Self.isNexus([Self.rule("A", "a", both), Self.rule("B", "b", both), Self.journey]))
    #expect(Self.isNexus([Self.rule("A", "a", both), Self.journey, Self.cash]))
  }

  @Test("two of one group are one side")
  func group() {
    let trades = [Self.rule("A", "a", ["trade"]), Self.rule("B", "b", ["trade"])]
    #expect(!Self.isNexus([Self.journey, Self.fees] + trades))
    #expect(Self.isNexus([Self.cash, Self.mule] + trades))
  }

  @Test("a sign of its own meets a typology that is flagged; amplifiers meet nothing")
  func own() {
    #expect(Self.isNexus([Self.journey, Self.fees, Self.rule("D", "drugs", ["nexus"], .normal)]))
    #expect(!Self.isNexus([Self.journey, Self.fees, Self.rule("D", "drugs", ["nexus"], .amplifier)]))
    #expect(!Self.isNexus([Self.journey, Self.rule("D", "drugs", ["nexus"], .normal)]))
  }

  @Test("what lies too far apart does not meet")
  func apart() {
    let rules = [Self.journey, Self.fees, Self.cash, Self.mule]
    #expect(!Self.isNexus(rules, days: ["2026-01-01", "2026-01-01", "2026-05-01", "2026-05-01"]))
    #expect(Self.isNexus(rules, days: ["2026-01-01", "2026-01-01", "2026-03-01", "2026-03-01"]))
  }

  @Test("an innocent pattern that undoes one of the two undoes the meeting")
  func mitigated() {
    let rules = [Self.journey, Self.fees, Self.cash, Self.mule]
    #expect(!Self.isNexus(rules + [Self.rule("M", "m", ["money"], .elevated, kind: .mitigation)]))
  }
}
