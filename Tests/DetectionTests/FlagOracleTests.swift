import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// Flags held to a slow reading of what they are, on random rules, typologies that meet, and findings.
@Suite("Flags against a slow reading") struct FlagOracleTests {
  @Test("the same typologies, days and scores", arguments: UInt64(1)...120)
  func agrees(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let names = ["people", "trade", "money", "nexus"]
    let typologies = names.map { name in
      Typology(
        id: name, title: name, sources: [], windowDays: 20 + random.below(60),
        threshold: 40 + random.below(30),
        convergesWith: name == "nexus" ? [["people", "trade"], ["money"]] : [])
    }
    let rules = (0..<14).map { number in
      ScorecardTests.rule(
        "R-\(number)", family: "f\(random.below(7))", Strength.allCases[random.below(4)],
        kind: random.chance(percent: 25) ? .mitigation : .indicator,
        typologies: names.filter { _ in random.chance(percent: 40) },
        rollsUpTo: random.chance(percent: 8) ? RollUp(field: .counterparty, kind: .counterparty) : nil)
    }
    let first = try #require(BusinessDay("2025-06-01"))
    let findings = (0..<random.below(40)).map { _ in
      let day = first.advanced(by: random.below(250)).description
      return ScorecardTests.finding(rules[random.below(14)], day: day, bonus: random.below(10))
    }
    let rulebook = Rulebook(atoms: [], rules: rules, typologies: typologies, lexicons: [], hash: "")
    let profile = SubjectProfile(subject: "00", kind: "customer", identifier: "C1", name: nil)
    let made = FlagBuilder(rulebook: rulebook).flags(of: profile, findings: findings)
      .map { SlowFlags.Found(typology: $0.typology, since: $0.since, score: $0.score) }
    let slow = SlowFlags(
      rules: Dictionary(uniqueKeysWithValues: rules.map { ($0.id, $0) }), typologies: typologies)
    #expect(made == slow.flags(findings), "seed \(seed)")
  }

  @Test("what is not counted makes no flag")
  func uncounted() {
    let rules = [
      ScorecardTests.rule("A", family: "a", .strong), ScorecardTests.rule("B", family: "b", .strong),
    ]
    let rulebook = Rulebook(
      atoms: [], rules: rules, typologies: [ScorecardTests.typology], lexicons: [], hash: "")
    let profile = SubjectProfile(subject: "00", kind: "customer", identifier: "C1", name: nil)
    let findings = rules.map { ScorecardTests.finding($0) }
    #expect(FlagBuilder(rulebook: rulebook).flags(of: profile, findings: findings).count == 1)
    let builder = FlagBuilder(rulebook: rulebook) { $0.id != "B" }
    #expect(builder.flags(of: profile, findings: findings).isEmpty)
  }
}
