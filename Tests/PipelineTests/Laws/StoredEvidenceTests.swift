import Foundation
import Review
import TestSupport
import Testing

@testable import Pipeline

/// Law 6 in the database: every number of every stored flag follows from the rows beside it, gathered findings and
/// mitigations included, and `explain --verify` says so.
@Suite(.enabled(if: ScratchDatabase.isAvailable, "\(ScratchDatabase.skipped)"))
struct StoredEvidenceTests {
  @Test(.timeLimit(.minutes(10)), arguments: [UInt64(3)]) func everyNumberFollows(seed: UInt64) throws {
    let database = try ScratchDatabase("evidence")
    let state = try TestState(try SensitiveRules.rulebook())
    for night in RandomExport(400, days: 20, seed: seed).nights(2, of: 20) {
      try state.scan(night)
      let store = try Scan.openState(state.options())
      _ = try Delivery.deliver(from: store, to: try ConnectionSettings("dbname=\(database.name)"))
    }
    let connection = try Connection(try ConnectionSettings("dbname=\(database.name)"))
    let ids = try database.query("SELECT id FROM manumit.flagged ORDER BY id").split(separator: "\n").map(
      String.init)
    var indicators: Set<String> = []
    for id in ids {
      for number in try connection.audit(flagID: id) {
        #expect(number.holds, "seed \(seed), \(number.indicator): \(number.text)")
        indicators.insert(number.indicator)
      }
    }
    #expect(
      indicators.isSuperset(of: ["T-HUB", "T-RENT", "T-CASH", "T-BURST"]), "seed \(seed): \(indicators)")

    let id = try #require(ids.first)
    let environment = ["PGDATABASE": database.name]
    let told = try BuiltProgram.run(["explain", id, "--verify"], environment: environment)
    #expect(told.status == 0, "\(told.errors)")
    #expect(told.output.contains("numbers follow from the stored evidence"))
    #expect(!told.output.contains("differs    "))
    // Evidence that somebody took away behind the program's back.
    _ = try database.query("UPDATE manumit.finding_evidence SET sets = '{}' WHERE flag_id = '\(id)'")
    let doubted = try BuiltProgram.run(["explain", id, "--verify"], environment: environment)
    #expect(doubted.status == 70)
    #expect(doubted.output.contains("differs    "))
  }
}
