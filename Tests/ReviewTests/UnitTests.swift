import Detection
import History
import Testing

@testable import Review

/// A reviewer sees the flags of no unit and of the own ones, with all that belongs to them, and no others.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct UnitTests {
  /// Flag 1 is everybody's, flag 2 the north's, flag 3 the south's; maria is of the north, john of the south through a
  /// group. Every table has rows of all three.
  private static func fill(_ name: String) throws {
    let owner = try TestDatabase.connect(name)
    try owner.execute(
      """
      CREATE ROLE \(name)_southerners;
      INSERT INTO manumit.unit VALUES ('north', 'The north'), ('south', 'The south');
      INSERT INTO manumit.unit_member VALUES ('north', '\(name)_maria'), ('south', '\(name)_southerners'),
        ('south', '\(name)_nobody');
      INSERT INTO manumit.unit_rule VALUES ('sextortion', NULL, 'north'), ('illicit-massage', NULL, 'south')
      """, doing: "filling")
    _ = try TestDatabase.signIn("maria", in: name)
    _ = try TestDatabase.signIn("john", in: name)
    try owner.execute("GRANT \(name)_southerners TO \(name)_john", doing: "filling")
    for (number, typology) in [(1, "human-smuggling"), (2, "sextortion"), (3, "illicit-massage")] {
      var flag = Fixture.flag(number)
      flag.typology = typology
      _ = try Publisher.publish([.flag(flag, run: "r1")], on: owner)
      try Desk.open(number, on: owner)
      try Desk.decide("in_review", on: owner, flag: number)
      try Desk.snooze(number, typology: typology, on: owner)
      try owner.execute(
        """
        INSERT INTO manumit.note (flag_id, text) VALUES ('\(Fixture.id(number))', 'x');
        INSERT INTO manumit.assignment (flag_id, reason) VALUES ('\(Fixture.id(number))', 'x');
        INSERT INTO manumit.known_relationship (subject_key, counterparty, reason, until_date)
          VALUES ('\(Fixture.id(1000 + number))', 'ACC-9', 'x', manumit.today());
        """, doing: "filling")
    }
    try owner.execute(
      "INSERT INTO manumit.known_relationship_end (id, reason) SELECT id, 'x' FROM manumit.known_relationship",
      doing: "filling")
    try Desk.set("four_eyes", "escalated", on: owner)
    for number in 1...3 { try Desk.decide("escalated", on: owner, flag: number) }
    try AuditChainTests.tamper(
      "INSERT INTO manumit.second_opinion (decision_id, agrees, reason) SELECT id, false, 'x' FROM manumit.decision"
        + " WHERE needs_second RETURNING 1", on: owner)
  }

  /// The flags, by number, of which somebody sees rows, in every table and view that can tell.
  private static func visible(_ connection: borrowing Connection) throws -> [String: [String]] {
    var seen: [String: [String]] = [:]
    for (table, number) in [
      ("flagged", "right(id, 1)"), ("queue_all", "right(id, 1)"), ("decision", "right(flag_id, 1)"),
      ("flag_decision", "right(flag_id, 1)"), ("flag_event", "right(flag_id, 1)"),
      ("note", "right(flag_id, 1)"),
      ("assignment", "right(flag_id, 1)"), ("reading", "right(flag_id, 1)"),
      ("flag_move", "right(flag_id, 1)"),
      ("flag_story", "right(flag_id, 1)"), ("snooze", "(position(right(subject_key, 1) IN '9ab'))::text"),
      ("known_relationship", "(position(right(subject_key, 1) IN '9ab'))::text"),
      ("known_relationship_end", "id::text"), ("second_opinion", "(decision_id - 3)::text"),
      ("subject_flags", "right(flag_id, 1)"),
      (
        "flag_count",
        "(array_position(ARRAY['human-smuggling', 'sextortion', 'illicit-massage'], typology))::text"
      ),
      (
        "queue_count",
        "(array_position(ARRAY['human-smuggling', 'sextortion', 'illicit-massage'], typology))::text"
      ),
    ] {
      seen[table] = try connection.rows("SELECT DISTINCT \(number) FROM manumit.\(table) ORDER BY 1").map {
        $0[0]
      }
    }
    seen["find_flags"] = try connection.rows("SELECT right(f, 1) FROM manumit.find_flags('jo') f ORDER BY 1")
      .map {
        $0[0]
      }
    return seen
  }

  @Test func everyoneSeesTheirOwnAndNoOthers() throws {
    try TestDatabase.withFresh { name in
      try Self.fill(name)
      for (person, role, flags) in [
        ("maria", "manumit_reviewer", ["1", "2"]), ("john", "manumit_reviewer", ["1", "3"]),
        ("ann", "manumit_reviewer", ["1"]), ("eve", "manumit_auditor", ["1", "2", "3"]),
      ] {
        let connection = try TestDatabase.signIn(person, as: role, in: name)
        for (table, seen) in try Self.visible(connection) { #expect(seen == flags, "\(person): \(table)") }
      }
      let owner = try TestDatabase.connect(name)
      for (table, seen) in try Self.visible(owner) { #expect(seen == ["1", "2", "3"], "owner: \(table)") }
    }
  }

  @Test func nobodyWritesAboutAnothersFlag() throws {
    try TestDatabase.withFresh { name in
      try Self.fill(name)
      let maria = try TestDatabase.signIn("maria", in: name)
      let (flag, subject) = (Fixture.id(3), Fixture.id(1003))
      for statement in [
        "SELECT manumit.open_flag('\(flag)', 'test')", "SELECT manumit.open_subject('\(subject)', 'test')",
        "INSERT INTO manumit.decision (flag_id, to_status, reason_code, reason) VALUES ('\(flag)', 'in_review', 'other', 'x')",
        "INSERT INTO manumit.note (flag_id, text) VALUES ('\(flag)', 'x')",
        "INSERT INTO manumit.assignment (flag_id, assignee) VALUES ('\(flag)', session_user)",
        "INSERT INTO manumit.snooze (subject_key, typology, until, reason) VALUES ('\(subject)', 'illicit-massage', manumit.today(), 'x')",
        "INSERT INTO manumit.known_relationship (subject_key, counterparty, reason, until_date) VALUES ('\(subject)', 'x', 'x', manumit.today())",
        "INSERT INTO manumit.known_relationship_end (id, reason) VALUES (3, 'x')",
        "INSERT INTO manumit.second_opinion (decision_id, agrees, reason) VALUES (6, true, 'x')",
      ] {
        #expect(try Desk.refusal { _ = try maria.rows(statement, columns: 0) } == "MN006", "\(statement)")
      }
      // Whoever leaves a unit no longer sees what they have opened.
      try Desk.open(2, on: maria)
      #expect(try maria.value("SELECT count(*) FROM manumit.evidence") == "3")
      let owner = try TestDatabase.connect(name)
      try owner.execute("DELETE FROM manumit.unit_member WHERE unit = 'north'", doing: "testing")
      #expect(try maria.value("SELECT count(*) FROM manumit.evidence") == "0")
    }
  }

  @Test func aFlagIsGivenToWhoeverReviewsItsUnit() throws {
    try TestDatabase.withFresh { name in
      try Self.fill(name)
      let maria = try TestDatabase.signIn("maria", in: name)
      let assign = { (flag: Int, person: String, connection: borrowing Connection) in
        try Desk.refusal {
          _ = try connection.rows(
            "INSERT INTO manumit.assignment (flag_id, assignee) VALUES ($1, $2)", [Fixture.id(flag), person],
            columns: 0)
        }
      }
      #expect(try assign(2, "\(name)_maria", maria) == nil)
      #expect(try maria.rows("SELECT right(id, 1) FROM manumit.queue_all WHERE mine") == [["2"]])
      #expect(try assign(1, "\(name)_john", maria) == nil, "everybody's flag to anybody")
      #expect(try assign(2, "\(name)_john", maria) == "MN007", "not of the unit")
      #expect(try assign(1, "\(name)_stranger", maria) == "MN007", "nobody")
      #expect(try assign(1, "manumit_auditor", maria) == "MN007", "no reviewer")
      _ = try maria.rows("INSERT INTO manumit.assignment (flag_id) VALUES ($1)", [Fixture.id(2)], columns: 0)
      #expect(try maria.value("SELECT count(*) FROM manumit.queue_all WHERE mine") == "0")
      #expect(
        try maria.value("SELECT count(*) FROM manumit.assignment WHERE assigned_by = session_user") == "3")
    }
  }

  @Test func rulesAreAppliedFromTheMostExactOn() throws {
    try TestDatabase.withFresh { name in
      try Self.fill(name)
      let owner = try TestDatabase.connect(name)
      let units = { (connection: borrowing Connection) in
        try connection.rows("SELECT coalesce(unit, '-') FROM manumit.flagged ORDER BY id").map { $0[0] }
      }
      #expect(try units(owner) == ["-", "north", "south"])
      try Desk.set("unit_default", "south", on: owner)
      #expect(try owner.value("SELECT manumit.apply_unit_rules()") == "1")
      #expect(try units(owner) == ["south", "north", "south"])
      try owner.execute(
        """
        INSERT INTO manumit.unit_rule VALUES (NULL, 'customer', 'north'), ('sextortion', 'customer', 'south'),
          ('sextortion', 'link', 'north')
        """, doing: "testing")
      #expect(try owner.value("SELECT manumit.apply_unit_rules()") == "2")
      #expect(try units(owner) == ["north", "south", "south"])
      #expect(try owner.value("SELECT manumit.apply_unit_rules()") == "0")
      #expect(try Desk.refusal { try Desk.set("unit_default", "west", on: owner) } == "MN007")
    }
  }

  @Test func whoDoesNotSeeAllIsNotToldThatSomethingIsMissing() throws {
    try TestDatabase.withFresh { name in
      try Desk.fill(name)
      let owner = try TestDatabase.connect(name)
      let maria = try TestDatabase.signIn("maria", in: name)
      let error = #expect(throws: ReviewError.self) { try maria.auditChain() }
      #expect(error?.code == .forbidden)
      #expect(try TestDatabase.signIn("eve", as: "manumit_auditor", in: name).auditChain().fault == nil)
      try owner.execute(
        "DELETE FROM manumit.unit_rule; DELETE FROM manumit.unit_member; DELETE FROM manumit.unit",
        doing: "testing")
      let chain = try maria.auditChain()
      #expect(chain.fault == nil && chain.decisions == 6 && chain.entries == 7)
    }
  }
}
