import Detection
import History
import Testing

@testable import Review

/// No detail of a flag is read without its reading being kept.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct ReadingKeptTests {
  static let details = ["flag_amount", "finding", "evidence", "finding_evidence", "related_subject"]

  static func fill(_ owner: borrowing Connection) throws {
    let worker = RelatedSubject(
      subject: Fixture.id(9), identifier: "CUST-9", name: "Ana Roe", role: "possible_victim",
      indicator: "LAB-WAGE-SWEEP")
    _ = try Publisher.publish(
      [
        .flag(Fixture.flag(1, related: [worker]), run: "r1"),
        .flag(Fixture.flag(2, related: [worker]), run: "r1"),
      ], on: owner)
  }

  /// Flags of which somebody sees details, the same in every table.
  static func visible(_ connection: borrowing Connection) throws -> [String] {
    let seen = try details.map { table in
      try connection.rows("SELECT DISTINCT right(flag_id, 1) FROM manumit.\(table) ORDER BY 1").map { $0[0] }
    }
    #expect(Set(seen).count == 1, "\(seen)")
    return seen[0]
  }

  @Test(arguments: ["manumit_reviewer", "manumit_auditor"])
  func detailsAreHiddenUntilTheFlagIsOpened(role: String) throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      try Self.fill(owner)
      let maria = try TestDatabase.signIn("maria", as: role, in: name)
      let john = try TestDatabase.signIn("john", as: role, in: name)
      #expect(try Self.visible(maria) == [])
      #expect(try maria.queue(limit: 5).count == 2, "the queue is there for everybody")
      #expect(
        try maria.value("SELECT count(*) FROM manumit.flag_story WHERE section = 'evidence'") == "0")
      #expect(try maria.value("SELECT count(*) FROM manumit.possible_victim") == "0")

      try Desk.open(on: maria)
      #expect(try Self.visible(maria) == ["1"])
      #expect(try maria.value("SELECT count(*) FROM manumit.flag_story WHERE section = 'evidence'") == "3")
      #expect(try maria.value("SELECT count(*) FROM manumit.possible_victim") == "1")
      #expect(try Self.visible(john) == [], "what one has opened is not open to another")
      #expect(
        try owner.rows("SELECT right(flag_id, 1), read_by, via FROM manumit.reading", columns: 3)
          == [["1", "\(name)_maria", "test"]])
      #expect(try Desk.refusal { try Desk.open(7, on: maria) } == "MN006")
      #expect(try Self.visible(owner) == ["1", "2"], "the owner is bound by no policy")
      let ingest = try TestDatabase.signIn("robot", as: "manumit_ingest", in: name)
      #expect(try Self.visible(ingest) == ["1", "2"], "nor the nightly run")
    }
  }

  @Test func whatIsRolledBackHasShownNothing() throws {
    try TestDatabase.withFresh { name in
      try Self.fill(TestDatabase.connect(name))
      let maria = try TestDatabase.signIn(in: name)
      for level in ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"] {
        try maria.execute("BEGIN ISOLATION LEVEL \(level)", doing: "testing")
        try Desk.open(on: maria)
        #expect(try Self.visible(maria) == [], "\(level)")
        try maria.execute("SAVEPOINT s", doing: "testing")
        try Desk.open(2, on: maria)
        #expect(try Self.visible(maria) == [], "\(level), in a part of a transaction")
        maria.rollBack()
        #expect(try Self.visible(maria) == [], "\(level), rolled back")
      }
      try maria.execute("BEGIN", doing: "testing")
      try Desk.open(on: maria)
      try maria.commit(doing: "testing")
      #expect(try Self.visible(maria) == ["1"])
    }
  }

  @Test func itLastsAsLongAsTheSettingSays() throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      try Self.fill(owner)
      let maria = try TestDatabase.signIn(in: name)
      try Desk.open(on: maria)
      try AuditChainTests.tamper(
        "UPDATE manumit.reading SET read_at = read_at - interval '11 hours 59 minutes'", on: owner)
      #expect(try Self.visible(maria) == ["1"])
      try AuditChainTests.tamper(
        "UPDATE manumit.reading SET read_at = read_at - interval '2 minutes'", on: owner)
      #expect(try Self.visible(maria) == [])
      try Desk.set("reading_lasts_hours", "13", on: owner)
      #expect(try Self.visible(maria) == ["1"])
      for wrong in ["0", "-1", "1.5", "x", ""] {
        #expect(try Desk.refusal { try Desk.set("reading_lasts_hours", wrong, on: owner) } == "MN007")
      }
    }
  }

  @Test func aSubjectIsOpenedWithAllItsFlags() throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      try Self.fill(owner)
      let maria = try TestDatabase.signIn(in: name)
      #expect(try maria.value("SELECT manumit.open_subject($1, 'test')", [Fixture.id(9)]) == "2")
      #expect(try Self.visible(maria) == ["1", "2"])
      #expect(
        try maria.rows(
          "SELECT part, right(flag_id, 1), role, hub FROM manumit.subject_flags WHERE subject_key = $1 ORDER BY 2",
          [Fixture.id(9)], columns: 4)
          == [
            ["gathered", "1", "possible_victim", "Jo Doe"], ["gathered", "2", "possible_victim", "Jo Doe"],
          ])
      #expect(
        try maria.rows(
          "SELECT direction, neighbour_key FROM manumit.subject_neighbour WHERE subject_key = $1",
          [Fixture.id(1001)], columns: 2) == [["gathers", Fixture.id(9)]])
      #expect(
        try maria.rows(
          "SELECT direction, right(neighbour_key, 4) FROM manumit.subject_neighbour WHERE subject_key = $1 ORDER BY 2",
          [Fixture.id(9)], columns: 2) == [["is gathered by", "03e9"], ["is gathered by", "03ea"]])
      #expect(
        try Desk.refusal { _ = try maria.value("SELECT manumit.open_subject('x', 'test')") } == "MN006")
    }
  }
}
