import Foundation
import Testing

/// A migrated database of one test, dropped when the test is done with it.
final class ScratchDatabase {
  static let isAvailable =
    BuiltProgram.path != nil && ProcessInfo.processInfo.environment["MANUMIT_TEST_DATABASE"] != nil
  static let skipped = "needs the program and a PostgreSQL server of its own: Scripts/test has both"

  let name: String

  init(_ purpose: String) throws {
    name = "manumit_\(purpose)_\(UUID().uuidString.prefix(8).lowercased())"
    _ = try Self.psql("postgres", "CREATE DATABASE \(name)")
    let migrated = try BuiltProgram.run(["database", "migrate"], environment: ["PGDATABASE": name])
    #expect(migrated.status == 0, "\(migrated.errors)")
  }

  /// One with the tables of another and what is in them.
  init(copyOf other: ScratchDatabase) throws {
    name = "manumit_copy_\(UUID().uuidString.prefix(8).lowercased())"
    _ = try Self.psql("postgres", "CREATE DATABASE \(name) TEMPLATE \(other.name)")
  }

  deinit { _ = try? Self.psql("postgres", "DROP DATABASE \(name) WITH (FORCE)") }

  /// Everything a reviewer sees of flags and runs, as text, without times of day and paths.
  func contents() throws -> String {
    try query(
      """
      SELECT to_jsonb(f) - ARRAY['first_flagged_at','changed_at','status_changed_at','content_digest'] FROM manumit.flagged f ORDER BY id;
      SELECT to_jsonb(f) FROM manumit.finding f ORDER BY flag_id, kind, position;
      SELECT flag_id, transaction_id, occurred_at FROM manumit.evidence ORDER BY 1, 2;
      SELECT id, read_records, accepted_records, duplicate_records FROM manumit.run ORDER BY 1;
      SELECT transaction_id, day, source_line FROM manumit.reversal ORDER BY 1;
      """)
  }

  /// The same without runs that brought nothing, such as one that repeats what a killed run had kept already; runs go
  /// by their number among the others.
  func contentsOfWork() throws -> String {
    let runs = try query("SELECT id FROM manumit.run WHERE accepted_records > 0 ORDER BY started_at")
    let idle = try query("SELECT id FROM manumit.run WHERE accepted_records = 0").split(separator: "\n")
    // What happened to a flag while the database was away is told as one change, so `contents` leaves it out.
    let events = try query(
      """
      SELECT flag_id, kind, score, evidence_added, evidence_removed, evidence_reversed FROM manumit.flag_event
        ORDER BY 1, id
      """)
    var text = try (contents() + "\n" + events).split(separator: "\n").filter { line in
      !idle.contains { line.hasPrefix($0) }
    }
    .joined(separator: "\n")
    for (number, run) in runs.split(separator: "\n").enumerated() {
      text = text.replacingOccurrences(of: run, with: "run \(number)")
    }
    return text.split(separator: "\n").sorted().joined(separator: "\n")
  }

  /// The rows of a statement, one a line.
  func query(_ statement: String) throws -> String { try Self.psql(name, statement) }

  private static func psql(_ database: String, _ statement: String) throws -> String {
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
