/// The statements that read one flag's details, and what their rows are read as. `$1` is the flag.
enum FlagStatements {
  static let place = "Reading the flag"

  static let head: Statement = """
    SELECT f.id, f.subject_key, f.subject_kind, f.subject_identifier, f.subject_name, f.typology, f.role, f.score,
      f.status, f.active_from, f.active_to, f.amounts, f.transaction_count, \(.list("f.indicators")),
      \(.list("f.mitigations")), f.related_count, f.explanation, f.rulebook, f.first_run, f.last_run, f.successor,
      f.evidence_digest, \(.moment("f.first_flagged_at")), \(.moment("f.changed_at")),
      \(.moment("f.status_changed_at")), \(QueueStatements.ageInDays), f.assignee,
      coalesce(f.assignee = session_user::text, false),
      CASE WHEN f.snoozed_until > manumit.today() THEN f.snoozed_until END, f.pending_decision, f.unit
    FROM manumit.flagged f WHERE f.id = $1
    """

  static func head(_ cells: inout RowCells) -> FlagHead {
    let (id, key, kind) = (cells.text(), cells.text(), cells.text())
    let (identifier, name) = (cells.written() ?? "", cells.written())
    let (typology, role) = (cells.text(), cells.text())
    return FlagHead(
      id: id, subjectKey: key, subjectKind: kind, subjectIdentifier: identifier, subjectName: name,
      typology: typology, roleCode: role, role: roleInWords(role), score: cells.integer(),
      status: cells.text(),
      activeFrom: cells.text(), activeTo: cells.text(), amounts: cells.text(),
      transactionCount: cells.integer(), indicators: cells.names(), mitigations: cells.names(),
      relatedCount: cells.integer(), explanation: cells.written(keepingLines: true) ?? "",
      rulebook: cells.text(), firstRun: cells.text(), lastRun: cells.text(), successor: cells.optional(),
      evidenceDigest: cells.text(), firstFlaggedAt: cells.text(), changedAt: cells.text(),
      statusChangedAt: cells.text(), ageDays: cells.integer(), assignee: cells.optional(),
      isMine: cells.boolean(), snoozedUntil: cells.optional(), pendingDecision: cells.optionalInteger(),
      unit: cells.optional())
  }

  /// The digest, and whether the flag has changed since whoever is signed in opened it last.
  static let digestAsRead: Statement = """
    SELECT f.evidence_digest, coalesce(f.changed_at > (SELECT max(r.read_at) FROM manumit.reading r
      WHERE r.flag_id = f.id AND r.read_by = session_user::text), false)
    FROM manumit.flagged f WHERE f.id = $1
    """

  static let amounts: Statement = """
    SELECT a.currency, a.credits, a.debits, a.amount_in, a.amount_out
    FROM manumit.flag_amount a WHERE a.flag_id = $1 ORDER BY a.currency
    """

  static func amount(_ cells: inout RowCells) -> FlagAmount {
    FlagAmount(
      currency: cells.text(), credits: cells.integer(), debits: cells.integer(), amountIn: cells.text(),
      amountOut: cells.text())
  }

  static let findings: Statement = """
    SELECT g.kind, g.position, g.indicator, g.day, \(.moment("g.strongest_at")),
      to_char(g.local_time, 'YYYY-MM-DD HH24:MI'), g.points, g.conditions, g.measures, g.transaction_count
    FROM manumit.finding g WHERE g.flag_id = $1 ORDER BY g.kind, g.position
    """

  /// A finding without its transactions.
  static func finding(_ cells: inout RowCells) throws(ReviewError) -> FlagFinding {
    let finding = FlagFinding(
      kind: cells.text(), position: cells.integer(), indicator: cells.text(), day: cells.text(),
      strongestAt: cells.text(), localTime: cells.text(), points: cells.integer(),
      conditions: try understood(cells.json([FlagCondition].self)),
      measures: try understood(cells.json([FlagMeasure].self)), transactionCount: cells.integer(),
      transactions: [])
    return finding
  }

  private static func understood<Value>(_ value: Value?) throws(ReviewError) -> Value {
    guard let value else {
      throw ReviewError(
        code: .failed, place: place, reason: "a finding is kept in a form that this program does not know",
        advice: "Use the program of the version that wrote it, or a newer one.")
    }
    return value
  }

  static let findingTransactions: Statement = """
    SELECT u.kind || u.position, u.transaction_id, \(.list("u.sets"))
    FROM manumit.finding_evidence u WHERE u.flag_id = $1 ORDER BY u.kind, u.position, u.transaction_id
    """

  static let related: Statement = """
    SELECT r.subject_key, min(r.subject_identifier), min(r.subject_name),
      CASE WHEN bool_or(r.role = 'possible_victim') THEN 'possible_victim' ELSE 'unknown' END,
      string_agg(r.indicator, E'\\n' ORDER BY r.indicator)
    FROM manumit.related_subject r WHERE r.flag_id = $1 GROUP BY r.subject_key ORDER BY 4, 2, 1
    """

  static func relation(_ cells: inout RowCells) -> FlagRelation {
    FlagRelation(
      subjectKey: cells.text(), identifier: cells.written() ?? "", name: cells.written(),
      roleCode: cells.text(), indicators: cells.names())
  }

  static let moves: Statement = """
    SELECT f.status, m.to_status, m.meaning, m.needs_second
    FROM manumit.flag_move m JOIN manumit.flagged f ON f.id = m.flag_id
    WHERE m.flag_id = $1 AND pg_has_role(session_user, 'manumit_reviewer', 'USAGE') ORDER BY array_position(
      ARRAY['in_review', 'escalated', 'report_drafted', 'reported', 'cleared'], m.to_status)
    """

  static func move(_ cells: inout RowCells) -> StatusMove {
    StatusMove(
      fromStatus: cells.text(), toStatus: cells.text(), meaning: cells.text(), needsSecond: cells.boolean())
  }

  static let otherFlags: Statement = """
    SELECT \(mentionColumns) FROM manumit.flagged f
    WHERE f.subject_key = (SELECT o.subject_key FROM manumit.flagged o WHERE o.id = $1) AND f.id <> $1
    ORDER BY f.score DESC, f.id
    """

  static let mentionColumns: Statement =
    "f.id, f.typology, f.role, f.score, f.status, f.active_from, f.active_to"

  static func mention(_ cells: inout RowCells) -> FlagMention {
    FlagMention(
      id: cells.text(), typology: cells.text(), roleCode: cells.text(), score: cells.integer(),
      status: cells.text(), activeFrom: cells.text(), activeTo: cells.text())
  }
}
