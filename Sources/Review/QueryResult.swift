import CPostgres

/// The server's answer to one statement, freed when it goes out of scope.
struct QueryResult: ~Copyable {
  /// NULL where the connection broke before an answer came.
  private let raw: OpaquePointer?

  init(_ raw: OpaquePointer?) { self.raw = raw }

  deinit { PQclear(raw) }

  var status: ExecStatusType { PQresultStatus(raw) }

  var rowCount: Int { Int(PQntuples(raw)) }

  var columnCount: Int { Int(PQnfields(raw)) }

  /// Rows that the statement wrote (`PQcmdTuples`).
  var affectedRows: Int {
    guard let raw, let count = PQcmdTuples(raw) else { return 0 }
    return Int(String(cString: count)) ?? 0
  }

  /// The value in a row and column, both from 0; nil for NULL.
  func text(_ row: Int, _ column: Int) -> String? {
    guard PQgetisnull(raw, Int32(row), Int32(column)) == 0,
      let value = PQgetvalue(raw, Int32(row), Int32(column))
    else { return nil }
    return String(cString: value)
  }

  /// A value of a column that is never NULL.
  func required(_ row: Int, _ column: Int) -> String { text(row, column) ?? "" }

  /// A whole number of a column that is never NULL.
  func integer(_ row: Int, _ column: Int) -> Int { Int(required(row, column)) ?? 0 }

  /// `t` of PostgreSQL's text form.
  func boolean(_ row: Int, _ column: Int) -> Bool { text(row, column) == "t" }

  /// What the server complains about; nil where it does not.
  var fault: ServerFault? {
    guard let raw, let state = field(cpostgres_diag_sqlstate(), of: raw) else { return nil }
    return ServerFault(
      sqlState: state, message: field(cpostgres_diag_message_primary(), of: raw) ?? "no reason given",
      table: field(cpostgres_diag_table_name(), of: raw),
      constraint: field(cpostgres_diag_constraint_name(), of: raw))
  }

  private func field(_ code: Int32, of raw: OpaquePointer) -> String? {
    PQresultErrorField(raw, code).map { String(cString: $0) }
  }
}
