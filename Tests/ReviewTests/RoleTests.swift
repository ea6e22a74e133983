import History
import Testing

@testable import Review

/// Who may do what. Each line is a right that is wanted or a wrong that is refused.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct RoleTests {
  static let decision =
    "INSERT INTO manumit.decision (flag_id, to_status, reason_code, reason)"
    + " VALUES ('\(Fixture.id(1))', 'in_review', 'needs_review', 'looking')"

  static let tables = [
    "flagged", "flag_amount", "finding", "evidence", "finding_evidence", "related_subject", "flag_event",
    "run",
    "run_amount", "run_source", "run_coverage", "rejection", "decision", "decision_reason",
    "schema_migration",
  ]

  /// `INSERT`, `UPDATE` … that a role has on a table or on any of its columns.
  static func rights(_ role: String, _ table: String, on connection: borrowing Connection) throws -> String {
    try connection.value(
      """
      SELECT coalesce(string_agg(right_name, ' ' ORDER BY right_name), '') FROM (VALUES
        ('SELECT', has_any_column_privilege($1, $2, 'SELECT')),
        ('INSERT', has_any_column_privilege($1, $2, 'INSERT')),
        ('UPDATE', has_any_column_privilege($1, $2, 'UPDATE')),
        ('DELETE', has_table_privilege($1, $2, 'DELETE')),
        ('TRUNCATE', has_table_privilege($1, $2, 'TRUNCATE'))) AS r (right_name, held) WHERE held
      """, [role, "manumit.\(table)"])
  }

  @Test func rightsAreThoseOfTheTable() throws {
    let ingest = [
      "flagged": "INSERT SELECT UPDATE", "flag_event": "INSERT SELECT", "run": "INSERT SELECT UPDATE",
      "rejection": "INSERT SELECT", "decision": "", "decision_reason": "", "schema_migration": "SELECT",
    ]
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      for table in Self.tables {
        #expect(
          try Self.rights("manumit_ingest", table, on: connection)
            == ingest[table, default: "DELETE INSERT SELECT UPDATE"], "\(table)")
        #expect(
          try Self.rights("manumit_reviewer", table, on: connection)
            == (table == "decision" ? "INSERT SELECT" : "SELECT"), "\(table)")
        #expect(try Self.rights("manumit_auditor", table, on: connection) == "SELECT", "\(table)")
        #expect(try Self.rights("public", table, on: connection) == "", "\(table)")
      }
    }
  }

  static let wrongs: [(role: String, statement: String)] = [
    ("manumit_ingest", "UPDATE manumit.flagged SET status = 'cleared'"),
    ("manumit_ingest", "UPDATE manumit.flagged SET first_run = 'x'"),
    ("manumit_ingest", "DELETE FROM manumit.flagged"),
    ("manumit_ingest", "SELECT * FROM manumit.decision"),
    ("manumit_ingest", "SELECT * FROM manumit.flag_story"), ("manumit_ingest", decision),
    ("manumit_reviewer", "UPDATE manumit.flagged SET status = 'cleared'"),
    ("manumit_reviewer", "UPDATE manumit.flagged SET score = 0"),
    ("manumit_reviewer", "DELETE FROM manumit.evidence"),
    (
      "manumit_reviewer",
      "INSERT INTO manumit.decision (flag_id, to_status, reason_code, reason, decided_by)"
        + " VALUES ('\(Fixture.id(1))', 'cleared', 'explained', 'x', 'somebody else')"
    ),
    ("manumit_auditor", decision), ("manumit_auditor", "UPDATE manumit.run SET command = 'x'"),
  ]

  @Test func wrongsAreRefused() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      _ = try Publisher.publish([.flag(Fixture.flag(), run: "r1")], on: connection)
      for (role, statement) in Self.wrongs {
        try connection.execute("SET ROLE \(role)", doing: "taking a role")
        let error = #expect(throws: ReviewError.self) { try connection.execute(statement, doing: "testing") }
        #expect(error?.code == .forbidden, "\(role): \(statement)")
        try connection.execute("RESET ROLE", doing: "giving it back")
      }
    }
  }

  @Test func aReviewerDecidesAndTheDatabaseSaysWho() throws {
    try TestDatabase.withFresh { name in
      _ = try Publisher.publish([.flag(Fixture.flag(), run: "r1")], on: TestDatabase.connect(name))
      let connection = try TestDatabase.connect(name, role: "manumit_reviewer")
      try connection.execute(Self.decision, doing: "deciding")
      let row = try connection.rows(
        "SELECT d.from_status, d.to_status, d.decided_by = session_user, f.status,"
          + " d.evidence_digest = f.evidence_digest"
          + " FROM manumit.decision d JOIN manumit.flagged f ON f.id = d.flag_id", columns: 5)
      #expect(row == [["new", "in_review", "t", "in_review", "t"]])
    }
  }

  @Test(arguments: ["manumit_reviewer", "manumit_auditor"])
  func readersReadTheViews(role: String) throws {
    try TestDatabase.withFresh { name in
      _ = try Publisher.publish([.flag(Fixture.flag(), run: "r1")], on: TestDatabase.connect(name))
      let connection = try TestDatabase.connect(name, role: role)
      #expect(try connection.queue(limit: 5).count == 1)
      #expect(try connection.story(flagID: Fixture.id(1)) != nil)
      for view in ["possible_victim", "coverage_latest"] {
        #expect(try connection.value("SELECT count(*) FROM manumit.\(view)") == "0")
      }
    }
  }
}
