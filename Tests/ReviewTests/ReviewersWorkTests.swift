import Detection
import History
import Ledger
import Testing

@testable import Review

/// What reviewers wrote is theirs: runs may add to a flag, and never undo a decision.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct ReviewersWorkTests {
  static func decide(_ status: String, on connection: borrowing Connection, flag: Int = 1) throws {
    _ = try connection.query(
      "INSERT INTO manumit.decision (flag_id, to_status, reason_code, reason) VALUES ($1, $2, 'explained', 'x')",
      [Fixture.id(flag), status], doing: "deciding")
  }

  /// Decides as often as it takes a new flag to come to a status.
  static func bring(to status: String, on connection: borrowing Connection, flag: Int = 1) throws {
    let way = [
      "report_drafted": ["in_review", "report_drafted"],
      "reported": ["in_review", "report_drafted", "reported"],
    ]
    for step in way[status] ?? [status] { try decide(step, on: connection, flag: flag) }
  }

  static func status(_ connection: borrowing Connection, flag: Int = 1) throws -> String {
    try connection.value("SELECT status FROM manumit.flagged WHERE id = $1", [Fixture.id(flag)])
  }

  @Test(arguments: ["in_review", "escalated", "report_drafted", "cleared", "reported"])
  func aDecisionSurvivesEverythingButNewEvidence(decided: String) throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      let evidence = (1...4).map { Fixture.transaction($0) }
      let publish = { (flag: Flag, run: String) in
        try Publisher.publish([.flag(flag, run: run)], on: TestDatabase.connect(name))
      }
      _ = try publish(Fixture.flag(evidence: evidence), "r1")
      try Self.bring(to: decided, on: connection)
      let decision = try connection.rowVersions().filter { $0.hasPrefix("decision") }

      _ = try publish(Fixture.flag(evidence: evidence), "r2")
      #expect(try Self.status(connection) == decided)
      let amended = try publish(Fixture.flag(evidence: evidence, score: 99), "r3")
      #expect(amended.flagsAmended == 1)
      #expect(try Self.status(connection) == decided, "another score is not new evidence")
      _ = try publish(Fixture.flag(evidence: Array(evidence.prefix(3))), "r4")
      #expect(try Self.status(connection) == decided, "less evidence is not new evidence")
      let back = try publish(Fixture.flag(evidence: evidence), "r5")
      #expect(back.flagsExtended == 1)
      #expect(try Self.status(connection) == decided, "evidence that was known is not new evidence")

      let isClosed = decided == "cleared" || decided == "reported"
      let more = try publish(Fixture.flag(evidence: evidence + [Fixture.transaction(9)]), "r6")
      #expect(more.flagsReopened == (isClosed ? 1 : 0))
      #expect(try Self.status(connection) == (isClosed ? "reopened" : decided))
      let event = try connection.rows(
        "SELECT kind, evidence_added FROM manumit.flag_event ORDER BY id DESC LIMIT 1", columns: 2)
      #expect(event == [[isClosed ? "reopened" : "extended", "{\(hexadecimal(9))}"]])
      #expect(try connection.rowVersions().filter { $0.hasPrefix("decision") } == decision)
    }
  }

  @Test func whatWasTakenBackIsNamedAndUndoesNoDecision() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      let evidence = (1...4).map { Fixture.transaction($0) }
      _ = try Publisher.publish(
        [.flag(Fixture.flag(evidence: evidence), run: "r1"), .flag(Fixture.flag(2), run: "r1")],
        on: connection)
      try Self.bring(to: "reported", on: connection)
      let reversals = [2, 9].map { number in
        ReversalRecord(
          transaction: Fixture.transaction(number).identity, day: "2026-03-09", file: "returns.csv",
          line: number)
      }
      let entries: [OutboxEntry] = [
        .reversals(run: "r2", reversals),
        .flag(Fixture.flag(evidence: [evidence[0], evidence[3]]), run: "r2"),
        .withdrawal(flag: Fixture.id(2), successor: nil, run: "r2"),
      ]
      for _ in 1...2 { _ = try Publisher.publish(entries, on: connection) }
      let events = try connection.rows(
        "SELECT kind, evidence_removed, evidence_reversed FROM manumit.flag_event WHERE run_id = 'r2' ORDER BY id",
        columns: 3)
      let (second, third) = (hexadecimal(2), hexadecimal(3))
      #expect(
        events == [["amended", "{\(second),\(third)}", "{\(second)}"], ["withdrawn", "{}", "{\(second)}"]])
      #expect(try Self.status(connection) == "reported", "less evidence is no decision")
      let story = try #require(try connection.story(flagID: Fixture.id(1)))
      #expect(
        story.lines.contains {
          $0.text.contains("2 removed, 1 taken back by a reversal, return or correction")
        })
      #expect(try connection.value("SELECT count(*) FROM manumit.reversal") == "2")
    }
  }

  @Test func aWithdrawnFlagStaysVisibleAndComesBackAsItWas() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      _ = try Publisher.publish(
        [.flag(Fixture.flag(), run: "r1"), .flag(Fixture.flag(2), run: "r1")], on: connection)
      try Self.decide("cleared", on: connection)
      let withdrawn = try Publisher.publish(
        [
          .withdrawal(flag: Fixture.id(1), successor: Fixture.id(2), run: "r2"),
          .withdrawal(flag: Fixture.id(77), successor: nil, run: "r2"),
        ], on: connection)
      #expect(withdrawn.flagsWithdrawn == 1, "a flag that never arrived has nothing to withdraw")
      #expect(try Self.status(connection) == "withdrawn")
      #expect(try connection.value("SELECT count(*) FROM manumit.evidence") == "6", "its evidence is kept")
      #expect(
        try connection.value("SELECT successor FROM manumit.flagged WHERE status = 'withdrawn'")
          == Fixture.id(2))
      let refused = #expect(throws: ReviewError.self) { try Self.decide("reported", on: connection) }
      #expect(refused?.code == .decisionRefused && refused?.sqlState == "MN002")

      let restored = try Publisher.publish([.flag(Fixture.flag(), run: "r3")], on: connection)
      #expect(restored.flagsRestored == 1)
      #expect(try Self.status(connection) == "cleared")
      #expect(try connection.value("SELECT count(*) FROM manumit.flagged WHERE successor IS NOT NULL") == "0")
    }
  }

  @Test func aRestoredDecidedFlagWithNewEvidenceReopens() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      _ = try Publisher.publish([.flag(Fixture.flag(), run: "r1")], on: connection)
      try Self.bring(to: "reported", on: connection)
      _ = try Publisher.publish(
        [.withdrawal(flag: Fixture.id(1), successor: nil, run: "r2")], on: connection)
      let more = Fixture.flag(evidence: [1, 2, 3, 8].map { Fixture.transaction($0) })
      let report = try Publisher.publish([.flag(more, run: "r3")], on: connection)
      #expect(report.flagsReopened == 1)
      #expect(try Self.status(connection) == "reopened")
    }
  }

  @Test func nobodyRewritesWhatWasWritten() throws {
    try TestDatabase.withFresh { name in
      try Desk.fill(name)
      let connection = try TestDatabase.connect(name)
      for (table, column) in [
        ("decision", "flag_id"), ("flag_event", "flag_id"), ("second_opinion", "reason"),
        ("assignment", "flag_id"),
        ("note", "text"), ("snooze", "until"), ("known_relationship", "reason"),
        ("known_relationship_end", "reason"),
        ("reading", "read_by"), ("review_setting_change", "value"), ("audit", "hash"),
      ] {
        for statement in [
          "UPDATE manumit.\(table) SET \(column) = \(column)", "DELETE FROM manumit.\(table)",
          "TRUNCATE manumit.\(table) CASCADE",
        ] {
          // The owner of the tables, a superuser here, is refused like everyone else.
          let error = #expect(throws: ReviewError.self) {
            try connection.execute(statement, doing: "testing")
          }
          #expect(error?.sqlState == "MN001", "\(statement)")
        }
      }
    }
  }

  @Test func aDecisionOnAFlagThatHasChangedSinceIsRefused() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      _ = try Publisher.publish([.flag(Fixture.flag(), run: "r1")], on: connection)
      let seen = try connection.value("SELECT evidence_digest FROM manumit.flagged")
      let more = Fixture.flag(evidence: (1...4).map { Fixture.transaction($0) })
      _ = try Publisher.publish([.flag(more, run: "r2")], on: connection)
      let insert =
        "INSERT INTO manumit.decision (flag_id, to_status, reason_code, reason, evidence_digest)"
        + " VALUES ($1, 'cleared', 'explained', 'x', $2)"
      let error = #expect(throws: ReviewError.self) {
        try connection.query(insert, [Fixture.id(1), seen], doing: "deciding").rowCount
      }
      #expect(error?.sqlState == "MN003")
      let now = try connection.value("SELECT evidence_digest FROM manumit.flagged")
      _ = try connection.query(insert, [Fixture.id(1), now], doing: "deciding").rowCount
      #expect(try Self.status(connection) == "cleared")
    }
  }
}
