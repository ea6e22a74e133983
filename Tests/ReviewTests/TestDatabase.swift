import Glibc

@testable import Review

/// A database of its own for one test, dropped afterwards.
///
/// The PG* variables say where; MANUMIT_TEST_DATABASE says that it is a server on which tests may create
/// and drop databases.
enum TestDatabase {
  static var isAvailable: Bool { getenv("MANUMIT_TEST_DATABASE") != nil }

  static let skipped: String =
    "needs a PostgreSQL server of its own: Scripts/test starts one, or set PG* and MANUMIT_TEST_DATABASE=1"

  /// Runs `body` with the name of a fresh, migrated database.
  static func withFresh<Result>(migrated: Bool = true, _ body: (String) throws -> Result) throws -> Result {
    var generator = SystemRandomNumberGenerator()
    let name = "manumit_test_" + String(generator.next(), radix: 36)
    let maintenance = try Connection()
    try maintenance.execute("CREATE DATABASE \(name)", doing: "creating")
    defer {
      try? maintenance.execute("DROP DATABASE \(name) WITH (FORCE)", doing: "dropping")
      // People made for the test, who may have owned something in it until now.
      for person
        in (try? maintenance.rows("SELECT rolname FROM pg_roles WHERE starts_with(rolname, '\(name)')")) ?? []
      {
        try? maintenance.execute("DROP ROLE \(person[0])", doing: "dropping")
      }
    }
    if migrated { _ = try Migrations.apply(on: connect(name)) }
    return try body(name)
  }

  /// Runs `body` signed in as somebody who has this role and no other, or as the owner of the database.
  static func withPerson<Result>(
    _ role: String?, isOwner: Bool = false, in name: String, _ body: (borrowing Connection) throws -> Result
  ) throws -> Result {
    if isOwner { return try body(connect(name)) }
    let maintenance = try Connection()
    let person = "\(name)_\(role ?? "stranger")"
    try maintenance.execute("CREATE ROLE \(person) LOGIN", doing: "testing")
    if let role { try maintenance.execute("GRANT \(role) TO \(person)", doing: "testing") }
    return try body(Connection(ConnectionSettings("dbname=\(name) user=\(person)")))
  }

  /// Signed in as a person of this name, who is made if need be and has this role and no other.
  static func signIn(_ person: String = "maria", as role: String = "manumit_reviewer", in name: String) throws
    -> Connection
  {
    let maintenance = try Connection()
    let known = try maintenance.rows("SELECT FROM pg_roles WHERE rolname = '\(name)_\(person)'", columns: 0)
    if known.isEmpty {
      try maintenance.execute("CREATE ROLE \(name)_\(person) LOGIN IN ROLE \(role)", doing: "testing")
    }
    return try Connection(ConnectionSettings("dbname=\(name) user=\(name)_\(person)"))
  }

  static func connect(_ name: String, role: String? = nil) throws -> Connection {
    let connection = try Connection(ConnectionSettings("dbname=\(name)"))
    if let role { try connection.execute("SET ROLE \(role)", doing: "taking a role") }
    return connection
  }
}

/// Tests make statements as they need them; the program cannot.
extension Connection {
  func execute(_ script: String, doing place: String) throws(ReviewError) {
    try execute(Self.statement(script), doing: place)
  }

  func query(_ statement: String, _ parameters: [String?] = [], doing place: String) throws(ReviewError)
    -> QueryResult
  {
    try query(Self.statement(statement), parameters, doing: place)
  }

  private static func statement(_ text: String) -> Statement {
    Statement(Migration(number: 0, name: "", script: Array(text.utf8)))
  }
}

extension Connection {
  /// All rows of a query, values as text, NULL as `∅`.
  func rows(_ statement: String, _ parameters: [String?] = [], columns: Int = 1) throws -> [[String]] {
    let result = try query(statement, parameters, doing: "testing")
    return (0..<result.rowCount).map { row in (0..<columns).map { result.text(row, $0) ?? "∅" } }
  }

  func value(_ statement: String, _ parameters: [String?] = []) throws -> String {
    try rows(statement, parameters)[0][0]
  }

  /// Everything runs have written, as text, apart from timestamps and surrogate numbers.
  func dump() throws -> [String] {
    var lines: [String] = []
    for (table, without) in [
      ("flagged", "ARRAY['first_flagged_at','changed_at','status_changed_at']"), ("flag_amount", "'{}'"),
      ("finding", "'{}'"), ("evidence", "'{}'"), ("finding_evidence", "'{}'"), ("related_subject", "'{}'"),
      ("run", "ARRAY['published_at']"), ("run_amount", "'{}'"), ("run_source", "'{}'"),
      ("run_coverage", "'{}'"), ("rejection", "ARRAY['published_at']"),
      ("reversal", "'{}'"),
    ] {
      let list = try rows(
        "SELECT '\(table) ' || ((to_jsonb(t) - \(without)::text[])::text) AS line FROM manumit.\(table) t"
          + " ORDER BY 1")
      lines += list.map { $0[0] }
    }
    return lines
  }

  /// Which version every row is: changes whenever a row is written, even with equal content.
  func rowVersions() throws -> [String] {
    var lines: [String] = []
    for table in [
      "flagged", "flag_amount", "finding", "evidence", "finding_evidence", "related_subject", "run",
      "run_amount", "run_source", "run_coverage", "rejection", "reversal", "flag_event", "decision",
      "audit",
    ] {
      lines += try rows("SELECT '\(table) ' || ctid || ' ' || xmin FROM manumit.\(table) ORDER BY 1").map {
        $0[0]
      }
    }
    return lines
  }
}
