import History
import Ledger
import Testing

@testable import Review

/// Who may do what with which table: each right is tried for real, by somebody who signed in with that role, on a
/// database that holds something.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct RightsTests {
  /// Select, Insert, Update, Delete, Truncate, of views Select alone; a small letter where some columns are withheld, listed below.
  /// `stranger` may sign in and belongs to no role of ours; `owner` is a superuser.
  private static let rights = """
    table                   ingest reviewer auditor analytics stranger owner
    flagged                 siu--  S----    S----   -----     -----    SIUD-
    flag_amount             SIUD-  S----    S----   -----     -----    SIUDT
    finding                 SIUD-  S----    S----   -----     -----    SIUDT
    evidence                SIUD-  S----    S----   -----     -----    SIUDT
    finding_evidence        SIUD-  S----    S----   -----     -----    SIUDT
    related_subject         SIUD-  S----    S----   -----     -----    SIUDT
    flag_event              Si---  S----    S----   -----     -----    SI---
    run                     SIU--  S----    S----   -----     -----    SIUDT
    run_amount              SIUD-  S----    S----   -----     -----    SIUDT
    run_source              SIUD-  S----    S----   -----     -----    SIUDT
    run_coverage            SIUD-  S----    S----   -----     -----    SIUDT
    rejection               SI---  S----    S----   -----     -----    SIUDT
    reversal                SI---  S----    S----   -----     -----    SIUDT
    decision                -----  Si---    S----   -----     -----    SI---
    decision_reason         -----  S----    S----   -----     -----    SIUD-
    second_opinion          -----  Si---    S----   -----     -----    SI---
    status_move             -----  S----    S----   -----     -----    SIUDT
    assignment              -----  Si---    S----   -----     -----    SI---
    note                    -----  Si---    S----   -----     -----    SI---
    snooze                  -----  Si---    S----   -----     -----    SI---
    known_relationship      -----  Si---    S----   -----     -----    SI---
    known_relationship_end  -----  Si---    S----   -----     -----    SI---
    reading                 -----  S----    S----   -----     -----    SI---
    unit                    -----  S----    S----   -----     -----    SIUDT
    unit_member             -----  S----    S----   -----     -----    SIUDT
    unit_rule               -----  S----    S----   -----     -----    SIUDT
    review_setting          -----  S----    S----   -----     -----    S-u--
    review_setting_change   -----  S----    S----   -----     -----    SI---
    flag_count              -----  S----    S----   -----     -----    SIUDT
    pseudonym_salt          -----  -----    -----   -----     -----    SIUDT
    audit                   -----  S----    S----   -----     -----    SI---
    schema_migration        S----  S----    S----   -----     -----    SIUDT
    queue                   -      S        S       -         -        S
    queue_all               -      S        S       -         -        S
    queue_count             -      S        S       -         -        S
    flag_story              -      S        S       -         -        S
    flag_move               -      S        S       -         -        S
    flag_decision           -      S        S       -         -        S
    flag_known_payments     -      S        S       -         -        S
    subject_flags           -      S        S       -         -        S
    subject_neighbour       -      S        S       -         -        S
    possible_victim         -      S        S       -         -        S
    coverage_latest         -      S        S       -         -        S
    run_coverage_by_day     -      S        S       -         -        S
    open_rejections         -      S        S       -         -        S
    statistic               -      -        -       -         -        S
    rule_performance        -      S        S       S         -        S
    typology_month          -      S        S       S         -        S
    forced_labor_beside_sex -      S        S       S         -        S
    masked_flag             -      -        S       S         -        S
    masked_evidence         -      -        S       S         -        S
    """

  /// Columns that whoever may read or write the others may not.
  private static let withheld: [String: Set<String>] = [
    "ingest flagged Select": ["unit", "assignee", "snoozed_until", "pending_decision"],
    "ingest flagged Insert": [
      "status", "successor", "first_flagged_at", "changed_at", "status_changed_at", "unit", "assignee",
      "snoozed_until", "pending_decision",
    ],
    "ingest flagged Update": [
      "id", "subject_key", "subject_kind", "typology", "status", "first_run", "successor", "first_flagged_at",
      "status_changed_at", "unit", "assignee", "snoozed_until", "pending_decision",
    ],
    "ingest flag_event Insert": ["id", "happened_at", "from_status", "to_status"],
    "reviewer decision Insert": ["id", "decided_at", "decided_by", "from_status", "needs_second"],
    "reviewer second_opinion Insert": ["decided_at", "decided_by"],
    "reviewer assignment Insert": ["id", "assigned_at", "assigned_by"],
    "reviewer note Insert": ["id", "noted_at", "noted_by"],
    "reviewer snooze Insert": ["id", "indicators", "snoozed_at", "snoozed_by"],
    "reviewer known_relationship Insert": ["id", "stated_at", "stated_by"],
    "reviewer known_relationship_end Insert": ["ended_at", "ended_by"],
    // The trigger sees to it: of a setting only the value changes.
    "owner review_setting Update": ["name", "meaning"],
  ]

  @Test func everyRightIsThatOfTheTable() throws {
    try TestDatabase.withFresh { name in
      try Desk.fill(name)
      let connection = try TestDatabase.connect(name)
      _ = try Publisher.publish(
        [
          .rejections(run: "r1", first: 0, [Fixture.rejection(1)]),
          .reversals(
            run: "r1", [ReversalRecord(transaction: "1", day: "2026-03-09", file: "returns.csv", line: 2)]),
        ], on: connection)
      let lines = Self.rights.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
      let known = try connection.rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'manumit'::regnamespace AND relkind IN ('r', 'v', 'm')"
      )
      #expect(Set(known.map { $0[0] }) == Set(lines.dropFirst().map { $0[0] }), "every table has its line")

      for (place, role) in lines[0].enumerated().dropFirst() {
        try TestDatabase.withPerson(
          role == "stranger" ? nil : "manumit_\(role)", isOwner: role == "owner", in: name
        ) {
          person in
          for line in lines.dropFirst() {
            let columns = try connection.rows(
              "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped",
              ["manumit.\(line[0])"]
            ).map { $0[0] }
            try Self.check(role, line[0], columns, expected: line[place], on: person)
          }
        }
      }
      #expect(try connection.auditChain().fault == nil, "nothing of all that was kept")
    }
  }

  private static func check(
    _ role: String, _ table: String, _ columns: [String], expected: String,
    on connection: borrowing Connection
  ) throws {
    var found = ""
    let name = "manumit.\(table)"
    for right in expected.count == 1 ? ["Select"] : ["Select", "Insert", "Update"] {
      var refused: Set<String> = []
      for column in columns {
        let statement =
          switch right {
          case "Select": "SELECT \(column) FROM \(name)"
          case "Insert": "INSERT INTO \(name) (\(column)) VALUES (DEFAULT)"
          default: "UPDATE \(name) SET \(column) = DEFAULT"
          }
        if try !isAllowed(statement, on: connection) { refused.insert(column) }
      }
      let letter = String(right.prefix(1))
      found += refused.isEmpty ? letter : refused.count == columns.count ? "-" : letter.lowercased()
      let isPartial = !refused.isEmpty && refused.count < columns.count
      #expect(
        isPartial ? refused == withheld["\(role) \(table) \(right)"] : true, "\(role) on \(table): \(right)")
    }
    if expected.count > 1 {
      found += try isAllowed("DELETE FROM \(name)", on: connection) ? "D" : "-"
      found += try isAllowed("TRUNCATE \(name) CASCADE", on: connection) ? "T" : "-"
    }
    #expect(found == expected, "\(role) on \(table)")
  }

  /// Whether the database lets it happen, or refuses it for the values alone, which comes after the question of rights.
  private static func isAllowed(_ statement: String, on connection: borrowing Connection) throws -> Bool {
    try connection.execute("BEGIN", doing: "testing")
    defer { connection.rollBack() }
    do {
      try connection.execute(statement, doing: "testing")
      try connection.execute("SET CONSTRAINTS ALL IMMEDIATE", doing: "testing")
      return true
    } catch let error {
      // MN001: append-only for everybody.
      return error.sqlState != "42501" && error.sqlState != "MN001"
    }
  }
}
