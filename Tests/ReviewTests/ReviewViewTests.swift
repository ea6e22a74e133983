import Detection
import History
import Ledger
import Testing

@testable import Review

/// The views that pages and tools read beside the queue.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct ReviewViewTests {
  @Test func subjectsAreFoundByTheBeginningsOfTheirWords() throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      for (number, person) in ["Ana María O'Brien-Lopez", "anabel BRIENNE", "Łukasz Żak", nil].enumerated() {
        _ = try Publisher.publish(
          [.flag(Fixture.flag(number + 1, score: 50 - number, name: person), run: "r1")], on: owner)
      }
      let reviewer = try TestDatabase.signIn(in: name)
      for (wanted, flags) in [
        ("ana", ["1", "2"]), ("ANA bri", ["1", "2"]), ("ana lop", ["1"]), ("o'brien", ["1"]), ("Łuk", ["3"]),
        ("cust-4", ["4"]), ("CUST", ["1", "2", "3", "4"]), ("brien lopez", ["1"]), ("rien", []), ("", []),
        ("' OR '1'='1", []), ("ana & | ! :* \\ '", ["1", "2"]), ("%", []),
      ] {
        let found = try reviewer.rows("SELECT right(f, 1) FROM manumit.find_flags($1) f", [wanted]).map {
          $0[0]
        }
        #expect(found == flags, "\(wanted)")
      }
      #expect(try reviewer.rows("SELECT right(f, 1) FROM manumit.find_flags('cust', 2) f") == [["1"], ["2"]])
    }
  }

  @Test func whatIsKnownToBeInOrderIsShownBesideTheEvidenceAndChangesNothing() throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      let evidence = (1...4).map { number in
        var transaction = Fixture.transaction(number * 24)
        transaction.fields["counterparty_account"] = number == 4 ? nil : "ACC-\(number % 2)"
        transaction.fields["counterparty_name"] = "Landlord"
        return transaction
      }
      _ = try Publisher.publish([.flag(Fixture.flag(evidence: evidence), run: "r1")], on: owner)
      let before = try owner.dump()
      let reviewer = try TestDatabase.signIn(in: name)
      try Desk.open(on: reviewer)
      let state = { (counterparty: String, from: String, until: String, connection: borrowing Connection) in
        try connection.rows(
          """
          INSERT INTO manumit.known_relationship (subject_key, counterparty, reason, from_date, until_date)
          VALUES ($1, $2, 'rent', $3::date, $4::date)
          """, [Fixture.id(1001), counterparty, from, until], columns: 0)
      }
      let known = { (connection: borrowing Connection) in
        try connection.rows(
          "SELECT DISTINCT transaction_id FROM manumit.flag_known_payments WHERE flag_id = $1 ORDER BY 1",
          [Fixture.id(1)]
        ).map { $0[0] }
      }
      // Payments 1 to 4 are of the third to the sixth of March.
      _ = try state("ACC-1", "2026-03-04", "2026-03-31", reviewer)
      #expect(try known(reviewer) == [evidence[2].identity])
      _ = try state("Landlord", "2026-03-01", "2026-03-04", reviewer)
      #expect(try known(reviewer) == [0, 1, 2].map { evidence[$0].identity })
      _ = try reviewer.rows(
        "INSERT INTO manumit.known_relationship_end (id, reason) VALUES (2, 'moved out')", columns: 0)
      #expect(try known(reviewer) == [evidence[2].identity])
      #expect(
        try Desk.refusal { _ = try state("ACC-1", "2026-03-04", "2099-01-01", reviewer) } == "MN007",
        "somebody looks again in two years")
      #expect(
        try Desk.refusal { _ = try state("ACC-1", "2026-03-04", "2026-03-03", reviewer) } == "23514")
      #expect(try owner.dump() == before, "no flag and no score is another for it")
    }
  }

  @Test func coverageSaysWhichRuleRanOnWhichNight() throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      var later = Fixture.run("r2")
      later.startedAt = "2026-03-08T23:30:00-05:00"
      later.finishedAt = "2026-03-08T23:40:00-05:00"
      later.coverage = []
      _ = try Publisher.publish([.run(Fixture.run("r1")), .run(later)], on: owner)
      let eve = try TestDatabase.signIn("eve", as: "manumit_auditor", in: name)
      let rows = try eve.rows(
        "SELECT day, run_id, subjects_evaluated, subjects_fired, not_evaluable, first_day, last_day"
          + " FROM manumit.run_coverage_by_day WHERE indicator = 'SMUG-REMOTE-CASH' ORDER BY 1", columns: 7)
      #expect(
        rows == [["2026-03-07", "r1", "10", "1", "{\"conductor\": 4}", "2026-03-02", "2026-03-06"]],
        "and on the ninth it did not")
    }
  }

  @Test func aRejectionIsOpenUntilAllOfItsFileWereReadAgain() throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      var whole = Fixture.rejection(3)
      whole.isRawTruncated = true
      _ = try Publisher.publish(
        [
          .run(Fixture.run("r1")),
          .rejections(run: "r1", first: 0, [1, 2].map { Fixture.rejection($0) } + [whole]),
        ],
        on: owner)
      let reviewer = try TestDatabase.signIn(in: name)
      let open = { (connection: borrowing Connection) in
        try connection.rows("SELECT run_id || ' ' || number FROM manumit.open_rejections ORDER BY 1").map {
          $0[0]
        }
      }
      #expect(try open(reviewer) == ["r1 0", "r1 1", "r1 2"])
      let replay = { (id: String, records: Int, command: String, startedAt: String) in
        var run = Fixture.run(id)
        run.command = command
        run.startedAt = startedAt
        run.sources = [SourceRecord(name: "march.csv", format: "csv", bytes: 1, digest: "", records: records)]
        return OutboxEntry.run(run)
      }
      let later = "2026-03-08T01:00:00Z"
      _ = try Publisher.publish(
        [
          replay("r2", 9, "scan", later), replay("r3", 9, "replay-rejections", "2026-03-01T01:00:00Z"),
          replay("r4", 1, "replay-rejections", later),
        ], on: owner)
      #expect(try open(reviewer) == ["r1 0", "r1 1", "r1 2"], "no replay, one from before, one of a part")
      _ = try Publisher.publish(
        [
          replay("r5", 2, "replay-rejections", later),
          .rejections(run: "r5", first: 0, [Fixture.rejection(1)]),
        ],
        on: owner)
      #expect(try open(reviewer) == ["r1 2", "r5 0"], "too long to be replayed, and what was rejected again")
    }
  }

  @Test func everyChangeOfASettingIsKept() throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      try Desk.set("snooze_longest_days", "90", on: owner)
      try Desk.set("snooze_longest_days", "60", on: owner)
      let reviewer = try TestDatabase.signIn(in: name)
      #expect(
        try reviewer.rows(
          "SELECT name, value, changed_by FROM manumit.review_setting_change ORDER BY id", columns: 3)
          == ["90", "60"].map { ["snooze_longest_days", $0, "postgres"] })
      #expect(try reviewer.value("SELECT manumit.setting('snooze_longest_days')") == "60")
      #expect(try Desk.refusal { try Desk.set("snooze_longest_days", "7", on: reviewer) } == "42501")
      for statement in [
        "DELETE FROM manumit.review_setting", "UPDATE manumit.review_setting SET name = name || 'x'",
        "INSERT INTO manumit.review_setting VALUES ('x', 'x', 'x')",
        "TRUNCATE manumit.review_setting CASCADE",
      ] {
        #expect(
          try Desk.refusal { try owner.execute(statement, doing: "testing") } == "MN001", "\(statement)")
      }
    }
  }
}
