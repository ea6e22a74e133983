extension Connection {
  /// Computes the whole chain again, and the hash of everything that it seals, as it stands at one moment.
  ///
  /// - Parameter hash: a hash the chain had earlier; it must still be in it.
  /// - Throws: `ReviewError` where the database cannot be read; a chain that does not fit is an answer.
  public func auditChain(expecting hash: String? = nil) throws(ReviewError) -> AuditChain {
    try Migrations.requireCurrent(on: self)
    try execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", doing: Self.place)
    defer { rollBack() }
    try requireSight()
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
    chain.end(unsealed: unsealed.rowCount > 0 ? Self.entry(unsealed, 0, from: 0) : nil)
    return chain
  }

  /// To whoever does not see all of it, what is hidden would look removed.
  private func requireSight() throws(ReviewError) {
    let sight = try query(
      """
      SELECT row_security_active('manumit.decision') AND EXISTS (SELECT FROM manumit.unit)
        AND NOT pg_has_role('manumit_auditor', 'USAGE')
      """, doing: Self.place)
    guard sight.boolean(0, 0) else { return }
    throw ReviewError(
      code: .forbidden, place: Self.place, reason: "a reviewer of some units does not see all that is sealed",
      advice: "Let a member of manumit_auditor or the owner of the database do it.")
  }

  private static let place = "Reading the audit chain"

  /// So many rows at once: few round trips, and little memory on either side.
  private static let pageSize = 1000

  private static func row(_ rows: borrowing QueryResult, _ row: Int) -> AuditChain.Row {
    AuditChain.Row(
      position: Int64(rows.required(row, 0)) ?? 0, entry: entry(rows, row, from: 1),
      previousHash: rows.required(row, 5), hash: rows.required(row, 6), recomputedHash: rows.required(row, 7),
      contentHash: rows.required(row, 8), recomputedContentHash: rows.text(row, 9),
      isSuperseded: rows.boolean(row, 10))
  }

  /// What four columns name: a decision, a run, or a table and a key there.
  private static func entry(_ rows: borrowing QueryResult, _ row: Int, from column: Int) -> AuditFault.Entry {
    if let number = rows.text(row, column) { return .decision(Int64(number) ?? 0) }
    if let table = rows.text(row, column + 2) {
      return .other(table, Int64(rows.required(row, column + 3)) ?? 0)
    }
    return .run(rows.required(row, column + 1))
  }
}
