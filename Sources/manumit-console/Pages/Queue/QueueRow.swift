import Review

/// A flag as a line of the queue.
struct QueueRow: Sendable {
  let address: String
  let score: Int
  let who: String
  let kind: String
  let role: String
  let isProtect: Bool
  /// Whether another flag says that the subject may be a victim.
  let isProtectElsewhere: Bool
  let typology: String
  let signs: String
  let innocent: String?
  let from: String
  let until: String
  let amounts: String
  let payments: String
  let status: String
  let assignee: String?
  let isMine: Bool
  let isWaiting: Bool
  let snoozedUntil: String?
  let unit: String?
  let age: String
  /// Whether a budget ends below it.
  let endsBudget: Bool

  init(_ entry: QueueEntry, _ titles: RuleTitles, endsBudget: Bool = false) {
    address = "/flags/\(entry.id)"
    score = entry.score
    who = entry.who
    kind = entry.subjectKind
    isProtect = entry.isPossibleVictim
    isProtectElsewhere = entry.isPossibleVictimElsewhere && !entry.isPossibleVictim
    role = isProtect ? "a person to protect" : entry.role
    typology = spoken(entry.typology)
    signs = titles.summary(of: entry.indicators) ?? ""
    innocent = titles.summary(of: entry.mitigations)
    from = entry.activeFrom
    until = entry.activeTo
    amounts = entry.amounts
    payments = entry.transactionCount == 1 ? "1 payment" : "\(grouped(entry.transactionCount)) payments"
    status = spoken(entry.status)
    assignee = entry.isMine ? nil : entry.assignee
    isMine = entry.isMine
    isWaiting = entry.pendingDecision != nil
    snoozedUntil = entry.snoozedUntil
    unit = entry.unit
    age = entry.ageDays == 0 ? "today" : entry.ageDays == 1 ? "1 day" : "\(entry.ageDays) days"
    self.endsBudget = endsBudget
  }
}
