import Detection
import History
import Ledger
import Testing

@testable import Review

@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct ReadingTests {
  @Test func theQueueShowsOpenFlagsByScore() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      let entries = [(1, 20), (2, 90), (3, 50), (4, 70), (5, 60)].map { number, score in
        OutboxEntry.flag(
          Fixture.flag(number, score: score, role: number == 2 ? "possible_victim" : "controller", name: nil),
          run: "r1")
      }
      _ = try Publisher.publish(
        entries + [.withdrawal(flag: Fixture.id(5), successor: nil, run: "r1")], on: connection)
      try ReviewersWorkTests.decide("cleared", on: connection, flag: 4)
      let queue = try connection.queue(limit: 10)
      #expect(queue.map(\.score) == [90, 50, 20])
      #expect(queue.first?.role == "possible victim: a person to protect")
      #expect(queue.last?.role == "suspected controller")
      #expect(queue.last?.who == "CUST-1")
      #expect(try connection.queue(limit: 1).count == 1)
      // A second flag on the subject of the best waits until every subject has been seen.
      var second = Fixture.flag(6, score: 80)
      second.subject = Fixture.flag(2).subject
      _ = try Publisher.publish([.flag(second, run: "r1")], on: connection)
      #expect(try connection.queue(limit: 9).map(\.score) == [90, 80, 50, 20])
      #expect(try connection.queue(budget: 9).entries.map(\.score) == [90, 50, 20, 80])
      let two = try connection.queue(budget: 2)
      #expect(two.entries.map(\.score) == [90, 50] && two.leftOut == 2 && two.cut == 50)
      let all = try connection.queue(budget: 4)
      #expect(all.entries.count == 4 && all.leftOut == 0 && all.cut == nil)
      #expect(try connection.flagCounts() == ["new": 4, "cleared": 1, "withdrawn": 1])
    }
  }

  @Test func everyNumberOfAStoredFlagIsAudited() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      let flag = Fixture.flag(
        evidence: (1...3).map { Fixture.transaction($0, memo: "a\"b\\c\nd") },
        mitigations: [Fixture.finding([Fixture.transaction(7)], "MIT-PAYDAY", points: -5)])
      _ = try Publisher.publish([.flag(flag, run: "r1"), .flag(Fixture.flag(2), run: "r1")], on: connection)
      let numbers = try connection.audit(flagID: flag.id)
      #expect(numbers.map(\.indicator) == ["SMUG-REMOTE-CASH", "MIT-PAYDAY"])
      #expect(numbers.map(\.stored) == [870_000, 290_000])
      #expect(numbers.map(\.holds) == [true, true])
      // A row that somebody changed behind the program's back.
      try connection.execute(
        "UPDATE manumit.evidence SET minor_units = 290001 WHERE flag_id = '\(flag.id)' AND source_line = 3",
        doing: "testing")
      let again = try connection.audit(flagID: flag.id)
      #expect(again.map(\.holds) == [false, true])
      #expect(again.map(\.recomputed) == [870_001, 290_000])
    }
  }

  @Test func aStoryIsToldFromHeadToDecision() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      let worker = RelatedSubject(
        subject: Fixture.id(9), identifier: "CUST-9", name: "Ana Roe", role: "possible_victim",
        indicator: "LAB-WAGE-SWEEP")
      let flag = Fixture.flag(
        evidence: [
          Fixture.transaction(1), Fixture.transaction(2, direction: "debit", memo: "for\u{1B}[2J\nthe trip"),
        ],
        mitigations: [Fixture.finding([Fixture.transaction(7)], "MIT-PAYDAY", points: -5)], related: [worker])
      _ = try Publisher.publish([.flag(flag, run: "r1")], on: connection)
      try ReviewersWorkTests.decide("cleared", on: connection)
      let story = try connection.story(flagID: flag.id)
      let told = story?.lines.map { $0.section + ": " + $0.text } ?? []
      let start = [
        "flag: human-smuggling, score 35, cleared",
        "flag: Suspected facilitator: Jo Doe (CUST-1), a customer",
        "flag: From 2026-03-02 to 2026-03-06: $2,900.00 in (1), $2,900.00 out (1)",
        "explanation: Cash from several people,", "explanation: far from home.",
        "red flags: SMUG-REMOTE-CASH, +20 points, strongest 2026-03-02 04:00, 2 transactions\n"
          + "    distinct(conductor) of remote cash in window: 2 >= 2",
        "innocent patterns: MIT-PAYDAY, -5 points, strongest 2026-03-02 04:00, 1 transactions\n"
          + "    distinct(conductor) of remote cash in window: 1 >= 2",
        "evidence: 2026-03-02 05:00  in   2900.00 USD  cash  Fulton GA  [march.csv:2]",
        "evidence: 2026-03-02 06:00  out  2900.00 USD  cash  Fulton GA  \"for\\u{1b}[2J\\u{a}the trip\"  [march.csv:3]",
        "evidence: 2026-03-02 11:00  in   2900.00 USD  cash  Fulton GA  [march.csv:8]",
        "related subjects: Ana Roe (CUST-9), a person who may need help, LAB-WAGE-SWEEP",
      ]
      #expect(Array(told.prefix(start.count)) == start)
      #expect(
        told.dropFirst(start.count).first?.hasSuffix("created by run r1, score 35, 2 transactions added")
          == true)
      #expect(told.last?.hasSuffix("new -> cleared (explained) x") == true)
      #expect(told.count == start.count + 2)
      #expect(try connection.story(flagID: Fixture.id(2)) == nil)
    }
  }

  @Test func flagsAreFoundByTheBeginningOfTheirIds() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      _ = try Publisher.publish(
        [.flag(Fixture.flag(1), run: "r1"), .flag(Fixture.flag(2), run: "r1")], on: connection)
      #expect(try connection.flagIDs(beginningWith: "000000") == [Fixture.id(1), Fixture.id(2)])
      #expect(try connection.flagIDs(beginningWith: Fixture.id(2)) == [Fixture.id(2)])
      for none in ["00000", "000001", "00000%", "", "' OR '1'='1"] {
        #expect(try connection.flagIDs(beginningWith: none) == [])
      }
    }
  }

  @Test func runsAndRejectionsReadBack() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      let run = Fixture.run()
      let raw = "x,\"12,00\t\\\n\u{1}\0é"
      _ = try Publisher.publish(
        [
          .rejections(run: run.id, first: 0, [Fixture.rejection(2, raw: raw)]), .run(run),
          .rejections(run: run.id, first: 1, [Fixture.rejection(5, minorUnits: -125)]),
        ], on: connection)
      let read = try connection.runs(limit: 5)
      #expect(read.map(\.id) == [run.id])
      #expect(read.first?.startedAt == "2026-03-07T01:00:00Z")
      #expect(read.first?.read == 6 && read.first?.sources == ["march.csv"])
      #expect(try connection.rejections(run: run.id).map(\.line) == [2, 5])
      let stored = try connection.rows(
        "SELECT encode(raw, 'hex'), raw_text, amount FROM manumit.rejection ORDER BY number", columns: 3)
      let hexadecimal = raw.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      #expect(stored.first == [hexadecimal, raw.split(separator: "\0").joined(separator: "\u{FFFD}"), "∅"])
      #expect(stored.last?.last == "-1.25")
      let amounts = try connection.rows(
        "SELECT currency, records_without, minor_units, amount FROM manumit.run_amount WHERE fate = 'read'"
          + " ORDER BY currency", columns: 4)
      #expect(
        amounts == [["", "1", "0", "0.00"], ["JPY", "0", "900", "900"], ["USD", "0", "500000", "5000.00"]])
      let controls = try connection.rows("SELECT unnest(controls) FROM manumit.run_source")
      #expect(controls.map { $0[0] } == run.sources[0].controls)
      #expect(try connection.value("SELECT adds_up FROM manumit.run") == "t")
      var wrong = Fixture.run("00000000000000a2")
      wrong.duplicate.records = 1
      _ = try Publisher.publish([.run(wrong)], on: connection)
      #expect(try connection.value("SELECT adds_up FROM manumit.run WHERE id = $1", [wrong.id]) == "f")
      let coverage = try connection.rows(
        "SELECT indicator, run_id, not_evaluable FROM manumit.coverage_latest", columns: 3)
      #expect(coverage == [["SMUG-REMOTE-CASH", run.id, "{\"conductor\": 4}"]])
    }
  }

  @Test func aRelatedSubjectCannotBeCalledASuspect() throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      for role in ["controller", "facilitator", "front", "buyer"] {
        let worker = RelatedSubject(
          subject: Fixture.id(9), identifier: "CUST-9", name: nil, role: role, indicator: "LAB-WAGE-SWEEP")
        _ = try Publisher.publish([.flag(Fixture.flag(related: [worker]), run: "r1")], on: connection)
        #expect(try connection.value("SELECT role FROM manumit.related_subject") == "unknown")
        let error = #expect(throws: ReviewError.self) {
          try connection.query("UPDATE manumit.related_subject SET role = $1", [role], doing: "testing")
            .rowCount
        }
        #expect(error?.sqlState == "23514")
      }
      let worker = RelatedSubject(
        subject: Fixture.id(9), identifier: "CUST-9", name: nil, role: "possible_victim",
        indicator: "LAB-WAGE-SWEEP")
      _ = try Publisher.publish(
        [
          .flag(Fixture.flag(related: [worker]), run: "r1"),
          .flag(Fixture.flag(3, role: "possible_victim"), run: "r1"),
        ],
        on: connection)
      let people = try connection.rows(
        "SELECT subject_identifier FROM manumit.possible_victim ORDER BY subject_identifier")
      #expect(people == [["CUST-3"], ["CUST-9"]])
      #expect(try connection.queue(limit: 9).contains { $0.subjectIdentifier == "CUST-9" } == false)
    }
  }
}

/// A million flags are read as fast as a hundred only where the index carries the query.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct PlanTests {
  private func plan(_ statement: String, on connection: borrowing Connection) throws -> String {
    // Few rows: the planner would rightly read them all. What counts is that it need not.
    try connection.execute("SET enable_seqscan = off; SET enable_bitmapscan = off", doing: "testing")
    return try connection.rows("EXPLAIN \(statement)").map { $0[0] }.joined(separator: "\n")
  }

  @Test func theQueueIsReadInOrderFromItsIndex() throws {
    try TestDatabase.withFresh { name in
      let text = try plan("SELECT * FROM manumit.queue LIMIT 20", on: TestDatabase.connect(name))
      #expect(text.contains("Index Scan using flagged_queue"))
      #expect(!text.contains("Sort"))
    }
  }

  @Test func aStoryReadsItsOwnRowsOnly() throws {
    try TestDatabase.withFresh { name in
      let text = try plan(
        "SELECT text FROM manumit.flag_story WHERE flag_id = 'x' ORDER BY line",
        on: TestDatabase.connect(name))
      for index in [
        "evidence_pkey", "finding_pkey", "related_subject_pkey", "flag_event_by_flag", "decision_by_flag",
      ] {
        #expect(text.contains("using \(index)"), "\(index)")
      }
      #expect(!text.contains("Seq Scan"))
    }
  }
}
