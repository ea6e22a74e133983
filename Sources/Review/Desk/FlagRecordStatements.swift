/// What runs and people did to a flag, each in the order in which it came.
extension FlagStatements {
  static let events: Statement = """
    SELECT v.id, \(.moment("v.happened_at")), v.run_id, v.kind, v.from_status, v.to_status, v.score,
      \(.list("v.evidence_added")), \(.list("v.evidence_removed")), \(.list("v.evidence_reversed")), v.successor
    FROM manumit.flag_event v WHERE v.flag_id = $1 ORDER BY v.id
    """

  static func event(_ cells: inout RowCells) -> FlagEvent {
    FlagEvent(
      id: cells.integer(), happenedAt: cells.text(), run: cells.text(), kind: cells.text(),
      fromStatus: cells.optional(), toStatus: cells.text(), score: cells.integer(), added: cells.names(),
      removed: cells.names(), reversed: cells.names(), successor: cells.optional())
  }

  static let decisions: Statement = """
    SELECT d.id, d.flag_id, \(.moment("d.decided_at")), d.decided_by, d.from_status, d.to_status, d.reason_code,
      d.reason, d.evidence_digest, d.needs_second, d.outcome = 'agreed', d.second_reason,
      \(.moment("d.second_at")), d.second_by, d.outcome, d.decided_by = session_user::text
    FROM manumit.flag_decision d WHERE d.flag_id = $1 ORDER BY d.id
    """

  static func decision(_ cells: inout RowCells) -> Decision {
    var decision = Decision(
      id: cells.integer(), flag: cells.text(), decidedAt: cells.text(), decidedBy: cells.written() ?? "",
      fromStatus: cells.text(), toStatus: cells.text(), reasonCode: cells.text(),
      reason: cells.written(keepingLines: true) ?? "", evidenceDigest: cells.text(),
      needsSecond: cells.boolean(), outcome: "", isMine: false)
    let (agrees, reason) = (cells.boolean(), cells.written(keepingLines: true))
    let (moment, person) = (cells.optional(), cells.written())
    if let reason, let moment, let person {
      decision.secondOpinion = SecondOpinion(
        agrees: agrees, reason: reason, decidedAt: moment, decidedBy: person)
    }
    decision.outcome = cells.text()
    decision.isMine = cells.boolean()
    return decision
  }

  static let notes: Statement = """
    SELECT n.id, \(.moment("n.noted_at")), n.noted_by, n.text, n.reference
    FROM manumit.note n WHERE n.flag_id = $1 ORDER BY n.id
    """

  static func note(_ cells: inout RowCells) -> FlagNote {
    FlagNote(
      id: cells.integer(), notedAt: cells.text(), notedBy: cells.written() ?? "",
      text: cells.written(keepingLines: true) ?? "", reference: cells.written())
  }

  static let assignments: Statement = """
    SELECT a.id, a.assignee, \(.moment("a.assigned_at")), a.assigned_by, nullif(a.reason, '')
    FROM manumit.assignment a WHERE a.flag_id = $1 ORDER BY a.id
    """

  static func assignment(_ cells: inout RowCells) -> Assignment {
    Assignment(
      id: cells.integer(), assignee: cells.written(), assignedAt: cells.text(),
      assignedBy: cells.written() ?? "", reason: cells.written(keepingLines: true))
  }

  /// The last `$2` readings, last first.
  static let readings: Statement = """
    SELECT \(.moment("r.read_at")), r.read_by, r.via
    FROM manumit.reading r WHERE r.flag_id = $1 ORDER BY r.id DESC LIMIT $2
    """

  /// Of subject `$1` and, where it is stated, typology `$2`.
  static let snoozes: Statement = """
    SELECT s.id, s.subject_key, s.typology, s.until, s.reason, \(.moment("s.snoozed_at")), s.snoozed_by
    FROM manumit.snooze s WHERE s.subject_key = $1 AND ($2::text IS NULL OR s.typology = $2) ORDER BY s.id
    """

  static func snooze(_ cells: inout RowCells) -> Snooze {
    Snooze(
      id: cells.integer(), subjectKey: cells.text(), typology: cells.text(), until: cells.text(),
      reason: cells.written(keepingLines: true) ?? "", snoozedAt: cells.text(),
      snoozedBy: cells.written() ?? "")
  }

  /// Of subject `$1`.
  static let knownRelationships: Statement = """
    SELECT k.id, k.subject_key, k.counterparty, k.reason, k.from_date, k.until_date, \(.moment("k.stated_at")),
      k.stated_by, \(.moment("e.ended_at")), e.ended_by, e.reason
    FROM manumit.known_relationship k LEFT JOIN manumit.known_relationship_end e ON e.id = k.id
    WHERE k.subject_key = $1 ORDER BY k.id
    """

  static func knownRelationship(_ cells: inout RowCells) -> KnownRelationship {
    var relationship = KnownRelationship(
      id: cells.integer(), subjectKey: cells.text(), counterparty: cells.written() ?? "",
      reason: cells.written(keepingLines: true) ?? "", fromDate: cells.text(), untilDate: cells.text(),
      statedAt: cells.text(), statedBy: cells.written() ?? "")
    if let moment = cells.optional(), let person = cells.written(),
      let reason = cells.written(keepingLines: true)
    {
      relationship.end = KnownRelationship.End(endedAt: moment, endedBy: person, reason: reason)
    }
    return relationship
  }
}
