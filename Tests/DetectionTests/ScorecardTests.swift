import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// Findings weighed: what makes a flag, and what it scores.
@Suite("Scorecard") struct ScorecardTests {
  static let typology = Typology(id: "t", title: "T", sources: [], windowDays: 90, threshold: 55)

  static func rule(
    _ id: String, family: String, _ strength: Strength = .normal, kind: Rule.Kind = .indicator,
    typologies: [String] = ["t"], role: Role = .facilitator, rollsUpTo: RollUp? = nil
  ) -> Rule {
    RuleMaker.rule(
      id: id, kind: kind, typologies: typologies, family: family, strength: strength, role: role, sets: [],
      aggregates: [], conditions: [], test: .all([]), rollsUpTo: rollsUpTo)
  }

  static func finding(_ rule: Rule, day: String = "2026-03-02", bonus: Int = 0) -> Finding {
    let points = rule.kind == .mitigation ? -rule.strength.points : rule.strength.points + bonus
    return Finding(
      indicator: rule.id, day: day, moment: 0, zoneMinutes: 0, points: points, conditions: [], measures: [],
      evidence: [])
  }

  static func table(of rules: [Rule]) -> SignTable {
    SignTable(
      rulebook: Rulebook(atoms: [], rules: rules, typologies: [typology], lexicons: [], hash: ""),
      isCounted: { _ in true })
  }

  static func standing(_ rules: [Rule], _ findings: [Finding]? = nil) -> Scorecard.Standing {
    let table = table(of: rules)
    var card = Scorecard(table)
    for finding in table.dated(findings ?? rules.map { finding($0) }) { card.add(finding) }
    return card.standing(threshold: typology.threshold)
  }

  @Test("an amplifier's family is no second family, and adds to the score of two")
  func amplifiers() {
    let strong = Self.rule("A", family: "a", .strong)
    let amplifier = Self.rule("B", family: "b", .amplifier)
    let normal = Self.rule("C", family: "c")
    #expect(!Self.standing([strong, amplifier]).isFlagged)
    #expect(Self.standing([strong, normal]).isFlagged)
    #expect(Self.standing([strong, normal, amplifier]).score == 90)
  }

  @Test("a normal sign makes a family of amplifiers independent")
  func mixedFamily() {
    let rules = [
      Self.rule("A", family: "a", .strong), Self.rule("B", family: "b", .amplifier),
      Self.rule("C", family: "b"),
    ]
    #expect(Self.standing(rules).isFlagged)
    #expect(Self.standing(rules).score == 80)
  }

  @Test("of the mitigations of one family only the strongest counts")
  func mitigations() {
    let signs = [Self.rule("A", family: "a", .strong), Self.rule("B", family: "b", .elevated)]
    let first = Self.rule("M1", family: "m", .normal, kind: .mitigation)
    let second = Self.rule("M2", family: "m", .elevated, kind: .mitigation)
    let other = Self.rule("M3", family: "n", .normal, kind: .mitigation)
    #expect(Self.standing(signs + [first, second]).score == 60)
    #expect(Self.standing(signs + [first, second, other]).score == 40)
    #expect(!Self.standing(signs + [first, second, other]).isFlagged)
  }

  @Test("an innocent pattern recognised within the window lowers the days before it, and no earlier ones")
  func laterMitigations() {
    let signs = [Self.rule("A", family: "a", .elevated), Self.rule("B", family: "b", .elevated)]
    let innocent = Self.rule("M", family: "m", .elevated, kind: .mitigation)
    let rulebook = Rulebook(
      atoms: [], rules: signs + [innocent], typologies: [Self.typology], lexicons: [], hash: "")
    let profile = SubjectProfile(subject: "00", kind: "customer", identifier: "C1", name: nil)
    func isFlagged(_ day: String) -> Bool {
      let findings = signs.map { Self.finding($0) } + [Self.finding(innocent, day: day)]
      return !FlagBuilder(rulebook: rulebook).flags(of: profile, findings: findings).isEmpty
    }
    #expect(!isFlagged("2026-03-02") && !isFlagged("2026-05-31") && isFlagged("2026-06-01"))
    #expect(!isFlagged("2026-01-15") && isFlagged("2025-11-01"))
  }

  @Test("what is exceeded further scores more")
  func separates() {
    let rules = [Self.rule("A", family: "a", .strong), Self.rule("B", family: "b")]
    let scores = (0...9).map { bonus in
      Self.standing(rules, [Self.finding(rules[0], bonus: bonus), Self.finding(rules[1])]).score
    }
    #expect(Set(scores).count == 10 && scores == scores.sorted())
  }

  @Test("going beyond a threshold orders flags and makes none")
  func excess() {
    let rules = [Self.rule("A", family: "a", .elevated), Self.rule("B", family: "b", .amplifier)]
    let third = Self.rule("C", family: "b")
    let weak = [Self.rule("A", family: "a"), Self.rule("C", family: "b")]
    #expect(!Self.standing(weak, weak.map { Self.finding($0, bonus: 9) }).isFlagged)
    #expect(!Self.standing(rules, rules.map { Self.finding($0, bonus: 9) }).isFlagged)
    #expect(Self.standing([rules[0], third]).isFlagged)
  }

  @Test("agrees with a slow reading of what it says", arguments: UInt64(1)...40)
  func oracle(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let rules = (0..<8).map { number in
      Self.rule(
        "R-\(number)", family: "f\(random.below(4))", Strength.allCases[random.below(4)],
        kind: random.chance(percent: 25) ? .mitigation : .indicator)
    }
    let findings = (0..<random.below(9)).map { _ in
      Self.finding(rules[random.below(8)], bonus: random.below(10))
    }
    let standing = Self.standing(rules, findings)
    var score = 0
    var plain = 0
    var independent: Set<String> = []
    for family in Set(rules.map(\.family)) {
      let own = findings.compactMap { finding in
        rules.first { $0.id == finding.indicator && $0.family == family }.map { (rule: $0, finding: finding) }
      }
      let signs = own.filter { $0.rule.kind == .indicator }
      score += signs.map(\.finding.points).max() ?? 0
      let lowered = own.filter { $0.rule.kind == .mitigation }.map(\.finding.points).min() ?? 0
      score += lowered
      plain += (signs.map(\.rule.strength.points).max() ?? 0) + lowered
      if signs.contains(where: { $0.rule.strength != .amplifier }) { independent.insert(family) }
    }
    #expect(standing.score == max(score, 0), "seed \(seed)")
    #expect(standing.independentFamilies.count == independent.count, "seed \(seed)")
    let isLowered = findings.contains { $0.points < 0 }
    let hasStrong = findings.contains { finding in
      finding.points > 0 && rules.contains { $0.id == finding.indicator && $0.strength == .strong }
    }
    let expected = independent.count >= 2 && (plain >= 55 || hasStrong && !isLowered)
    #expect(standing.isFlagged == expected, "seed \(seed)")
  }

  @Test("whom another typology shows to be a possible victim is one in every flag")
  func victimEverywhere() throws {
    let mule = [Self.rule("A", family: "a", .elevated), Self.rule("B", family: "b", .elevated)]
    let leaf = Self.rule(
      "L", family: "l", typologies: ["u"], role: .possibleVictim,
      rollsUpTo: RollUp(field: .counterparty, kind: .counterparty))
    let other = Typology(id: "u", title: "U", sources: [], windowDays: 90, threshold: 55)
    func role(_ rules: [Rule], _ findings: [Finding]) throws -> String {
      let rulebook = Rulebook(
        atoms: [], rules: rules + [leaf], typologies: [Self.typology, other], lexicons: [], hash: "")
      let profile = SubjectProfile(subject: "00", kind: "customer", identifier: "C1", name: nil)
      return try #require(FlagBuilder(rulebook: rulebook).flags(of: profile, findings: findings).first).role
    }
    #expect(try role(mule, mule.map { Self.finding($0) }) == "facilitator")
    #expect(try role(mule, mule.map { Self.finding($0) } + [Self.finding(leaf)]) == "possible_victim")
    var own = leaf
    own.id = "O"
    own.typologies = ["t", "u"]
    #expect(try role(mule + [own], mule.map { Self.finding($0) } + [Self.finding(own)]) == "facilitator")
    let long = Self.finding(leaf, day: "2025-11-01")
    #expect(try role(mule, mule.map { Self.finding($0) } + [long]) == "facilitator")
    let controller = Self.rule("C", family: "c", .strong, role: .controller)
    let rules = mule + [controller]
    #expect(try role(rules, rules.map { Self.finding($0) } + [Self.finding(leaf)]) == "controller")
  }
}
