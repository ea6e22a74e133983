import Ledger

extension Connection {
  /// Open flags in the order of reading, highest score first.
  public func queue(limit: Int) throws(ReviewError) -> [QueueEntry] {
    try readQueue("SELECT \(Self.columns), 0 FROM manumit.queue LIMIT $1", limit: limit).entries
  }

  /// The first `budget` open flags, where that cut the queue, and how much it left: the best flag of every
  /// subject comes before any other of its flags.
  public func queue(budget: Int) throws(ReviewError) -> QueueBudget {
    let order: Statement = """
      score DESC, related_count DESC, cardinality(f.indicators) DESC, cardinality(f.mitigations), active_to DESC, id
      """
    let (entries, open) = try readQueue(
      """
      SELECT \(Self.columns), count(*) OVER () FROM manumit.queue
      JOIN (
        SELECT id AS place, row_number() OVER (PARTITION BY subject_key ORDER BY \(order)) > 1 AS is_later,
          row_number() OVER (ORDER BY \(order)) AS number
        FROM manumit.flagged f
        WHERE status IN ('new', 'reopened', 'in_review', 'escalated', 'report_drafted')
      ) ranked ON ranked.place = queue.id
      ORDER BY is_later, number LIMIT $1
      """, limit: budget)
    let leftOut = max(0, open - entries.count)
    return QueueBudget(entries: entries, leftOut: leftOut, cut: leftOut > 0 ? entries.last?.score : nil)
  }

  private static let columns: Statement = """
    id, score, status, role, (SELECT f.role FROM manumit.flagged f WHERE f.id = queue.id), typology,
    (SELECT f.subject_key FROM manumit.flagged f WHERE f.id = queue.id), subject_kind, who, subject_identifier,
    active_from, active_to, amounts, transaction_count, indicators, mitigations, related_count,
    to_char(first_flagged_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), to_char(changed_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    extract(day FROM now() - first_flagged_at)::int
    """

  /// The entries of a query that ends in how many there are altogether.
  private func readQueue(
    _ statement: Statement, limit: Int
  ) throws(ReviewError) -> (entries: [QueueEntry], open: Int) {
    let rows = try query(statement, ["\(limit)"], doing: "Reading the queue")
    var entries: [QueueEntry] = []
    for row in 0..<rows.rowCount {
      entries.append(
        QueueEntry(
          id: rows.required(row, 0), score: rows.integer(row, 1), status: rows.required(row, 2),
          role: rows.required(row, 3), roleCode: rows.required(row, 4), typology: rows.required(row, 5),
          subjectKey: rows.required(row, 6), subjectKind: rows.required(row, 7),
          who: printable(rows.required(row, 8)), subjectIdentifier: printable(rows.required(row, 9)),
          activeFrom: rows.required(row, 10), activeTo: rows.required(row, 11),
          amounts: rows.required(row, 12),
          transactionCount: rows.integer(row, 13), indicators: Self.names(rows.required(row, 14)),
          mitigations: Self.names(rows.required(row, 15)), relatedCount: rows.integer(row, 16),
          firstFlaggedAt: rows.required(row, 17), changedAt: rows.required(row, 18),
          ageDays: rows.integer(row, 19), isMine: false))
    }
    return (entries, rows.rowCount > 0 ? rows.integer(0, 20) : 0)
  }

  private static func names(_ list: String) -> [String] {
    list.split(separator: ", ").map(String.init)
  }

  /// How many flags have each status; statuses without a flag are left out.
  public func flagCounts() throws(ReviewError) -> [String: Int] {
    let rows = try query(
      "SELECT status, count(*) FROM manumit.flagged GROUP BY status", doing: "Counting the flags")
    var counts: [String: Int] = [:]
    for row in 0..<rows.rowCount { counts[rows.required(row, 0)] = rows.integer(row, 1) }
    return counts
  }
}
