import Ledger

/// The findings that a day's standing is read from: those of the days before it, and the innocent patterns that were
/// recognised after it. Who is a landlord in May was one in April, and it takes some months of rents to see it.
struct FindingWindow {
  let findings: [DatedFinding]
  let table: SignTable
  /// The day itself and so many before it.
  let before: Range<Int>
  /// As many days after it: of these mitigations alone count.
  let after: Range<Int>

  /// Adds to a scorecard those that count for any of some typologies, from a day on.
  @inline(__always)
  func add(_ typologies: TypologyBits, since day: BusinessDay? = nil, to card: inout Scorecard) {
    for place in before where findings[place].typologies.overlaps(typologies) {
      if let day, findings[place].day < day { continue }
      card.add(findings[place])
    }
    for place in after where findings[place].typologies.overlaps(typologies) {
      if table.isMitigation(findings[place].sign) { card.add(findings[place]) }
    }
  }
}
