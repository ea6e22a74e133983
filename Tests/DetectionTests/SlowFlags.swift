import Ledger
import Rulebook

@testable import Detection

/// Flags as a person would find them by hand: every typology and day read anew, by names, from all findings.
struct SlowFlags {
  let rules: [String: Rule]
  let typologies: [Typology]

  /// What tells a flag.
  struct Found: Equatable {
    var typology: String
    var since: String
    var score: Int
  }

  struct Standing {
    var score = 0
    var families: Set<String> = []
    var isFlagged = false
  }

  func flags(_ findings: [Finding]) -> [Found] {
    typologies.flatMap { typology in
      var found: [Found] = []
      var last = BusinessDay(ordinal: -1_000_000)
      for day in days(of: findings, typology) {
        let standing = standing(on: day, findings, typology)
        guard standing.isFlagged else { continue }
        if !found.isEmpty, day <= last.advanced(by: FlagBuilder.quietDays) {
          found[found.count - 1].score = max(found[found.count - 1].score, standing.score)
        } else {
          found.append(Found(typology: typology.id, since: day.description, score: standing.score))
        }
        last = day
      }
      return found
    }
  }

  /// The days on which anything was found that counts for a typology or for what meets in it.
  private func days(of findings: [Finding], _ typology: Typology) -> [BusinessDay] {
    let names = typology.convergesWith.flatMap(\.self) + [typology.id]
    return Set(
      findings.filter { finding in names.contains { counts(finding, $0) } }.compactMap { BusinessDay($0.day) }
    ).sorted()
  }

  private func counts(_ finding: Finding, _ typology: String) -> Bool {
    rules[finding.indicator].map { $0.rollsUpTo == nil && $0.typologies.contains(typology) } ?? false
  }

  private func standing(on day: BusinessDay, _ findings: [Finding], _ typology: Typology) -> Standing {
    let known = findings.filter { finding in
      guard let own = BusinessDay(finding.day) else { return false }
      let isInnocent = rules[finding.indicator]?.kind == .mitigation
      return own > day.advanced(by: -typology.windowDays)
        && (own <= day || isInnocent && own <= day.advanced(by: typology.windowDays))
    }
    let own = known.filter { counts($0, typology.id) }
    let alone = weighed(own, typology)
    var sides: [(families: Set<String>, findings: [Finding], isFlagged: Bool)] = []
    for group in typology.convergesWith {
      let cards = typologies.filter { group.contains($0.id) }
        .map { card in
          let recent = known.filter { counts($0, card.id) }
            .filter { (BusinessDay($0.day) ?? day) > day.advanced(by: -card.windowDays) }
          return (findings: recent, standing: weighed(recent, card))
        }
        .filter(\.standing.isFlagged)
      guard !cards.isEmpty else { continue }
      sides.append(
        (
          cards.reduce(into: []) { $0.formUnion($1.standing.families) }, cards.flatMap(\.findings), true
        ))
    }
    if !alone.families.isEmpty { sides.append((alone.families, own, alone.isFlagged)) }
    let meets = sides.indices.contains { left in
      sides.indices.contains { right in
        left != right && (sides[left].isFlagged || sides[right].isFlagged)
          && !sides[left].families.isSubset(of: sides[right].families)
          && !sides[right].families.isSubset(of: sides[left].families)
      }
    }
    guard meets, !typology.convergesWith.isEmpty else { return alone }
    var together = weighed(sides.flatMap(\.findings), typology)
    together.isFlagged = alone.isFlagged || together.score >= typology.threshold
    together.score = max(together.score, alone.score)
    return together
  }

  /// The strongest finding of each family, less the strongest mitigation of each.
  private func weighed(_ findings: [Finding], _ typology: Typology) -> Standing {
    let byFamily = Dictionary(grouping: findings) { rules[$0.indicator]?.family ?? "" }
    var standing = Standing()
    var plain = 0
    for (family, found) in byFamily {
      let signs = found.filter { rules[$0.indicator]?.kind == .indicator }
      let strengths = signs.compactMap { rules[$0.indicator]?.strength }
      let lowered = found.filter { rules[$0.indicator]?.kind == .mitigation }.map(\.points).min() ?? 0
      standing.score += (signs.map(\.points).max() ?? 0) + lowered
      plain += (strengths.map(\.points).max() ?? 0) + lowered
      if strengths.contains(where: { $0 != .amplifier }) { standing.families.insert(family) }
    }
    let known = findings.compactMap { rules[$0.indicator] }
    let isLowered = known.contains { $0.kind == .mitigation }
    let hasStrong = known.contains { $0.kind == .indicator && $0.strength == .strong }
    standing.score = max(standing.score, 0)
    standing.isFlagged =
      standing.families.count >= 2 && (plain >= typology.threshold || hasStrong && !isLowered)
    return standing
  }
}
