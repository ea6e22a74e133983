import Foundation
import History
import Review
import Rulebook
import TestSupport
import Testing

@testable import Pipeline

/// Law 4 for the database: away for some nights, then back, it ends up as if it had never been away.
@Suite(
  .serialized,
  .enabled(
    if: BuiltProgram.path != nil && ProcessInfo.processInfo.environment["MANUMIT_TEST_DATABASE"] != nil,
    "needs the program and a PostgreSQL server of its own: Scripts/test has both"))
struct DatabaseAwayTests {
  @Test(.timeLimit(.minutes(5))) func catchesUpWithWhatItMissed() throws {
    let nights = RandomExport(600, days: 28, seed: 41).nights(4, of: 28)
    let present = try database("present")
    let absent = try database("absent")
    defer {
      for name in [present, absent] { _ = try? psql("postgres", "DROP DATABASE \(name) WITH (FORCE)") }
    }
    let watched = try TestState(try SensitiveRules.rulebook())
    let missed = try TestState(try SensitiveRules.rulebook())
    let rules = watched.directory + "/rules"
    try SensitiveRules.write(to: rules)
    for (night, rows) in nights.enumerated() {
      let file = try watched.write(rows, to: "export-\(night).csv")
      func scan(_ state: TestState, _ environment: [String: String]) throws -> Int32 {
        try BuiltProgram.run(
          ["scan", file, "--state", state.statePath, "--rulebook", rules, "--institution", "test"],
          environment: environment
        ).status
      }
      #expect(try scan(watched, ["PGDATABASE": present]) == 0)
      let isAway = night == 1 || night == 2
      let environment = isAway ? ["PGDATABASE": absent, "PGHOST": "/nonexistent"] : ["PGDATABASE": absent]
      #expect(try scan(missed, environment) == (isAway ? 69 : 0), "night \(night)")
    }
    #expect(try flags(absent) == flags(present))
    #expect(try flags(present).count > 200)
    let publish = try BuiltProgram.run(
      ["publish", "--state", missed.statePath], environment: ["PGDATABASE": absent])
    #expect(publish.status == 0)
    #expect(try flags(absent) == flags(present))
  }

  private func database(_ purpose: String) throws -> String {
    let name = "manumit_\(purpose)_\(UUID().uuidString.prefix(8).lowercased())"
    _ = try psql("postgres", "CREATE DATABASE \(name)")
    let migrated = try BuiltProgram.run(["database", "migrate"], environment: ["PGDATABASE": name])
    #expect(migrated.status == 0, "\(migrated.errors)")
    return name
  }

  /// Everything a reviewer sees of flags and runs, as text, without times of day and paths.
  private func flags(_ database: String) throws -> String {
    try psql(
      database,
      """
      SELECT to_jsonb(f) - ARRAY['first_flagged_at','changed_at','status_changed_at','content_digest'] FROM manumit.flagged f ORDER BY id;
      SELECT to_jsonb(f) FROM manumit.finding f ORDER BY flag_id, kind, position;
      SELECT flag_id, transaction_id, occurred_at FROM manumit.evidence ORDER BY 1, 2;
      SELECT id, read_records, accepted_records, duplicate_records FROM manumit.run ORDER BY 1;
      """)
  }

  private func psql(_ database: String, _ statement: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statement]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(statement)")
    return String(decoding: text, as: UTF8.self)
  }
}
