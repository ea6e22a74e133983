import Review

/// What whoever reads a flag can do about it: decide, agree, take it, put it aside, write beside it.
struct FlagForms: Sendable {
  let address: String
  let subjectKey: String
  let typologyCode: String
  /// The evidence as it was read; the database takes no decision on any other.
  let evidenceDigest: String

  let moves: [MoveChoice]
  let reasons: [Choice]
  let decisionText: String?
  let proposal: Proposal?
  let opinionText: String?

  let assignee: String?
  let isMine: Bool

  let snoozedUntil: String?
  let snoozeText: String?
  let noteText: String?
  let noteReference: String?
  let relationParty: String?
  let relationText: String?
  let firstDay: String
  let lastDay: String
  let knownRelationships: [RelationshipLine]

  /// A way the status can go.
  struct MoveChoice: Sendable {
    let value: String
    let name: String
    let meaning: String
    let needsSecond: Bool
    let isChosen: Bool
  }

  /// A decision that waits for a second person.
  struct Proposal: Sendable {
    let id: Int64
    let by: String
    let target: String
    let reason: String
    /// Whether whoever reads made it: then somebody else has to agree.
    let isMine: Bool
  }

  /// A relationship that is known to be in order.
  struct RelationshipLine: Sendable {
    let id: Int64
    let party: String
    let days: String
    let reason: String
  }

  /// - Parameter draft: what was typed into a form of this flag that was refused.
  init(_ file: FlagFile, _ reasons: [DecisionReason], draft: [String: String]?) {
    let head = file.head
    address = "/flags/\(head.id)"
    subjectKey = head.subjectKey
    typologyCode = head.typology
    evidenceDigest = head.evidenceDigest
    let draft = draft ?? [:]
    moves = file.moves.map { move in
      MoveChoice(
        value: move.toStatus, name: spoken(move.toStatus), meaning: move.meaning,
        needsSecond: move.needsSecond,
        isChosen: draft["to"] == move.toStatus)
    }
    self.reasons =
      [Choice("", "choose one", chosen: draft["code"] ?? "")]
      + reasons.map { Choice($0.code, $0.meaning, chosen: draft["code"]) }
    decisionText = draft["reason"]
    proposal = file.pending.map { decision in
      Proposal(
        id: decision.id, by: decision.decidedBy, target: spoken(decision.toStatus), reason: decision.reason,
        isMine: decision.isMine)
    }
    opinionText = draft["opinion"]
    assignee = head.assignee
    isMine = head.isMine
    snoozedUntil = head.snoozedUntil
    snoozeText = draft["snooze-reason"]
    noteText = draft["note"]
    noteReference = draft["reference"]
    relationParty = draft["counterparty"]
    relationText = draft["relation-reason"]
    firstDay = draft["from"] ?? head.activeFrom
    lastDay = draft["until"] ?? head.activeTo
    knownRelationships = file.knownRelationships.filter { $0.end == nil }.map { known in
      RelationshipLine(
        id: known.id, party: known.counterparty,
        days: [known.fromDate, known.untilDate].compactMap(\.self).joined(separator: " to "),
        reason: known.reason)
    }
  }
}
