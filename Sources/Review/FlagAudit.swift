import Detection

/// One number of a stored flag, and what its stored evidence says it should be.
public struct AuditedNumber: Hashable, Sendable {
  /// The red flag or innocent pattern it belongs to.
  public var indicator: String
  /// As the rulebook words it.
  public var text: String
  public var stored: Int64
  /// Recomputed from the evidence; nil where not all it rests on is listed, or this version does not know the
  /// aggregate.
  public var recomputed: Int64?
  /// How many of the payments it rests on are not listed as evidence.
  public var unlisted: Int

  /// Whether both are the same, or the evidence cannot tell.
  public var holds: Bool { unlisted > 0 || stored == recomputed }
}

extension Connection {
  /// Every measure of a flag's findings, computed again from nothing but the evidence rows stored with it, in the
  /// order in which the findings are shown (law 6).
  public func audit(flagID: String) throws(ReviewError) -> [AuditedNumber] {
    var texts: [String: [String: String]] = [:]
    let fields = try query(
      """
      SELECT e.transaction_id, f.key, f.value FROM manumit.evidence e, jsonb_each_text(e.fields) f
      WHERE e.flag_id = $1
      """, [flagID], doing: Self.auditing)
    for row in 0..<fields.rowCount {
      texts[fields.required(row, 0), default: [:]][fields.required(row, 1)] = fields.required(row, 2)
    }
    let evidence = try evidence(flagID, texts)
    let measures = try query(
      """
      SELECT f.kind || f.position, f.indicator, m.value ->> 'text', m.value ->> 'aggregate', m.value ->> 'field',
        m.value ->> 'set', \(Self.milliseconds("(m.value ->> 'from')::timestamptz")),
        \(Self.milliseconds("(m.value ->> 'until')::timestamptz")), m.value #>> '{value,value}',
        m.value #>> '{value,unit}', coalesce(m.value ->> 'unlisted', '0')
      FROM manumit.finding f, jsonb_array_elements(f.measures) WITH ORDINALITY m (value, number)
      WHERE f.flag_id = $1 ORDER BY f.kind, f.position, m.number
      """, [flagID], doing: Self.auditing)
    return (0..<measures.rowCount).map { row in
      let unit = measures.required(row, 9)
      let measure = Measure(
        text: measures.required(row, 2), aggregate: measures.required(row, 3), field: measures.text(row, 4),
        set: measures.required(row, 5), from: measures.long(row, 6), until: measures.long(row, 7),
        value: Quantity(measures.long(row, 8), unit == "count" ? .count : .money(unit)),
        unlisted: measures.integer(row, 10))
      return AuditedNumber(
        indicator: measures.required(row, 1), text: measure.text, stored: measure.value.value,
        recomputed: MeasureAudit.recompute(measure, from: evidence[measures.required(row, 0)] ?? []),
        unlisted: measure.unlisted)
    }
  }

  /// The evidence of each finding, by kind and position.
  private func evidence(_ flagID: String, _ texts: [String: [String: String]]) throws(ReviewError)
    -> [String: [EvidenceTransaction]]
  {
    let rows = try query(
      """
      SELECT u.kind || u.position, e.transaction_id, \(Self.milliseconds("e.occurred_at")),
        (extract(epoch FROM e.local_time - (e.occurred_at AT TIME ZONE 'UTC')) / 60)::bigint, e.time_known,
        e.minor_units, e.currency, e.direction, e.channel, e.purpose, e.source_file, e.source_line,
        array_to_string(u.sets, E'\\n')
      FROM manumit.finding_evidence u JOIN manumit.evidence e USING (flag_id, transaction_id)
      WHERE u.flag_id = $1 ORDER BY 1, e.occurred_at, 2
      """, [flagID], doing: Self.auditing)
    var evidence: [String: [EvidenceTransaction]] = [:]
    for row in 0..<rows.rowCount {
      let identity = rows.required(row, 1)
      evidence[rows.required(row, 0), default: []].append(
        EvidenceTransaction(
          identity: identity, instant: rows.long(row, 2), zoneMinutes: rows.integer(row, 3),
          timeKnown: rows.boolean(row, 4), minorUnits: rows.long(row, 5), currency: rows.required(row, 6),
          direction: rows.required(row, 7), channel: rows.required(row, 8), purpose: rows.required(row, 9),
          fields: texts[identity] ?? [:], file: rows.required(row, 10), line: rows.integer(row, 11),
          sets: rows.required(row, 12).split(separator: "\n").map(String.init)))
    }
    return evidence
  }

  private static let auditing = "Reading the flag's evidence"

  private static func milliseconds(_ time: Statement) -> Statement {
    "(extract(epoch FROM \(time)) * 1000)::bigint"
  }
}

extension QueryResult {
  /// A whole number of 64 bits, of a column that is never NULL.
  fileprivate func long(_ row: Int, _ column: Int) -> Int64 { Int64(required(row, column)) ?? 0 }
}
