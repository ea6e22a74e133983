/// The statements that compute the chain again; their forms are those of `Schemas/0008_audit.sql` and
/// `0014_review_audit.sql`.
enum AuditStatements {
  static let page: Statement = """
    WITH page AS (
      SELECT a.*, a.run_id IS NOT NULL AND EXISTS (
          SELECT FROM manumit.audit l WHERE l.run_id = a.run_id AND l.position > a.position) AS is_superseded
      FROM manumit.audit a WHERE a.position > $1 ORDER BY a.position LIMIT $2
    )
    SELECT p.position, p.decision_id, p.run_id, p.entry_kind, p.entry_id, p.previous_hash, p.hash, \(hash(link)),
      p.content_hash,
      CASE WHEN p.is_superseded THEN NULL
        WHEN p.decision_id IS NOT NULL THEN
          (SELECT \(hash(decision)) FROM manumit.decision d WHERE d.id = p.decision_id)
        WHEN p.run_id IS NOT NULL THEN (SELECT \(hash(run)) FROM manumit.run r WHERE r.id = p.run_id)
        \(tables.map { "WHEN p.entry_kind = '\($0.name)' THEN \($0.contentHash)" }.joined(separator: " ")) END,
      p.is_superseded
    FROM page p ORDER BY p.position
    """

  static let unsealed: Statement = """
    (SELECT d.id, NULL::text, NULL::text, NULL::bigint FROM manumit.decision d
      WHERE NOT EXISTS (SELECT FROM manumit.audit a WHERE a.decision_id = d.id) ORDER BY d.id LIMIT 1)
    UNION ALL
    (SELECT NULL, r.id, NULL, NULL FROM manumit.run r
      WHERE NOT EXISTS (SELECT FROM manumit.audit a WHERE a.run_id = r.id) ORDER BY r.published_at LIMIT 1)
    UNION ALL
    \(tables.map(\.unsealed).joined(separator: " UNION ALL "))
    """

  private static let link = netstrings(
    """
    CASE WHEN p.entry_kind IS NULL
      THEN ARRAY['manumit audit 1', p.position::text, p.decision_id::text, p.run_id]
      ELSE ARRAY['manumit audit 2', p.position::text, p.entry_kind, p.entry_id::text] END
      || ARRAY[p.content_hash, \(time("p.sealed_at")), p.sealed_by, p.previous_hash]
    """)

  private static let decision = netstrings(
    """
    ARRAY[CASE WHEN d.needs_second THEN 'manumit decision 2' ELSE 'manumit decision 1' END, d.id::text, d.flag_id, \(time("d.decided_at")), d.decided_by, d.from_status,
      d.to_status, d.reason_code, d.reason, d.evidence_digest]
    """)

  private static let run = netstrings(
    """
    ARRAY['manumit run 1', r.id, r.command, \(time("r.started_at")), \(time("r.finished_at")), r.program, r.rulebook,
      r.parameters::text, r.read_records::text, r.accepted_records::text, r.duplicate_records::text,
      r.rejected_records::text, to_char(r.first_day, 'YYYY-MM-DD'), to_char(r.last_day, 'YYYY-MM-DD'),
      r.flags_new::text, r.flags_extended::text, r.flags_amended::text, r.flags_withdrawn::text,
      \(netstrings("r.skipped_files")), r.content_digest, \(time("r.published_at")), \(amounts), \(sources), \(coverage)]
    """)

  private static let amounts = list(
    "ARRAY[a.fate, a.currency, a.records_without::text, a.minor_units::text, a.amount::text]",
    order: "a.fate COLLATE \"C\", a.currency COLLATE \"C\"",
    from: "manumit.run_amount a WHERE a.run_id = r.id")

  private static let sources = list(
    """
    ARRAY[s.position::text, s.name, s.format, s.bytes::text, s.digest, s.records::text, \(netstrings("s.controls"))]
    """, order: "s.position", from: "manumit.run_source s WHERE s.run_id = r.id")

  private static let coverage = list(
    "ARRAY[c.indicator, c.subjects_evaluated::text, c.subjects_fired::text, c.not_evaluable::text]",
    order: "c.indicator COLLATE \"C\"", from: "manumit.run_coverage c WHERE c.run_id = r.id")

  /// A table of a reviewer's work, and what of a row `e` is hashed.
  private struct Table {
    var name: Statement
    var key: Statement = "id"
    var values: Statement

    /// The hash of the row that the chain's row `p` names.
    var contentHash: Statement {
      "(SELECT \(hash(netstrings("ARRAY['manumit \(name) 1', e.\(key)::text, \(values)]"))) FROM manumit.\(name) e"
        + " WHERE e.\(key) = p.entry_id)"
    }

    /// The first row that no row of the chain names.
    var unsealed: Statement {
      """
      (SELECT NULL::bigint, NULL::text, '\(name)', e.\(key) FROM manumit.\(name) e WHERE NOT EXISTS (
        SELECT FROM manumit.audit a WHERE a.entry_kind = '\(name)' AND a.entry_id = e.\(key)) ORDER BY e.\(key) LIMIT 1)
      """
    }
  }

  private static let tables: [Table] = [
    Table(
      name: "second_opinion", key: "decision_id",
      values: "\(time("e.decided_at")), e.decided_by, e.agrees::text, e.reason"),
    Table(
      name: "assignment",
      values: "e.flag_id, e.assignee, \(time("e.assigned_at")), e.assigned_by, e.reason"),
    Table(name: "note", values: "e.flag_id, \(time("e.noted_at")), e.noted_by, e.text, e.reference"),
    Table(
      name: "snooze",
      values: """
        e.subject_key, e.typology, \(day("e.until")), e.reason, \(netstrings("e.indicators")), \(time("e.snoozed_at")),
        e.snoozed_by
        """),
    Table(
      name: "known_relationship",
      values: """
        e.subject_key, e.counterparty, e.reason, \(day("e.from_date")), \(day("e.until_date")), \(time("e.stated_at")),
        e.stated_by
        """),
    Table(name: "known_relationship_end", values: "e.reason, \(time("e.ended_at")), e.ended_by"),
    Table(
      name: "review_setting_change", values: "e.name, e.value, \(time("e.changed_at")), e.changed_by"),
  ]

  private static func day(_ day: Statement) -> Statement { "to_char(\(day), 'YYYY-MM-DD')" }

  private static func netstrings(_ array: Statement) -> Statement {
    """
    (SELECT coalesce(string_agg(
        coalesce(octet_length(convert_to(value, 'UTF8')) || ':' || value, '-') || ',', '' ORDER BY number), '')
      FROM unnest(\(array)) WITH ORDINALITY AS part (value, number))
    """
  }

  private static func list(_ array: Statement, order: Statement, from rows: Statement) -> Statement {
    "(SELECT coalesce(string_agg(\(netstrings(array)), '' ORDER BY \(order)), '') FROM \(rows))"
  }

  private static func time(_ moment: Statement) -> Statement {
    "to_char(\(moment) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
  }

  private static func hash(_ text: Statement) -> Statement {
    "encode(sha256(convert_to(\(text), 'UTF8')), 'hex')"
  }
}
