import Ledger
import Rulebook

/// Weighs a subject's findings for one typology, day by day.
struct Scorecard {
  let typology: Typology
  let rules: [String: Rule]
  /// For a rule that reads gathered findings, the rules gathered: their families count at the hub.
  let gatheredRules: [String: [Rule]]

  /// How a day stood.
  struct Standing: Equatable {
    /// The strongest finding of each family, less the strongest mitigation of each.
    var score: Int
    /// Families with a sign that can stand for itself: those with nothing but amplifiers are not among them.
    var independentFamilies: Set<String>
    var isFlagged: Bool
  }

  /// The typology's own findings: indicators and mitigations that count for it and flag their subject.
  func relevant(_ findings: [DatedFinding]) -> [DatedFinding] {
    findings.filter { dated in
      guard let rule = rules[dated.finding.indicator] else { return false }
      return rule.rollsUpTo == nil && rule.typologies.contains(typology.id)
        && (!restsOnFlags(rule) || FlaggedTypologies.named(by: dated.finding).contains(typology.id))
    }
  }

  /// Whether a rule reads what is gathered of the flagged: it says something of what they are flagged for alone.
  private func restsOnFlags(_ rule: Rule) -> Bool {
    gatheredRules[rule.id]?.contains(where: \.isAboutFlagged) == true
  }

  /// The standing on `day` of findings in the typology's window before it.
  func standing(of findings: ArraySlice<DatedFinding>) -> Standing {
    var points: [String: Int] = [:]
    // Without what the findings score for going beyond their thresholds: that orders, and flags nobody.
    var plain: [String: Int] = [:]
    var lowering: [String: Int] = [:]
    var independent: Set<String> = []
    var hasStrong = false
    func add(_ rule: Rule, _ rulePoints: Int) {
      points[rule.family] = max(points[rule.family] ?? 0, rulePoints)
      plain[rule.family] = max(plain[rule.family] ?? 0, rule.strength.points)
      // An amplifier is true of multitudes: it adds to a suspicion and never makes one.
      if rule.strength != .amplifier { independent.insert(rule.family) }
    }
    for dated in findings {
      guard let rule = rules[dated.finding.indicator] else { continue }
      if rule.kind == .mitigation {
        lowering[rule.family] = min(lowering[rule.family] ?? 0, dated.finding.points)
        continue
      }
      add(rule, dated.finding.points)
      if rule.strength == .strong { hasStrong = true }
      for leaf in gatheredRules[rule.id] ?? [] { add(leaf, leaf.strength.points) }
    }
    let lowered = lowering.values.reduce(0, +)
    let score = points.values.reduce(0, +) + lowered
    // No single sign decides (FIN-2020-A008 page 5): two families, always. One strong sign and any other are
    // enough whatever the threshold, unless something known to be innocent weighs against them.
    let isEnough =
      plain.values.reduce(0, +) + lowered >= typology.threshold
      || hasStrong && lowering.isEmpty
    let isFlagged = independent.count >= 2 && isEnough
    return Standing(score: max(score, 0), independentFamilies: independent, isFlagged: isFlagged)
  }
}

/// A finding with its day parsed.
struct DatedFinding {
  var day: BusinessDay
  var finding: Finding
}
