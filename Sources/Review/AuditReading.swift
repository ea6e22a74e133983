extension Connection {
  /// Computes the whole chain again, and the hash of every decision and run that it seals, as they stand at one moment.
  ///
  /// - Parameter hash: a hash the chain had earlier; it must still be in it.
  /// - Throws: `ReviewError` where the database cannot be read; a chain that does not fit is an answer.
  public func auditChain(expecting hash: String? = nil) throws(ReviewError) -> AuditChain {
    try Migrations.requireCurrent(on: self)
    try execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", doing: Self.place)
    defer { rollBack() }
    var chain = AuditChain(expecting: hash)
    var last = "0"
    while true {
      let rows = try query(AuditStatements.page, [last, "\(Self.pageSize)"], doing: Self.place)
      for row in 0..<rows.rowCount {
        guard chain.take(Self.row(rows, row)) else { return chain }
        last = rows.required(row, 0)
      }
      if rows.rowCount < Self.pageSize { break }
    }
    let unsealed = try query(AuditStatements.unsealed, doing: Self.place)
    chain.end(unsealed: unsealed.rowCount > 0 ? Self.entry(unsealed, 0, decision: 0, run: 1) : nil)
    return chain
  }

  private static let place = "Reading the audit chain"

  /// So many rows at once: few round trips, and little memory on either side.
  private static let pageSize = 1000

  private static func row(_ rows: borrowing QueryResult, _ row: Int) -> AuditChain.Row {
    AuditChain.Row(
      position: Int64(rows.required(row, 0)) ?? 0, entry: entry(rows, row, decision: 1, run: 2),
      previousHash: rows.required(row, 3), hash: rows.required(row, 4), recomputedHash: rows.required(row, 5),
      contentHash: rows.required(row, 6), recomputedContentHash: rows.text(row, 7),
      isSuperseded: rows.boolean(row, 8))
  }

  private static func entry(
    _ rows: borrowing QueryResult, _ row: Int, decision: Int, run: Int
  ) -> AuditFault.Entry {
    if let number = rows.text(row, decision) { return .decision(Int64(number) ?? 0) }
    return .run(rows.required(row, run))
  }
}

/// The statements that compute the chain again; their forms are those of `Schemas/0008_audit.sql`.
private enum AuditStatements {
  static let page: Statement = """
    WITH page AS (
      SELECT a.*, a.run_id IS NOT NULL AND EXISTS (
          SELECT FROM manumit.audit l WHERE l.run_id = a.run_id AND l.position > a.position) AS is_superseded
      FROM manumit.audit a WHERE a.position > $1 ORDER BY a.position LIMIT $2
    )
    SELECT p.position, p.decision_id, p.run_id, p.previous_hash, p.hash, \(hash(link)), p.content_hash,
      CASE WHEN p.is_superseded THEN NULL
        WHEN p.run_id IS NULL THEN
          (SELECT \(hash(decision)) FROM manumit.decision d WHERE d.id = p.decision_id)
        ELSE (SELECT \(hash(run)) FROM manumit.run r WHERE r.id = p.run_id) END,
      p.is_superseded
    FROM page p ORDER BY p.position
    """

  static let unsealed: Statement = """
    (SELECT d.id, NULL::text FROM manumit.decision d
      WHERE NOT EXISTS (SELECT FROM manumit.audit a WHERE a.decision_id = d.id) ORDER BY d.id LIMIT 1)
    UNION ALL
    (SELECT NULL, r.id FROM manumit.run r
      WHERE NOT EXISTS (SELECT FROM manumit.audit a WHERE a.run_id = r.id) ORDER BY r.published_at LIMIT 1)
    """

  private static let link = netstrings(
    """
    ARRAY['manumit audit 1', p.position::text, p.decision_id::text, p.run_id, p.content_hash,
      \(time("p.sealed_at")), p.sealed_by, p.previous_hash]
    """)

  private static let decision = netstrings(
    """
    ARRAY['manumit decision 1', d.id::text, d.flag_id, \(time("d.decided_at")), d.decided_by, d.from_status,
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
