import Foundation
import History
import Ledger
import Testing

@testable import Review

/// The chain over decisions and runs: whole after whatever the program does, broken after whatever goes past it.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct AuditChainTests {
  /// Two flags, three runs and four decisions.
  static func fill(_ name: String) throws {
    let connection = try TestDatabase.connect(name)
    _ = try Publisher.publish(
      [.flag(Fixture.flag(1), run: "r1"), .flag(Fixture.flag(2), run: "r1"), .run(Fixture.run("r1"))],
      on: connection)
    for status in ["in_review", "escalated"] { try ReviewersWorkTests.decide(status, on: connection) }
    _ = try Publisher.publish([.run(Fixture.run("r2")), .run(Fixture.run("r3"))], on: connection)
    for flag in 1...2 { try ReviewersWorkTests.decide("cleared", on: connection, flag: flag) }
  }

  /// Does what a superuser can do to rows, triggers or not; returns the first value that the statement returns.
  @discardableResult
  static func tamper(_ statement: String, on connection: borrowing Connection) throws -> String {
    try connection.execute("SET session_replication_role = replica", doing: "tampering")
    let rows = try connection.rows(statement)
    try connection.execute("SET session_replication_role = DEFAULT", doing: "tampering")
    return rows.first?[0] ?? ""
  }

  @Test(arguments: [3, 4] as [UInt64]) func whateverTheProgramDoesTheChainHolds(seed: UInt64) throws {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      #expect(try connection.auditChain().lastHash == String(repeating: "0", count: 64))
      var generator = SeededGenerator(seed: seed)
      var rest = DeliveryTests.outbox(seed: seed)[...]
      var earlier = ""
      while !rest.isEmpty {
        let batch = Array(rest.prefix(Int.random(in: 1...9, using: &generator)))
        rest = rest.dropFirst(batch.count)
        // Each batch twice, as after a crash before it was acknowledged.
        for _ in 1...2 { _ = try Publisher.publish(batch, on: connection) }
        _ = try? ReviewersWorkTests.decide("escalated", on: connection)
        let chain = try connection.auditChain(expecting: earlier.isEmpty ? nil : earlier)
        #expect(chain.fault == nil, "seed \(seed)")
        earlier = chain.lastHash
      }
      let chain = try connection.auditChain()
      #expect(try "\(chain.runs)" == connection.value("SELECT count(*) FROM manumit.run"), "seed \(seed)")
      #expect(
        try "\(chain.decisions)" == connection.value("SELECT count(*) FROM manumit.decision"), "seed \(seed)")
      #expect(chain.runs == 8 && chain.decisions > 0 && chain.resealed == 0, "seed \(seed)")
    }
  }

  @Test func theHashesAreThoseOfTheDocumentedForm() throws {
    try TestDatabase.withFresh { name in
      try Self.fill(name)
      let connection = try TestDatabase.connect(name)
      let row = try connection.rows(
        """
        SELECT position, decision_id, run_id, content_hash,
          to_char(sealed_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), sealed_by, previous_hash, hash
        FROM manumit.audit WHERE decision_id = 3
        """, columns: 8)[0]
      let decision = try connection.rows(
        """
        SELECT id, flag_id, to_char(decided_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), decided_by, from_status, to_status,
          reason_code, reason, evidence_digest
        FROM manumit.decision WHERE id = 3
        """, columns: 9)[0]
      #expect(try Self.digest(["manumit decision 1"] + decision) == row[3])
      #expect(try Self.digest(["manumit audit 1"] + row.dropLast()) == row[7])
      #expect(try connection.auditChain().lastHash != row[7])

      try Desk.fill(entriesOnly: name)
      let sealed = try connection.rows(
        """
        SELECT position, entry_kind, entry_id, content_hash, to_char(sealed_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          sealed_by, previous_hash, hash
        FROM manumit.audit WHERE entry_kind = 'snooze'
        """, columns: 8)[0]
      let snooze = try connection.rows(
        """
        SELECT id, subject_key, typology, until, reason, indicators[1], to_char(snoozed_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          snoozed_by
        FROM manumit.snooze
        """, columns: 8)[0]
      let indicators = "\(snooze[5].utf8.count):\(snooze[5]),"
      #expect(
        try Self.digest(["manumit snooze 1"] + snooze[..<5] + [indicators] + snooze[6...]) == sealed[3])
      #expect(try Self.digest(["manumit audit 2"] + sealed.dropLast()) == sealed[7])
      let proposal = try connection.rows(
        """
        SELECT id, flag_id, to_char(decided_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), decided_by, from_status, to_status,
          reason_code, reason, evidence_digest
        FROM manumit.decision WHERE needs_second
        """, columns: 9)[0]
      #expect(
        try Self.digest(["manumit decision 2"] + proposal)
          == connection.value("SELECT content_hash FROM manumit.audit WHERE decision_id = 6"))
    }
  }

  /// SHA-256 of the netstrings of the values, by another program.
  private static func digest(_ values: [String]) throws -> String {
    let text = values.map { $0 == "∅" ? "-," : "\($0.utf8.count):\($0)," }.joined()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sha256sum"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data(text.utf8))
    try input.fileHandleForWriting.close()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: said.prefix(64), as: UTF8.self)
  }

  /// Tables, the column that says to which entry of the chain a row belongs, and a row.
  private static let sealed: [(table: String, owner: String, row: String, entry: AuditFault.Entry)] = [
    ("decision", "id", "id = 2", .decision(2)), ("decision", "id", "id = 6", .decision(6)),
    ("run", "id", "id = 'r2'", .run("r2")),
    ("run_amount", "run_id", "run_id = 'r2' AND fate = 'read' AND currency = 'USD'", .run("r2")),
    ("run_source", "run_id", "run_id = 'r2'", .run("r2")),
    ("run_coverage", "run_id", "run_id = 'r2'", .run("r2")),
    ("second_opinion", "decision_id", "decision_id = 6", .other("second_opinion", 6)),
    ("assignment", "id", "id = 1", .other("assignment", 1)), ("note", "id", "id = 1", .other("note", 1)),
    ("snooze", "id", "id = 1", .other("snooze", 1)),
    ("known_relationship", "id", "id = 1", .other("known_relationship", 1)),
    ("known_relationship_end", "id", "id = 1", .other("known_relationship_end", 1)),
    ("review_setting_change", "id", "id = 1", .other("review_setting_change", 1)),
  ]

  @Test func everyColumnOfWhatIsSealedIsSealed() throws {
    try TestDatabase.withFresh { name in
      try Desk.fill(name)
      let connection = try TestDatabase.connect(name)
      try connection.execute(
        """
        DO $$ DECLARE c record; BEGIN
          FOR c IN SELECT conname, conrelid::regclass AS owner FROM pg_constraint WHERE contype = 'c'
            AND connamespace = 'manumit'::regnamespace
          LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.owner, c.conname); END LOOP;
        END $$
        """, doing: "doing what an owner can")
      var tried = 0
      for (table, owner, which, entry) in Self.sealed {
        let row = try connection.value(
          """
          SELECT position FROM manumit.audit
          WHERE $1 IN ('decision ' || decision_id, 'run ' || run_id, entry_kind || ' ' || entry_id)
          """, [entry.description])
        let columns = try connection.rows(
          """
          SELECT attname, atttypid::regtype FROM pg_attribute
          WHERE attrelid = $1::regclass AND attnum > 0 AND attgenerated = '' AND attname <> $2
          """, ["manumit.\(table)", owner], columns: 2)
        for column in columns {
          let (name, type) = (column[0], column[1])
          let old = try connection.value(
            "SELECT quote_nullable(\(name)::text) FROM manumit.\(table) WHERE \(which)")
          let place = try Self.tamper(
            "UPDATE manumit.\(table) SET \(name) = \(Self.other(name, type)) WHERE \(which) RETURNING ctid",
            on: connection)
          let fault = try connection.auditChain().fault
          #expect(fault == .changed(entry, row: Int64(row) ?? 0), "\(table).\(name)")
          tried += 1
          try Self.tamper(
            "UPDATE manumit.\(table) SET \(name) = \(old)::\(type) WHERE ctid = '\(place)' RETURNING ctid",
            on: connection)
        }
      }
      #expect(tried > 85)
      #expect(try connection.auditChain().fault == nil)
    }
  }

  /// An expression for another value of a column.
  private static func other(_ column: String, _ type: String) -> String {
    switch type {
    case "text": "coalesce(\(column), '') || 'x'"
    case "text[]": "array_append(\(column), 'x')"
    case "jsonb": "'{\"x\": 1}'"
    case "date": "coalesce(\(column), '2026-01-01') + 1"
    case "timestamp with time zone": "\(column) + interval '1 microsecond'"
    case "boolean": "NOT \(column)"
    default: "\(column) + 1"
    }
  }

  static let wrongs: [(statement: String, fault: AuditFault)] = [
    ("DELETE FROM manumit.decision WHERE id = 2", .missing(.decision(2), row: 3)),
    ("DELETE FROM manumit.decision WHERE id = 4", .missing(.decision(4), row: 7)),
    ("DELETE FROM manumit.run WHERE id = 'r3'", .missing(.run("r3"), row: 5)),
    ("DELETE FROM manumit.run_coverage WHERE run_id = 'r2'", .changed(.run("r2"), row: 4)),
    ("DELETE FROM manumit.audit WHERE position = 1", .missingRow(1)),
    ("DELETE FROM manumit.audit WHERE position = 4", .missingRow(4)),
    ("DELETE FROM manumit.note", .missing(.other("note", 1), row: 13)),
    ("DELETE FROM manumit.second_opinion", .missing(.other("second_opinion", 6), row: 11)),
    ("DELETE FROM manumit.audit WHERE position = 16", .unsealed(.other("known_relationship_end", 1))),
    (
      "INSERT INTO manumit.note (flag_id, text) SELECT flag_id, 'x' FROM manumit.note",
      .unsealed(.other("note", 2))
    ),
    (
      "UPDATE manumit.audit SET entry_kind = 'snooze' WHERE entry_kind = 'note'", .changedRow(13)
    ),
    // A proposal that passes for a decision of one person, and the other way round.
    ("UPDATE manumit.decision SET needs_second = false WHERE id = 6", .changed(.decision(6), row: 10)),
    ("UPDATE manumit.decision SET needs_second = true WHERE id = 1", .changed(.decision(1), row: 2)),
    ("DELETE FROM manumit.audit WHERE position > 6", .unsealed(.decision(4))),
    ("DELETE FROM manumit.audit", .unsealed(.decision(1))),
    ("UPDATE manumit.audit SET sealed_by = 'somebody else' WHERE position = 3", .changedRow(3)),
    ("UPDATE manumit.audit SET sealed_at = sealed_at - interval '1 day' WHERE position = 2", .changedRow(2)),
    ("UPDATE manumit.audit SET hash = repeat('a', 64) WHERE position = 5", .changedRow(5)),
    (
      "UPDATE manumit.audit SET content_hash = (SELECT content_hash FROM manumit.audit WHERE position = 6)"
        + " WHERE position = 3", .changedRow(3)
    ),
    // Two decisions exchanged, with all they say, under their numbers.
    (
      "UPDATE manumit.decision d SET to_status = o.to_status, from_status = o.from_status"
        + " FROM manumit.decision o WHERE o.id = 3 - d.id AND d.id < 3", .changed(.decision(1), row: 2)
    ),
    (
      "INSERT INTO manumit.decision (flag_id, from_status, to_status, reason_code, reason, evidence_digest)"
        + " SELECT flag_id, 'new', 'cleared', 'explained', 'x', evidence_digest FROM manumit.decision WHERE id = 1",
      .unsealed(.decision(7))
    ),
    (
      "INSERT INTO manumit.run (id, command, started_at, finished_at, program, rulebook, parameters, read_records,"
        + " accepted_records, duplicate_records, rejected_records, flags_new, flags_extended, flags_amended,"
        + " flags_withdrawn, content_digest) SELECT 'r9', command, started_at, finished_at, program, rulebook,"
        + " parameters, 1, 1, 0, 0, 0, 0, 0, 0, content_digest FROM manumit.run WHERE id = 'r1'",
      .unsealed(.run("r9"))
    ),
  ]

  @Test(arguments: wrongs.indices) func whatGoesPastTheProgramIsNamed(index: Int) throws {
    try TestDatabase.withFresh { name in
      try Desk.fill(name)
      let connection = try TestDatabase.connect(name)
      #expect(try connection.auditChain().fault == nil)
      let wrong = Self.wrongs[index]
      try Self.tamper(wrong.statement, on: connection)
      let fault = try connection.auditChain().fault
      #expect(fault == wrong.fault, "\(wrong.statement): \(fault.map { $0.description } ?? "nothing")")
    }
  }

  /// A decision taken out together with the end of the chain, or a whole chain made anew, is a chain that holds: only a
  /// hash kept elsewhere tells.
  @Test func aHashKeptElsewhereShowsWhatTheChainItselfCannot() throws {
    try TestDatabase.withFresh { name in
      try Self.fill(name)
      let connection = try TestDatabase.connect(name)
      let kept = try connection.auditChain().lastHash
      try ReviewersWorkTests.decide("in_review", on: connection)
      let grown = try connection.auditChain(expecting: kept)
      #expect(grown.fault == nil && grown.lastHash != kept)

      try Self.tamper("DELETE FROM manumit.audit WHERE position > 6", on: connection)
      try Self.tamper("DELETE FROM manumit.decision WHERE id > 3", on: connection)
      #expect(try connection.auditChain().fault == nil)
      #expect(try connection.auditChain(expecting: kept).fault == .expectedHashMissing(kept))

      try Self.tamper("DELETE FROM manumit.audit", on: connection)
      try Self.tamper("UPDATE manumit.decision SET reason = 'never mind'", on: connection)
      try connection.execute(
        """
        SELECT manumit.seal(id, NULL, manumit.decision_content(d)) FROM manumit.decision d ORDER BY id;
        SELECT manumit.seal(NULL, id, manumit.run_content(id)) FROM manumit.run ORDER BY id
        """, doing: "testing")
      let forged = try connection.auditChain()
      #expect(forged.fault == nil && forged.decisions == 3 && forged.runs == 3)
      #expect(try connection.auditChain(expecting: kept).fault == .expectedHashMissing(kept))
    }
  }

  @Test func aRunDeliveredWithOtherContentIsSealedAgain() throws {
    try TestDatabase.withFresh { name in
      try Self.fill(name)
      let connection = try TestDatabase.connect(name)
      var run = Fixture.run("r2")
      run.flagsNew = 7
      run.coverage = []
      for _ in 1...2 { _ = try Publisher.publish([.run(run)], on: connection) }
      let chain = try connection.auditChain()
      #expect(chain.fault == nil && chain.resealed == 1 && chain.runs == 4)
      try Self.tamper("UPDATE manumit.run SET flags_new = 1 WHERE id = 'r2'", on: connection)
      #expect(try connection.auditChain().fault == .changed(.run("r2"), row: 8))
    }
  }

  @Test func whatWasThereBeforeIsSealedByTheMigration() throws {
    try TestDatabase.withFresh(migrated: false) { name in
      let connection = try TestDatabase.connect(name)
      // Without those that seal, and what builds on them; what this program publishes needs the others.
      let older = Migration.all.filter { $0.number != 8 && $0.number < 10 }
      _ = try Migrations.apply(older, on: connection)
      try connection.execute("ALTER TABLE manumit.flagged ADD region text", doing: "testing")
      try Self.fill(name)
      try connection.execute("ALTER TABLE manumit.flagged DROP region", doing: "testing")
      let error = #expect(throws: ReviewError.self) { try connection.auditChain() }
      #expect(error?.code == .notMigrated)
      _ = try Migrations.apply(on: connection)
      let chain = try connection.auditChain()
      #expect(chain.fault == nil && chain.decisions == 4 && chain.runs == 3)
      try ReviewersWorkTests.decide("in_review", on: connection)
      #expect(try connection.auditChain(expecting: chain.lastHash).decisions == 5)
    }
  }

  @Test func manyAtOnceMakeOneChain() throws {
    try TestDatabase.withFresh { name in
      try Self.fill(name)
      DispatchQueue.concurrentPerform(iterations: 4) { worker in
        do {
          let connection = try TestDatabase.connect(name)
          for round in 0..<10 {
            if worker == 0 {
              _ = try Publisher.publish([.run(Fixture.run("many-\(round)"))], on: connection)
            } else if worker == 3 {
              try connection.execute(
                "INSERT INTO manumit.note (flag_id, text) VALUES ('\(Fixture.id(1))', '\(round)')",
                doing: "noting")
            } else {
              let status = round.isMultiple(of: 2) ? "in_review" : "cleared"
              try ReviewersWorkTests.decide(status, on: connection, flag: worker)
            }
          }
        } catch {
          Issue.record(error)
        }
      }
      let chain = try TestDatabase.connect(name).auditChain()
      #expect(chain.fault == nil && chain.decisions == 24 && chain.runs == 13 && chain.entries == 10)
    }
  }

  @Test func whoSeesAnOldChainIsAskedToTryAgain() throws {
    try TestDatabase.withFresh { name in
      try Self.fill(name)
      let slow = try TestDatabase.connect(name)
      let quick = try TestDatabase.connect(name)
      try slow.execute(
        "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM manumit.flagged", doing: "testing")
      try ReviewersWorkTests.decide("in_review", on: quick)
      try ReviewersWorkTests.decide("in_review", on: slow, flag: 2)
      let error = #expect(throws: ReviewError.self) { try slow.commit(doing: "testing") }
      #expect(error?.code == .conflict)
      #expect(try quick.auditChain().fault == nil)
    }
  }
}
