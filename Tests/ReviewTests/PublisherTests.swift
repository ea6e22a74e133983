import Detection
import History
import Ledger
import Testing

@testable import Review

@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct PublisherTests {
  @Test func aFlagArrivesWithEverythingItRestsOn() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      let evidence = [
        Fixture.transaction(1), Fixture.transaction(2, minorUnits: 100_050),
        Fixture.transaction(3, minorUnits: 80_000, direction: "debit", memo: "rent"),
      ]
      let report = try Publisher.publish([.flag(Fixture.flag(evidence: evidence), run: "r1")], on: connection)
      #expect(report.flagsCreated == 1)
      let row = try connection.rows(
        "SELECT status, role, score, amounts, transaction_count, indicators, first_run, active_to"
          + " FROM manumit.flagged", columns: 8)
      #expect(
        row == [
          [
            "new", "facilitator", "35", "$3,900.50 in (2), $800.00 out (1)", "3", "{SMUG-REMOTE-CASH}", "r1",
            "2026-03-06",
          ]
        ])
      let totals = try connection.rows(
        "SELECT in_minor_units, amount_in, out_minor_units, amount_out FROM manumit.flag_amount", columns: 4)
      #expect(totals == [["390050", "3900.50", "80000", "800.00"]])
      let line = try connection.rows(
        "SELECT local_time, occurred_at, amount, memo, place, conductor, source_file, source_line,"
          + " fields ->> 'txn_id' FROM manumit.evidence WHERE transaction_id = $1",
        [hexadecimal(3)], columns: 9)
      #expect(
        line == [
          [
            "2026-03-02 07:00:00", "2026-03-02 12:00:00+00", "800.00", "rent", "Fulton GA", "Person 0",
            "march.csv", "4", "T3",
          ]
        ])
      let sum = try connection.value(
        """
        SELECT (m ->> 'value')::jsonb ->> 'value' = (
          SELECT sum(e.minor_units)::text FROM manumit.finding_evidence fe
          JOIN manumit.evidence e USING (flag_id, transaction_id)
          WHERE fe.flag_id = f.flag_id AND fe.kind = f.kind AND fe.position = f.position AND m ->> 'set' = ANY (fe.sets)
            AND e.occurred_at BETWEEN (m ->> 'from')::timestamptz AND (m ->> 'until')::timestamptz)
        FROM manumit.finding f, jsonb_array_elements(f.measures) m
        """)
      #expect(sum == "t", "a measure must be recomputable from the stored evidence")
    }
  }

  @Test func publishingTwiceWritesNoRow() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      let entries: [OutboxEntry] = [
        .flag(Fixture.flag(score: 10), run: "r1"), .flag(Fixture.flag(2), run: "r1"),
        .rejections(run: "r1", first: 0, [Fixture.rejection(4), Fixture.rejection(9, minorUnits: 125)]),
        .run(Fixture.run()), .flag(Fixture.flag(score: 40), run: "r2"),
        .withdrawal(flag: Fixture.id(2), successor: Fixture.id(1), run: "r2"),
      ]
      let first = try Publisher.publish(entries, on: connection)
      #expect(
        first.flagsCreated == 2 && first.flagsWithdrawn == 1 && first.runs == 1 && first.rejections == 2)
      let before = try connection.rowVersions()
      let again = try Publisher.publish(entries, on: connection)
      #expect(again == PublishReport())
      #expect(try connection.rowVersions() == before)
    }
  }

  @Test func aRunFromAnotherNightWithEqualContentWritesNoRow() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      _ = try Publisher.publish([.flag(Fixture.flag(), run: "r1")], on: connection)
      let before = try connection.rowVersions()
      _ = try Publisher.publish([.flag(Fixture.flag(), run: "r2")], on: connection)
      #expect(try connection.rowVersions() == before)
    }
  }

  @Test func extendingAFlagLeavesEqualEvidenceRowsAlone() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      _ = try Publisher.publish([.flag(Fixture.flag(), run: "r1")], on: connection)
      let versions = "SELECT transaction_id || ' ' || xmin FROM manumit.evidence ORDER BY 1"
      let before = try connection.rows(versions)
      let longer = Fixture.flag(evidence: [2, 3, 4].map { Fixture.transaction($0) }, score: 50)
      let report = try Publisher.publish([.flag(longer, run: "r2")], on: connection)
      #expect(report.flagsExtended == 1)
      let after = try connection.rows(versions)
      #expect(Array(after.prefix(2)) == Array(before.suffix(2)), "rows of 2 and 3 are as they were")
      #expect(after.count == 3)
      let event = try connection.rows(
        "SELECT kind, run_id, score, evidence_added, evidence_removed FROM manumit.flag_event ORDER BY id",
        columns: 5)
      #expect(
        event.last == ["extended", "r2", "50", "{\(hexadecimal(4))}", "{\(hexadecimal(1))}"])
      let runs = try connection.rows("SELECT first_run, last_run FROM manumit.flagged", columns: 2)
      #expect(runs == [["r1", "r2"]])
    }
  }

  @Test func aRedFlagMayHoldInSeveralBursts() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      var flag = Fixture.flag()
      let bursts = [4, 7].map { start in
        Fixture.finding((start...(start + 2)).map { Fixture.transaction($0) })
      }
      flag.findings += bursts
      _ = try Publisher.publish([.flag(flag, run: "r1")], on: connection)
      #expect(try connection.value("SELECT indicators FROM manumit.flagged") == "{SMUG-REMOTE-CASH}")
      let read =
        "SELECT count(*) FROM manumit.finding f JOIN manumit.finding_evidence USING (flag_id, kind, position)"
      #expect(try connection.value(read) == "9")
      flag.findings.swapAt(0, 2)
      flag.findings.removeLast()
      _ = try Publisher.publish([.flag(flag, run: "r2")], on: connection)
      #expect(try connection.value(read) == "6")
    }
  }

  @Test func whatStandsForAGatheredSubjectIsNoTransaction() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      let gathered = [(4, 0, ""), (5, 777_700, "USD")].map { number, minorUnits, currency in
        var row = Fixture.transaction(
          number, minorUnits: Int64(minorUnits), currency: currency, direction: "debit")
        (row.file, row.line) = ("", 0)
        return row
      }
      let plain = Fixture.flag(evidence: [Fixture.transaction(1)])
      _ = try Publisher.publish([.flag(plain, run: "r1")], on: connection)
      let digest = try connection.value("SELECT evidence_digest FROM manumit.flagged")
      try ReviewersWorkTests.decide("cleared", on: connection)
      let flag = Fixture.flag(evidence: [Fixture.transaction(1)] + gathered)
      let report = try Publisher.publish([.flag(flag, run: "r2")], on: connection)
      #expect(report.flagsAmended == 1 && report.flagsReopened == 0)
      let head = try connection.rows(
        "SELECT amounts, transaction_count, status, evidence_digest FROM manumit.flagged", columns: 4)
      #expect(head == [["$2,900.00 in (1)", "1", "cleared", digest]])
      #expect(try connection.rows("SELECT debits FROM manumit.flag_amount") == [["0"]])
      #expect(try connection.value("SELECT count(*) FROM manumit.evidence WHERE is_gathered") == "2")
      #expect(try connection.value("SELECT transaction_count FROM manumit.finding") == "1")
      let story = try connection.story(flagID: flag.id)
      #expect(story?.lines.filter { $0.section == "evidence" }.count == 1)
    }
  }

  @Test func theEvidenceDigestCanBeComputedByAnyone() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      let mitigation = Fixture.finding([Fixture.transaction(7)], "MIT-PAYDAY", points: -5)
      _ = try Publisher.publish([.flag(Fixture.flag(mitigations: [mitigation]), run: "r1")], on: connection)
      let text = (1...3).map { "\(hexadecimal(UInt64($0))):credit:290000:USD" }.joined(separator: ",")
      let digest = try connection.value("SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex')", [text])
      #expect(try connection.value("SELECT evidence_digest FROM manumit.flagged") == digest)
    }
  }

  @Test func whatTheServerRefusesLeavesNothingBehindAndNamesNoData() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      let bad = Fixture.flag(2, role: "Maria the suspect")
      let error = #expect(throws: ReviewError.self) {
        try Publisher.publish([.flag(Fixture.flag(), run: "r1"), .flag(bad, run: "r1")], on: connection)
      }
      #expect(error?.code == .dataRefused)
      #expect(error?.sqlState == "23514")
      #expect(error?.description.contains("flagged_role_check") == true)
      #expect(error?.description.contains("Maria") == false)
      #expect(try connection.value("SELECT count(*) FROM manumit.flagged") == "0")
    }
  }

  @Test func theNightlyRoleIsEnoughToPublish() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name, role: "manumit_ingest")
      let entries: [OutboxEntry] = [
        .flag(Fixture.flag(), run: "r1"), .run(Fixture.run()),
        .rejections(run: "r1", first: 0, [Fixture.rejection(1)]),
      ]
      _ = try Publisher.publish(entries, on: connection)
      let longer = Fixture.flag(evidence: (1...5).map { Fixture.transaction($0) })
      let report = try Publisher.publish(
        [.flag(longer, run: "r2"), .withdrawal(flag: Fixture.id(1), successor: nil, run: "r3")],
        on: connection)
      #expect(report.flagsExtended == 1 && report.flagsWithdrawn == 1)
    }
  }
}
