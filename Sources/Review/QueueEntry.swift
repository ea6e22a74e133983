import Ledger

/// One open flag as the queue shows it. Safe to print: what would steer a terminal is spelled out.
public struct QueueEntry: Codable, Hashable, Sendable {
  public var id: String
  public var score: Int
  public var status: String
  /// In words: `suspected facilitator`, `possible victim: a person to protect`.
  public var role: String
  public var typology: String
  public var subjectKind: String
  /// The subject's name, or its identifier where no name is stated.
  public var who: String
  public var subjectIdentifier: String
  /// ISO 8601 dates.
  public var activeFrom: String
  public var activeTo: String
  public var amounts: String
  public var transactionCount: Int
  /// Separated by commas, strongest first.
  public var indicators: String
  public var mitigations: String
  public var relatedCount: Int
}

/// The queue as far as there is time to read it.
public struct QueueBudget: Hashable, Sendable {
  public var entries: [QueueEntry]
  /// How many open flags were left out.
  public var leftOut: Int
  /// The score of the last entry; nil where none was left out.
  public var cut: Int?
}

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
    id, score, status, role, typology, subject_kind, who, subject_identifier, active_from, active_to,
    amounts, transaction_count, indicators, mitigations, related_count
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
          role: rows.required(row, 3), typology: rows.required(row, 4), subjectKind: rows.required(row, 5),
          who: printable(rows.required(row, 6)), subjectIdentifier: printable(rows.required(row, 7)),
          activeFrom: rows.required(row, 8), activeTo: rows.required(row, 9), amounts: rows.required(row, 10),
          transactionCount: rows.integer(row, 11), indicators: rows.required(row, 12),
          mitigations: rows.required(row, 13), relatedCount: rows.integer(row, 14)))
    }
    return (entries, rows.rowCount > 0 ? rows.integer(0, 15) : 0)
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
