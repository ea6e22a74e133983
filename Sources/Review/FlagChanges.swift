/// The statements that carry staged flags into the tables. They work on sets: a batch of ten thousand flags
/// costs as many statements as a batch of one.
enum FlagChanges {
  static let createWithdrawals: Statement =
    "CREATE TEMPORARY TABLE withdrawal (flag_id text, run_id text, successor text) ON COMMIT DROP"
  static let copyWithdrawals: Statement = "COPY pg_temp.withdrawal (flag_id, run_id, successor) FROM STDIN"

  /// Reviewers' decisions on these flags wait until the batch is in. Ordered, so that two transactions
  /// that lock several flags cannot wait for each other.
  static let lock: Statement = """
    SELECT f.id FROM manumit.flagged f
    WHERE f.id IN (SELECT id FROM pg_temp.stage_flagged UNION SELECT flag_id FROM pg_temp.withdrawal)
    ORDER BY f.id FOR UPDATE
    """

  /// Flags whose content differs from what is stored, and withdrawn ones that hold again. The evidence
  /// digest is as documented on `flagged.evidence_digest`: anyone can compute it again.
  static let findChanged: Statement = """
    CREATE TEMPORARY TABLE change ON COMMIT DROP AS
    SELECT s.id, s.last_run, f.id IS NULL AS is_new,
      f.status = 'withdrawn' AND w.flag_id IS NULL AS is_restored,
      encode(sha256(convert_to(coalesce(d.digested, ''), 'UTF8')), 'hex') AS evidence_digest
    FROM pg_temp.stage_flagged s
    LEFT JOIN manumit.flagged f ON f.id = s.id
    LEFT JOIN pg_temp.withdrawal w ON w.flag_id = s.id
    LEFT JOIN (
      SELECT flag_id, string_agg(transaction_id || ':' || direction || ':' || minor_units || ':' || currency,
        ',' ORDER BY transaction_id COLLATE "C") AS digested
      FROM pg_temp.stage_evidence WHERE NOT is_mitigation_only AND NOT is_gathered GROUP BY flag_id
    ) d ON d.flag_id = s.id
    WHERE f.content_digest IS DISTINCT FROM s.content_digest
      OR (f.status = 'withdrawn' AND w.flag_id IS NULL);
    ANALYZE pg_temp.change
    """

  /// What happened to each changed flag, found before the stored evidence is replaced.
  static let findEvents: Statement = """
    CREATE TEMPORARY TABLE event ON COMMIT DROP AS
    WITH incoming AS (
      SELECT e.flag_id, e.transaction_id
      FROM pg_temp.stage_evidence e JOIN pg_temp.change c ON c.id = e.flag_id WHERE NOT e.is_mitigation_only AND NOT e.is_gathered
    ), stored AS (
      SELECT e.flag_id, e.transaction_id
      FROM manumit.evidence e JOIN pg_temp.change c ON c.id = e.flag_id WHERE NOT e.is_mitigation_only AND NOT e.is_gathered
    ), added AS (
      SELECT flag_id, array_agg(transaction_id ORDER BY transaction_id) AS ids
      FROM (SELECT * FROM incoming EXCEPT SELECT * FROM stored) a GROUP BY flag_id
    ), removed AS (
      SELECT flag_id, array_agg(transaction_id ORDER BY transaction_id) AS ids
      FROM (SELECT * FROM stored EXCEPT SELECT * FROM incoming) r GROUP BY flag_id
    ), reversed AS (
      SELECT r.flag_id, array_agg(v.transaction_id ORDER BY v.transaction_id) AS ids
      FROM removed r JOIN manumit.reversal v ON v.transaction_id = ANY (r.ids) GROUP BY r.flag_id
    )
    SELECT c.id, c.last_run AS run_id, c.evidence_digest,
      CASE WHEN c.is_new THEN 'created' WHEN c.is_restored THEN 'restored'
        WHEN a.ids IS NOT NULL THEN 'extended' ELSE 'amended' END AS kind,
      coalesce(a.ids, '{}') AS evidence_added, coalesce(r.ids, '{}') AS evidence_removed,
      coalesce(v.ids, '{}') AS evidence_reversed
    FROM pg_temp.change c
    LEFT JOIN added a ON a.flag_id = c.id
    LEFT JOIN removed r ON r.flag_id = c.id
    LEFT JOIN reversed v ON v.flag_id = c.id
    """

  /// Writes everything of a flag but what never changes, its status and its successor.
  static let upsertFlags: Statement = {
    let columns = StagedTable.flagged.columns
    let fixed: Set<Statement> = ["id", "subject_key", "subject_kind", "typology", "first_run"]
    let set = columns.filter { !fixed.contains($0) }.map { "\($0) = excluded.\($0)" as Statement }
    let incoming = columns.map { "s.\($0)" as Statement }
    return """
      INSERT INTO manumit.flagged (\(columns.joined(separator: ", ")), evidence_digest)
      SELECT \(incoming.joined(separator: ", ")), c.evidence_digest
      FROM pg_temp.stage_flagged s JOIN pg_temp.change c ON c.id = s.id ORDER BY s.id
      ON CONFLICT (id) DO UPDATE SET \(set.joined(separator: ", ")),
        evidence_digest = excluded.evidence_digest, changed_at = now()
      """
  }()

  static let insertEvents: Statement = """
    INSERT INTO manumit.flag_event
      (flag_id, run_id, kind, score, evidence_added, evidence_removed, evidence_reversed, evidence_digest)
    SELECT e.id, e.run_id, e.kind, s.score, e.evidence_added, e.evidence_removed, e.evidence_reversed,
      e.evidence_digest
    FROM pg_temp.event e JOIN pg_temp.stage_flagged s ON s.id = e.id ORDER BY e.id
    RETURNING kind
    """

  /// A flag that never came this far has nothing to withdraw.
  static let insertWithdrawals: Statement = """
    INSERT INTO manumit.flag_event
      (flag_id, run_id, kind, score, evidence_reversed, evidence_digest, successor)
    SELECT f.id, w.run_id, 'withdrawn', f.score, ARRAY(
        SELECT e.transaction_id FROM manumit.evidence e JOIN manumit.reversal v USING (transaction_id)
        WHERE e.flag_id = f.id AND NOT e.is_mitigation_only AND NOT e.is_gathered ORDER BY 1),
      f.evidence_digest, w.successor
    FROM pg_temp.withdrawal w JOIN manumit.flagged f ON f.id = w.flag_id
    WHERE f.status <> 'withdrawn' OR f.successor IS DISTINCT FROM w.successor ORDER BY f.id
    RETURNING kind
    """
}

/// The statements that carry staged runs and rejections into the tables.
enum RunChanges {
  static let findChanged: Statement = """
    CREATE TEMPORARY TABLE changed_run ON COMMIT DROP AS
    SELECT s.id FROM pg_temp.stage_run s LEFT JOIN manumit.run r ON r.id = s.id
    WHERE r.content_digest IS DISTINCT FROM s.content_digest
    """

  /// The first record that takes a payment back stays the one that is named.
  static let insertReversals: Statement = {
    let columns = StagedTable.reversals.columns.joined(separator: ", ")
    return "INSERT INTO manumit.reversal (\(columns)) SELECT \(columns) FROM pg_temp.stage_reversal"
      + " ORDER BY transaction_id ON CONFLICT (transaction_id) DO NOTHING"
  }()

  /// A rejection is never changed: its run and number say which record it is.
  static let insertRejections: Statement = {
    let columns = StagedTable.rejections.columns.joined(separator: ", ")
    return "INSERT INTO manumit.rejection (\(columns)) SELECT \(columns) FROM pg_temp.stage_rejection"
      + " ORDER BY run_id, number ON CONFLICT (run_id, number) DO NOTHING"
  }()
}
