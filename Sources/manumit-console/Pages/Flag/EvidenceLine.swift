import Review

/// A payment that the flag rests on, as a line of the evidence.
struct EvidenceLine: Sendable {
  let when: String
  let isIn: Bool
  let amount: String
  let channel: String
  let other: String?
  let place: String?
  let memo: String?
  let conductor: String?
  let account: String?
  /// How many findings rest on it, and which.
  let uses: String
  let users: [String]
  let isNew: Bool
  let isKnown: Bool
  /// Whether it speaks for an innocent explanation alone.
  let isInnocent: Bool
  /// The file and line of the record, to be found again in the bank's own export.
  let source: String

  /// - Parameter isOutside: whether the flagged subject is the other side of all of them: then the customer is shown.
  init(_ row: EvidenceRow, isOutside: Bool) {
    when = row.localTime
    isIn = row.direction == "credit"
    amount = row.currency.isEmpty ? "" : "\(row.amount) \(row.currency)"
    channel =
      row.purpose == "unstated" || row.purpose.isEmpty
      ? row.channel : "\(row.channel), \(spoken(row.purpose))"
    other = isOutside ? row.customer ?? row.account : row.counterparty
    place = row.shortPlace
    memo = row.memo
    conductor = row.conductor
    account = row.account
    uses = row.indicators.count == 1 ? "1 finding" : "\(row.indicators.count) findings"
    users = row.indicators
    (isNew, isKnown, isInnocent) = (row.isNew, row.isKnownRelationship, row.isMitigationOnly)
    source = row.file.isEmpty ? "" : "\(row.file):\(row.line)"
  }
}
