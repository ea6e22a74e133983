import Detection
import Foundation
import History
import Review
import TestSupport
import Testing

@testable import Pipeline

/// What PostgreSQL does not take for its data holds up nothing but itself, and is delivered once it is taken.
@Suite(.serialized, .enabled(if: ScratchDatabase.isAvailable, "\(ScratchDatabase.skipped)"))
struct RefusedEntryTests {
  @Test(.timeLimit(.minutes(10)), arguments: [UInt64(41)]) func allOthersAreDelivered(seed: UInt64) throws {
    let nights = RandomExport(300, days: 14, seed: seed).nights(2, of: 14)
    let (lenient, strict) = (try ScratchDatabase("lenient"), try ScratchDatabase("strict"))
    // An institution that tightened a table: the flags of one customer break its rule.
    _ = try strict.query(
      "ALTER TABLE manumit.flagged ADD CONSTRAINT own_rule CHECK (subject_identifier <> 'C3')")
    let state = try TestState(try SensitiveRules.rulebook())
    let control = try TestState(try SensitiveRules.rulebook())
    for rows in nights {
      try control.scan(rows)
      _ = try deliver(control, to: lenient)
      try state.scan(rows)
      let flags = try aboutC3(state)
      #expect(flags > 0, "seed \(seed)")
      guard case .refused(_, let entries, let reason) = try deliver(state, to: strict) else {
        Issue.record("nothing was refused, seed \(seed)")
        return
      }
      #expect(reason.code == .dataRefused)
      #expect(reason.description.contains("own_rule"))
      #expect(!reason.description.contains("C3"), "no data in the message")
      #expect(try state.outbox().count == entries && entries == flags, "only those wait, seed \(seed)")
      let others = "SELECT id, score FROM manumit.flagged WHERE subject_identifier <> 'C3' ORDER BY id"
      #expect(try strict.query(others) == lenient.query(others), "seed \(seed)")
    }
    let said = try BuiltProgram.run(
      ["publish", "--state", state.statePath], environment: ["PGDATABASE": strict.name])
    #expect(said.status == 76, "\(said.errors)")
    #expect(said.output.contains("that PostgreSQL does not take; kept in the outbox"))
    _ = try strict.query("ALTER TABLE manumit.flagged DROP CONSTRAINT own_rule")
    guard case .delivered = try deliver(state, to: strict) else {
      Issue.record("still refused, seed \(seed)")
      return
    }
    #expect(try state.outbox().isEmpty)
    #expect(try Self.withoutRuns(strict) == Self.withoutRuns(lenient), "seed \(seed)")
  }

  private func deliver(_ state: TestState, to database: ScratchDatabase) throws -> Delivery.Outcome {
    let store = try Scan.openState(state.options())
    return try Delivery.deliver(from: store, to: try ConnectionSettings("dbname=\(database.name)"))
  }

  /// Entries of the outbox about flags of C3.
  private func aboutC3(_ state: TestState) throws -> Int {
    let entries = try state.outbox()
    let ids = Set(
      entries.compactMap { entry -> String? in
        guard case .flag(let flag, _) = entry, flag.subjectIdentifier == "C3" else { return nil }
        return flag.id
      })
    return entries.count { entry in
      switch entry {
      case .flag(let flag, _): ids.contains(flag.id)
      case .withdrawal(let flag, _, _): ids.contains(flag)
      case .run, .rejections, .reversals: false
      }
    }
  }

  /// Flags as they stand; the runs that first and last touched a flag are those that delivered it.
  private static func withoutRuns(_ database: ScratchDatabase) throws -> String {
    try database.query(
      """
      SELECT to_jsonb(f) - ARRAY['first_flagged_at','changed_at','status_changed_at','content_digest','first_run',
        'last_run']
        FROM manumit.flagged f ORDER BY id;
      SELECT to_jsonb(f) FROM manumit.finding f ORDER BY flag_id, kind, position;
      """)
  }
}
