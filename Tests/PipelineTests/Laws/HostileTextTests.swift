import Foundation
import TestSupport
import Testing

@testable import Pipeline

/// Whatever stands in an export is text, from the file to the reviewer: nothing in it is ever a statement, a row's end
/// or a command.
@Suite(.enabled(if: ScratchDatabase.isAvailable, "\(ScratchDatabase.skipped)"))
struct HostileTextTests {
  private static let fields = [
    "txn_id", "account_id", "customer_id", "customer_name", "counterparty_account", "counterparty_name",
    "conductor",
    "memo", "device", "employer", "payment_reference", "counterparty_bank", "counterparty_address",
    "branch_id",
  ]

  /// What would do something in SQL, COPY, arrays, JSON, psql, printf or a shell; `trap` is a file that must not appear.
  private static func pieces(trap: String) -> [String] {
    [
      "'; CREATE TABLE public.trap (); --", "\"; DROP SCHEMA manumit CASCADE; --", "\\'; SELECT 1; --",
      "$1 $$ $x$ :x",
      "\\.", "a\n\\.\nb", "\\N", "\\x41", "\\", "\\\\", "a\tb", "a\nb", "a\r\nb", "{a,\"b\",NULL}", "NULL",
      "E'\\n'",
      "{\"x\": 1}", "\\u0000", "%s%n", "$(touch \(trap))", "`touch \(trap)`", "; touch \(trap) #",
      "| touch \(trap)",
      "\u{1b}[2J\u{7}", "\u{202E}abc", "Žofie \u{1F600} \u{FFFD}", "/* */", "\u{1}\u{1f}\u{7f}",
    ]
  }

  @Test(arguments: [5, 6] as [UInt64]) func everyTextArrivesAsItWasWritten(seed: UInt64) throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let rules = state.directory + "/rules"
    try SensitiveRules.write(to: rules)
    let trap = state.directory + "/trap"
    var random = SeededRandom(seed: seed)
    let records = Self.records(RandomExport(250, days: 12, seed: seed), Self.pieces(trap: trap), &random)
    let rejected = ["'; --\\.\t", "\u{1F600}\\N"].map { memo in
      ["amount": "much", "memo": memo, "timestamp": "2026-03-02T10:00:00Z", "account_id": "A1"]
    }
    let file = state.directory + "/it's \\. \"$(touch trap)\"; --.ndjson"
    try Self.lines(records + rejected).write(toFile: file, atomically: false, encoding: .utf8)
    let database = try ScratchDatabase("hostile")
    let scan = try BuiltProgram.run(
      [
        "scan", file, "--state", state.statePath, "--rulebook", rules, "--institution", "'; --\\.",
        "--max-rejections",
        "9",
      ], environment: ["PGDATABASE": database.name])
    try #require(scan.status == 0, "seed \(seed): \(scan.errors)")

    let known = Dictionary(uniqueKeysWithValues: records.map { ($0["txn_id"] ?? "", $0) })
    let evidence = try Self.objects(
      database,
      """
      SELECT fields || jsonb_build_object('_', jsonb_build_object('account_id', account, 'customer_id', customer,
        'counterparty_name', counterparty_name, 'counterparty_account', counterparty_account, 'memo', memo,
        'conductor', conductor, 'txn_id', source_transaction), '_file', source_file)
      FROM manumit.evidence WHERE NOT is_gathered
      """)
    #expect(evidence.count > 50, "seed \(seed): the test needs evidence")
    var compared = 0
    for row in evidence {
      let record = try #require(known[row["txn_id"] as? String ?? ""], "seed \(seed): an unknown transaction")
      let columns = row["_"] as? [String: Any] ?? [:]
      for field in Self.fields {
        guard let written = record[field] else { continue }
        compared += 1
        #expect(row[field] as? String == written, "seed \(seed): \(field)")
        if columns.keys.contains(field) {
          #expect(columns[field] as? String == written, "seed \(seed): column of \(field)")
        }
      }
      #expect(row["_file"] as? String == file)
    }
    #expect(compared > 500)

    let named = Set(records.flatMap { record in Self.fields.compactMap { record[$0] } })
    let queue = try Self.objects(database, "SELECT to_jsonb(q) FROM manumit.queue q")
    #expect(queue.count > 5)
    for row in queue {
      #expect(named.contains(row["who"] as? String ?? ""), "seed \(seed): \(row["who"] ?? "")")
    }
    let raw = try Self.objects(database, "SELECT jsonb_build_object('raw', raw_text) FROM manumit.rejection")
    #expect(
      Set(raw.map { $0["raw"] as? String ?? "" }) == Set(rejected.map { Self.line($0) }), "seed \(seed)")
    #expect(
      try database.query("SELECT count(*) FROM pg_class WHERE relname = 'trap'") == "0\n"
        && !Self.exists(trap))
    #expect(
      try Self.objects(database, "SELECT to_jsonb(s) FROM manumit.run_source s")[0]["name"] as? String == file
    )
    // What reviewers print must not steer their terminal either.
    let flag = try database.query("SELECT id FROM manumit.flagged ORDER BY id LIMIT 1").prefix(32)
    let told = try BuiltProgram.run(["explain", String(flag)], environment: ["PGDATABASE": database.name])
    #expect(told.status == 0 && !told.output.contains("\u{1b}") && !told.output.contains("\u{202E}"))
  }

  /// The rows of an export with something hostile behind each of their texts, the same behind the same.
  private static func records(
    _ export: RandomExport, _ pieces: [String], _ random: inout SeededRandom
  ) -> [[String: String]] {
    let names = RandomExport.header.dropLast().split(separator: ",").map(String.init)
    let shift = random.below(pieces.count)
    return export.rows.map { row in
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      var record = Dictionary(uniqueKeysWithValues: zip(names, cells)).filter { !$0.value.isEmpty }
      for field in fields {
        // Accounts and names must stay the same from row to row for anything to be found.
        let text = record[field] ?? (["device", "employer", "branch_id"].contains(field) ? "x" : "y")
        let number = Int(StableTextNumber.of(text + field)) + shift
        if record[field] != nil || random.chance(percent: 40) {
          record[field] = text + " " + pieces[number % pieces.count] + "."
        }
      }
      return record
    }
  }

  private static func lines(_ records: [[String: String]]) -> String {
    records.map { line($0) + "\n" }.joined()
  }

  private static func line(_ record: [String: String]) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(record)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private static func objects(_ database: ScratchDatabase, _ statement: String) throws -> [[String: Any]] {
    try database.query(statement).split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}

/// A small number that depends on a text alone.
private enum StableTextNumber {
  static func of(_ text: String) -> UInt8 { text.utf8.reduce(7) { $0 &* 31 &+ $1 } }
}
