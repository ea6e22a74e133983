/// One run as a list of runs shows it.
public struct RunSummary: Codable, Hashable, Sendable {
  public var id: String
  public var command: String
  /// RFC 3339, UTC.
  public var startedAt: String
  public var finishedAt: String
  public var rulebook: String
  public var read: Int
  public var accepted: Int
  public var duplicate: Int
  public var rejected: Int
  public var flagsNew: Int
  public var flagsExtended: Int
  public var flagsAmended: Int
  public var flagsWithdrawn: Int
  /// Names of its sources, in the order in which they were given.
  public var sources: [String]
}

/// A rejected record as a list shows it: where it is and why, not what it says.
public struct RejectionSummary: Codable, Hashable, Sendable {
  public var number: Int
  public var file: String
  public var line: Int
  public var byteOffset: Int
  public var code: String
  public var field: String?
  public var reason: String
}

extension Connection {
  /// The latest runs, newest first.
  public func runs(limit: Int, offset: Int = 0) throws(ReviewError) -> [RunSummary] {
    try runs(id: nil, limit: limit, offset: offset)
  }

  /// The run of an id, or the latest.
  func runs(id: String?, limit: Int, offset: Int) throws(ReviewError) -> [RunSummary] {
    let rows = try query(
      """
      SELECT r.id, r.command, to_char(r.started_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        to_char(r.finished_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), r.rulebook, r.read_records, r.accepted_records,
        r.duplicate_records, r.rejected_records, r.flags_new, r.flags_extended, r.flags_amended,
        r.flags_withdrawn,
        (SELECT string_agg(s.name, E'\\n' ORDER BY s.position) FROM manumit.run_source s WHERE s.run_id = r.id)
      FROM manumit.run r WHERE $1::text IS NULL OR r.id = $1 ORDER BY r.started_at DESC, r.id LIMIT $2 OFFSET $3
      """, [id, "\(limit)", "\(offset)"], doing: "Reading the runs")
    var summaries: [RunSummary] = []
    for row in 0..<rows.rowCount {
      let names = rows.text(row, 13)?.split(separator: "\n").map(String.init) ?? []
      summaries.append(
        RunSummary(
          id: rows.required(row, 0), command: rows.required(row, 1), startedAt: rows.required(row, 2),
          finishedAt: rows.required(row, 3), rulebook: rows.required(row, 4), read: rows.integer(row, 5),
          accepted: rows.integer(row, 6), duplicate: rows.integer(row, 7), rejected: rows.integer(row, 8),
          flagsNew: rows.integer(row, 9), flagsExtended: rows.integer(row, 10),
          flagsAmended: rows.integer(row, 11), flagsWithdrawn: rows.integer(row, 12), sources: names))
    }
    return summaries
  }

  /// Rejections of a run in the order in which they were read.
  public func rejections(run: String, limit: Int = 1000) throws(ReviewError) -> [RejectionSummary] {
    let rows = try query(
      """
      SELECT number, source_file, source_line, byte_offset, code, field, reason
      FROM manumit.rejection WHERE run_id = $1 ORDER BY number LIMIT $2
      """, [run, "\(limit)"], doing: "Reading the rejections")
    return (0..<rows.rowCount).map { row in
      RejectionSummary(
        number: rows.integer(row, 0), file: rows.required(row, 1), line: rows.integer(row, 2),
        byteOffset: rows.integer(row, 3), code: rows.required(row, 4), field: rows.text(row, 5),
        reason: rows.required(row, 6))
    }
  }
}
