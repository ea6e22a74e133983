import Ledger
import Rulebook

/// Weighs a subject's findings for one typology, day by day.
struct Scorecard {
  let typology: Typology
  let rules: [String: Rule]
  /// For a rule that reads gathered findings, the rules gathered: their families count at the hub.
  let gatheredRules: [String: [Rule]]

  /// How a day stood.
  struct Standing {
    var score: Int
    var isFlagged: Bool
  }

  /// The typology's own findings: indicators and mitigations that count for it and flag their subject.
  func relevant(_ findings: [DatedFinding]) -> [DatedFinding] {
    findings.filter { dated in
      guard let rule = rules[dated.finding.indicator] else { return false }
      return rule.rollsUpTo == nil && rule.typologies.contains(typology.id)
    }
  }

  /// The standing on `day` of findings in the typology's window before it.
  func standing(of findings: ArraySlice<DatedFinding>) -> Standing {
    var families: [String: Int] = [:]
    var mitigations: [String: Int] = [:]
    var hasStrong = false
    for dated in findings {
      guard let rule = rules[dated.finding.indicator] else { continue }
      if rule.kind == .mitigation {
        mitigations[rule.id] = min(mitigations[rule.id] ?? 0, dated.finding.points)
        continue
      }
      families[rule.family] = max(families[rule.family] ?? 0, dated.finding.points)
      for leaf in gatheredRules[rule.id] ?? [] {
        families[leaf.family] = max(families[leaf.family] ?? 0, leaf.strength.points)
      }
      if rule.strength == .strong { hasStrong = true }
    }
    let score = families.values.reduce(0, +) + mitigations.values.reduce(0, +)
    // No single sign decides (FIN-2020-A008 page 5): two families, always.
    let isFlagged = families.count >= 2 && score > 0 && (hasStrong || score >= typology.threshold)
    return Standing(score: max(score, 0), isFlagged: isFlagged)
  }
}

/// A finding with its day parsed.
struct DatedFinding {
  var day: BusinessDay
  var finding: Finding
}
