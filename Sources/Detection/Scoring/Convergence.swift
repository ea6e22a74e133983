import Ledger
import Rulebook

/// A scorecard on which several typologies meet: one account, payee or telephone in two kinds of crime.
///
/// Without typologies to meet it is the one scorecard it has.
struct Convergence {
  let own: Scorecard
  /// The scorecards that may meet; those of one group count as one kind of crime.
  let groups: [[Scorecard]]

  /// The findings that count for the typology itself, or for any that may meet in it.
  func relevant(_ findings: [DatedFinding]) -> [DatedFinding] {
    guard !groups.isEmpty else { return own.relevant(findings) }
    return findings.filter { finding in
      ([own] + groups.joined()).contains { !$0.relevant([finding]).isEmpty }
    }
  }

  /// The standing on a day: `findings` are those of the typology's window before it, and the mitigations of as
  /// many days after it.
  func standing(on day: BusinessDay, of findings: ArraySlice<DatedFinding>) -> Scorecard.Standing {
    guard !groups.isEmpty else { return own.standing(of: findings) }
    let ownFindings = own.relevant(Array(findings))
    let alone = own.standing(of: ownFindings[...])
    guard let meeting = meeting(on: day, findings, own: ownFindings, alone) else { return alone }
    var together = own.standing(of: meeting[...])
    together.isFlagged = alone.isFlagged || together.score >= own.typology.threshold
    together.score = max(alone.score, together.score)
    return together
  }

  /// One side of a meeting: what a kind of crime is suspected on.
  private struct Side {
    var families: Set<String>
    var findings: [DatedFinding]
    /// Whether it is flagged in its own right; the typology's own signs need not be.
    var isFlagged: Bool
  }

  /// The findings of all sides, where two of them meet that each have a sign which the other lacks: what counts
  /// for two typologies is no second crime.
  private func meeting(
    on day: BusinessDay, _ findings: ArraySlice<DatedFinding>, own: [DatedFinding],
    _ alone: Scorecard.Standing
  ) -> [DatedFinding]? {
    var sides = groups.map { group in
      var side = Side(families: [], findings: [], isFlagged: false)
      for card in group {
        let counted = card.relevant(
          findings.filter { $0.day > day.advanced(by: -card.typology.windowDays) })
        let standing = card.standing(of: counted[...])
        guard standing.isFlagged else { continue }
        side.families.formUnion(standing.independentFamilies)
        side.findings += counted
        side.isFlagged = true
      }
      return side
    }
    sides.append(Side(families: alone.independentFamilies, findings: own, isFlagged: alone.isFlagged))
    sides.removeAll(where: \.families.isEmpty)
    let meets = sides.indices.contains { left in
      sides[(left + 1)...].contains { right in
        (sides[left].isFlagged || right.isFlagged)
          && !sides[left].families.isSubset(of: right.families)
          && !right.families.isSubset(of: sides[left].families)
      }
    }
    return meets ? sides.flatMap(\.findings) : nil
  }
}
