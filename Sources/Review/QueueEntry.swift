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

extension Connection {
  /// Open flags, highest score first.
  public func queue(limit: Int) throws(ReviewError) -> [QueueEntry] {
    let rows = try query(
      """
      SELECT id, score, status, role, typology, subject_kind, who, subject_identifier, active_from, active_to,
        amounts, transaction_count, indicators, mitigations, related_count
      FROM manumit.queue LIMIT $1
      """, ["\(limit)"], doing: "Reading the queue")
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
    return entries
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
