import Foundation
import Testing

/// A migrated database of one test, dropped when the test is done with it.
final class ScratchDatabase {
  static let isAvailable =
    BuiltProgram.path != nil && ProcessInfo.processInfo.environment["MANUMIT_TEST_DATABASE"] != nil
  static let skipped = "needs the program and a PostgreSQL server of its own: Scripts/test has both"

  let name: String
  /// The variables by which the program finds it.
  var environment: [String: String] { server.merging(["PGDATABASE": name]) { $1 } }
  /// Those of its server; none for the one that all tests share.
  private let server: [String: String]

  init(_ purpose: String, on server: [String: String] = [:]) throws {
    name = "manumit_\(purpose)_\(UUID().uuidString.prefix(8).lowercased())"
    self.server = server
    _ = try Self.psql("postgres", "CREATE DATABASE \(name)", server)
    let migrated = try BuiltProgram.run(["database", "migrate"], environment: environment)
    #expect(migrated.status == 0, "\(migrated.errors)")
  }

  /// One with the tables of another and what is in them.
  init(copyOf other: ScratchDatabase) throws {
    name = "manumit_copy_\(UUID().uuidString.prefix(8).lowercased())"
    server = other.server
    _ = try Self.psql("postgres", "CREATE DATABASE \(name) TEMPLATE \(other.name)", server)
  }

  deinit { _ = try? Self.psql("postgres", "DROP DATABASE \(name) WITH (FORCE)", server) }

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

  /// Every row of every table, without the clock's times, serial numbers and what is hashed of them; and without runs
  /// that brought nothing, such as one that repeats what a killed run had kept already. Runs go by their number among the
  /// others. Rows are sorted: what order they were written in is nobody's promise.
  func contentsOfWork() throws -> String {
    let runs = try query("SELECT id FROM manumit.run WHERE accepted_records > 0 ORDER BY started_at")
    let idle = try query("SELECT id FROM manumit.run WHERE accepted_records = 0").split(separator: "\n")
    var text = try query(try Self.everything(query(Self.tables))).split(separator: "\n").filter { line in
      !idle.contains { line.contains($0) }
    }
    .joined(separator: "\n")
    for (number, run) in runs.split(separator: "\n").enumerated() {
      text = text.replacingOccurrences(of: run, with: "run \(number)")
    }
    return text.split(separator: "\n").sorted().joined(separator: "\n")
  }

  /// The tables, each with the columns that two runs of the same nights need not share.
  private static let tables = """
    SELECT c.table_name || ' ' || coalesce(string_agg(c.column_name, ',') FILTER (WHERE c.is_identity = 'YES'
        OR c.column_default LIKE '%now()%' OR c.column_name = 'content_digest'
        OR (c.table_name, c.column_name) IN (('run', 'started_at'), ('run', 'finished_at'), ('audit', 'position'),
          ('audit', 'sealed_at'), ('audit', 'content_hash'), ('audit', 'previous_hash'), ('audit', 'hash'))), '')
      FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE table_schema = 'manumit' AND t.table_type = 'BASE TABLE' GROUP BY c.table_name ORDER BY 1
    """

  /// A statement for each line of `tables`.
  private static func everything(_ tables: String) -> String {
    tables.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", omittingEmptySubsequences: false)
      return
        "SELECT '\(parts[0]) ' || (to_jsonb(t) - string_to_array('\(parts[1])', ','))::text FROM manumit.\(parts[0]) t"
    }
    .joined(separator: ";\n")
  }

  /// The rows of a statement, one a line.
  func query(_ statement: String) throws -> String { try Self.psql(name, statement, server) }

  /// A session that lets others read a table and not write it, until the server ends it.
  func holdLock(on table: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "psql", "-XqAt", "-d", name, "-c",
      "BEGIN; LOCK TABLE manumit.\(table) IN SHARE MODE; SELECT pg_sleep(120)",
    ]
    process.environment = ProcessInfo.processInfo.environment.merging(server) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let held =
      "SELECT count(*) FROM pg_locks WHERE mode = 'ShareLock' AND granted AND relation = 'manumit.\(table)'::regclass"
    while try query(held).hasPrefix("0") { usleep(20_000) }
    return process
  }

  private static func psql(_ database: String, _ statement: String, _ server: [String: String]) throws
    -> String
  {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statement]
    process.environment = ProcessInfo.processInfo.environment.merging(server) { $1 }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(statement)")
    return String(decoding: text, as: UTF8.self)
  }
}
