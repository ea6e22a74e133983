import History
import Testing

@testable import Review

/// Ways around the rights that `RightsTests` lists.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct WaysAroundTests {
  static let decision =
    "INSERT INTO manumit.decision (flag_id, to_status, reason_code, reason)"
    + " VALUES ('\(Fixture.id(1))', 'in_review', 'needs_review', 'looking')"

  /// Ways around the tables' rights; none is open to any of the roles.
  static let waysAround = [
    "ALTER TABLE manumit.audit DISABLE TRIGGER ALL", "ALTER TABLE manumit.decision DISABLE TRIGGER ALL",
    "DROP TRIGGER run_is_sealed ON manumit.run", "DROP TABLE manumit.audit",
    "CREATE TABLE manumit.mine (x int)",
    "CREATE FUNCTION manumit.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION manumit.decide() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE RULE mine AS ON INSERT TO manumit.decision DO INSTEAD NOTHING",
    "SET session_replication_role = replica", "SET SESSION AUTHORIZATION postgres",
    "SELECT manumit.seal(1, NULL, 'x')", "SELECT manumit.run_content('r1')",
    "DROP POLICY opened ON manumit.evidence", "ALTER TABLE manumit.evidence DISABLE ROW LEVEL SECURITY",
    "CREATE POLICY mine ON manumit.evidence USING (true)", "SELECT manumit.apply_unit_rules()",
    "ALTER VIEW manumit.flag_story SET (security_invoker = false)",
    "CREATE OR REPLACE VIEW manumit.queue AS SELECT 1",
    "COPY manumit.schema_migration TO PROGRAM 'cat >/dev/null'", "COPY pg_temp.mine FROM '/etc/passwd'",
    "SELECT pg_read_file('PG_VERSION')", "SELECT lo_import('/etc/passwd')",
    "GRANT manumit_ingest, manumit_reviewer TO CURRENT_USER", "CREATE ROLE mine",
    "TRUNCATE manumit.flagged CASCADE",
  ]

  @Test(arguments: ["manumit_ingest", "manumit_reviewer", "manumit_auditor"])
  func thereIsNoWayAround(role: String) throws {
    try TestDatabase.withFresh { name in
      try TestDatabase.withPerson(role, in: name) { person in
        try person.execute("CREATE TEMPORARY TABLE mine (x text)", doing: "testing")
        for statement in Self.waysAround {
          let error = #expect(throws: ReviewError.self) { try person.execute(statement, doing: "testing") }
          #expect(error?.sqlState == "42501", "\(role): \(statement): \(error?.description ?? "allowed")")
        }
        for other in ["manumit_ingest", "manumit_reviewer", "manumit_auditor", "postgres"] where other != role
        {
          let error = #expect(throws: ReviewError.self) {
            try person.execute("SET ROLE \(other)", doing: "testing")
          }
          #expect(error?.sqlState == "42501", "\(role): \(other)")
        }
      }
    }
  }

  /// What reviewers make themselves must not stand in for what the database's own functions read and write.
  @Test func namesOfOnesOwnMisleadNoFunction() throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      _ = try Publisher.publish([.flag(Fixture.flag(), run: "r1")], on: owner)
      let connection = try TestDatabase.connect(name, role: "manumit_reviewer")
      try connection.execute(
        """
        CREATE TEMPORARY TABLE flagged (id text, status text, evidence_digest text);
        CREATE TEMPORARY TABLE audit (position bigint, hash text);
        CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT ''forged''::bytea';
        SET search_path = pg_temp, public
        """, doing: "testing")
      try connection.execute(Self.decision, doing: "deciding")
      #expect(try ReviewersWorkTests.status(owner) == "in_review")
      let chain = try owner.auditChain()
      #expect(chain.fault == nil && chain.decisions == 1)
    }
  }
}
