import Ledger
import Rulebook

/// A typology as it is weighed, and those that may meet in it: one account, payee or telephone in two kinds of crime.
///
/// Without typologies to meet it is the one scorecard it has.
struct Convergence: Sendable {
  let own: Card
  /// The typologies that may meet; those of one group count as one kind of crime.
  let groups: [[Card]]
  /// Those whose findings count here.
  let typologies: TypologyBits

  /// One typology as it is weighed.
  struct Card: Sendable {
    var bits: TypologyBits
    var windowDays: Int
    var threshold: Int

    init(_ typology: Typology, _ table: SignTable) {
      bits = table.bits(of: [typology.id])
      windowDays = typology.windowDays
      threshold = typology.threshold
    }
  }

  init(_ typology: Typology, in rulebook: Rulebook, _ table: SignTable) {
    own = Card(typology, table)
    groups = typology.convergesWith.map { group in
      rulebook.typologies.filter { group.contains($0.id) }.map { Card($0, table) }
    }
    typologies = groups.joined().reduce(own.bits) { $0 | $1.bits }
  }

  /// The standing on a day by the findings of its window. O(findings × typologies).
  func standing(on day: BusinessDay, in window: FindingWindow, _ card: inout Scorecard) -> Scorecard.Standing
  {
    window.add(own.bits, to: &card)
    let alone = card.standing(threshold: own.threshold)
    guard !groups.isEmpty, let meeting = meeting(on: day, window, alone, &card) else { return alone }
    for part in meeting { window.add(part.bits, since: part.since, to: &card) }
    var together = card.standing(threshold: own.threshold)
    together.isFlagged = alone.isFlagged || together.score >= own.threshold
    together.score = max(alone.score, together.score)
    return together
  }

  /// What one typology brings to a meeting: its findings since a day.
  private struct Part {
    var bits: TypologyBits
    var since: BusinessDay?
  }

  /// One side of a meeting: what a kind of crime is suspected on.
  private struct Side {
    var families: FamilySet
    var parts: [Part]
    /// Whether it is flagged in its own right; the typology's own signs need not be.
    var isFlagged: Bool
  }

  /// What all sides bring, where two of them meet that each have a sign which the other lacks: what counts for two
  /// typologies is no second crime.
  private func meeting(
    on day: BusinessDay, _ window: FindingWindow, _ alone: Scorecard.Standing, _ card: inout Scorecard
  ) -> [Part]? {
    var sides = groups.compactMap { side(of: $0, on: day, window, &card) }
    guard !sides.isEmpty || alone.isFlagged else { return nil }
    if !alone.independentFamilies.isEmpty {
      sides.append(
        Side(
          families: alone.independentFamilies, parts: [Part(bits: own.bits)], isFlagged: alone.isFlagged))
    }
    let meets = sides.indices.contains { left in
      sides[(left + 1)...].contains { right in
        (sides[left].isFlagged || right.isFlagged)
          && !sides[left].families.isSubset(of: right.families)
          && !right.families.isSubset(of: sides[left].families)
      }
    }
    return meets ? sides.flatMap(\.parts) : nil
  }

  /// The typologies of a group that are flagged on a day, as one side; nil where none is.
  private func side(
    of group: [Card], on day: BusinessDay, _ window: FindingWindow, _ card: inout Scorecard
  ) -> Side? {
    var side: Side?
    for typology in group {
      let since = day.advanced(by: 1 - typology.windowDays)
      window.add(typology.bits, since: since, to: &card)
      let standing = card.standing(threshold: typology.threshold)
      guard standing.isFlagged else { continue }
      let part = Part(bits: typology.bits, since: since)
      if side == nil {
        side = Side(families: standing.independentFamilies, parts: [part], isFlagged: true)
      } else {
        side?.families.formUnion(standing.independentFamilies)
        side?.parts.append(part)
      }
    }
    return side
  }
}
