import Foundation
import TestSupport
import Testing

@testable import Pipeline

/// `manumit audit verify` as an examiner runs it.
@Suite(.enabled(if: ScratchDatabase.isAvailable, "\(ScratchDatabase.skipped)"))
struct AuditCommandTests {
  private let database: ScratchDatabase

  init() throws { database = try ScratchDatabase("audit") }

  private func verify(_ arguments: String...) throws -> (status: Int32, output: String, errors: String) {
    try BuiltProgram.run(["audit", "verify"] + arguments, environment: ["PGDATABASE": database.name])
  }

  @Test func saysWhetherDecisionsAndRunsAreAsTheyWereMade() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let rules = state.directory + "/rules"
    try SensitiveRules.write(to: rules)
    for (number, night) in RandomExport(300, days: 10, seed: 12).nights(2, of: 10).enumerated() {
      let file = try state.write(night, to: "night-\(number).csv")
      let scan = try BuiltProgram.run(
        ["scan", file, "--state", state.statePath, "--rulebook", rules],
        environment: ["PGDATABASE": database.name])
      try #require(scan.status == 0, "\(scan.errors)")
    }
    _ = try database.query(
      "INSERT INTO manumit.decision (flag_id, to_status, reason_code, reason)"
        + " SELECT id, 'cleared', 'explained', 'he is Ana''s uncle' FROM manumit.flagged ORDER BY id LIMIT 3")
    let whole = try verify()
    #expect(
      whole.status == 0 && whole.output.hasPrefix("checked    3 decisions, 2 runs, "), "\(whole.errors)")
    let hash = String(try #require(whole.output.split(separator: " ").last).dropLast())
    #expect(hash.count == 64)
    #expect(try verify("--expect", hash.uppercased()).status == 0)
    let other = try verify("--expect", String(repeating: "ab", count: 32))
    #expect(other.status == 79 && other.errors.contains("no row of the chain has the expected hash abab"))
    #expect(try verify("--expect", "3f9a2c").status == 64)

    _ = try database.query(
      "SET session_replication_role = replica; UPDATE manumit.decision SET reason = 'hm' WHERE id = 2")
    let changed = try verify("--log-format", "json")
    #expect(changed.status == 79)
    #expect(changed.errors.contains("\"code\":\"audit-chain\""))
    #expect(changed.errors.contains("decision 2 was changed after it had been sealed in row 4 of the chain"))
    #expect(!changed.output.contains("last hash"), "a broken chain has no hash to keep")
  }

  @Test func asksForTheMigration() throws {
    _ = try database.query("DELETE FROM manumit.schema_migration WHERE number > 7")
    let result = try verify()
    #expect(result.status == 78 && result.errors.contains("manumit database migrate"))
  }
}
