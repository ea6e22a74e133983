import Foundation
import TestSupport
import Testing

@testable import Pipeline

/// Planted names where other programs are in play: a server that repeats what it refuses, and a crash.
struct PlantedNamesElsewhereTests {
  private let state: TestState
  private let rules: String

  /// Of bsdutils: runs a program as in a terminal.
  private static let terminal = "/usr/bin/script"

  init() throws {
    state = try TestState(try SensitiveRules.rulebook())
    rules = state.directory + "/rules"
    try SensitiveRules.write(to: rules)
  }

  @Test(.enabled(if: ScratchDatabase.isAvailable, "\(ScratchDatabase.skipped)"))
  func aServerThatRefusesIsNotRepeated() throws {
    let database = try ScratchDatabase("planted")
    let path = state.directory + "/night.csv"
    try Planted.export().write(toFile: path, atomically: false, encoding: .utf8)
    let scan = ["scan", path, "--state", state.statePath, "--rulebook", rules]
    let publish = ["publish", "--state", state.statePath]
    let here = ["PGDATABASE": database.name]
    try Planted.run(scan, environment: ["PGHOST": "/nonexistent"], status: 69)
    try Planted.run(publish, environment: ["PGDATABASE": "manumit_none"], status: 69)
    try Planted.run(publish, environment: ["PGDATABASE": "postgres"], status: 69)
    for (make, undo, status) in [
      (
        "ALTER TABLE manumit.evidence ADD CONSTRAINT own_rule CHECK (memo IS NULL AND account IS NULL)",
        "ALTER TABLE manumit.evidence DROP CONSTRAINT own_rule", 76
      ),
      ("CREATE UNIQUE INDEX own_index ON manumit.evidence (customer)", "DROP INDEX manumit.own_index", 76),
      // A trigger of the institution's own, which says whom it does not want.
      (
        """
        CREATE FUNCTION public.own() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION 'not %: %', NEW.subject_identifier, NEW.explanation; END $$;
        CREATE TRIGGER own BEFORE INSERT ON manumit.flagged FOR EACH ROW EXECUTE FUNCTION public.own()
        """, "DROP TRIGGER own ON manumit.flagged", 69
      ),
    ] as [(String, String, Int32)] {
      _ = try database.query(make)
      try Planted.run(publish, environment: here, status: status)
      _ = try database.query(undo)
    }
    try Planted.run(publish, environment: here)
    _ = try database.query(
      """
      INSERT INTO manumit.decision (flag_id, to_status, reason_code, reason)
        SELECT id, 'cleared', 'explained', 'Zquib is my uncle' FROM manumit.flagged LIMIT 1;
      SET session_replication_role = replica; UPDATE manumit.decision SET reason = 'Zquib is not'
      """)
    try Planted.run(["audit", "verify"], environment: here, status: 79)
    try Planted.run(["database", "status"], environment: here)
    try Planted.run(["status", "--state", state.statePath])
  }

  /// Where a person watches, Swift would print a backtrace with what registers point at.
  @Test(
    .enabled(
      if: BuiltProgram.path != nil && FileManager.default.isExecutableFile(atPath: terminal),
      "needs the program, and script of bsdutils"),
    .timeLimit(.minutes(10)), arguments: ["SEGV", "ABRT", "ILL"])
  func aCrashSaysNothing(signal: String) throws {
    let path = state.directory + "/night.csv"
    try Planted.export().write(toFile: path, atomically: false, encoding: .utf8)
    // The pipe stays open behind the rows, so that the run is in the midst of reading.
    let commands = """
      cd '\(state.directory)'
      ulimit -c unlimited 2>/dev/null
      { cat night.csv; while [[ ! -e ended ]]; do sleep 0.1; done; } |
        '\(try #require(BuiltProgram.path))' scan - --state state --rulebook rules --no-publish &
      for ((tries = 0; tries < 600; tries++)); do [[ -e state/lock ]] && break; sleep 0.05; done
      sleep 0.2
      kill -\(signal) $!
      touch ended
      wait $!
      echo "ended with $?"
      """
    let script = state.directory + "/crash.sh"
    try commands.write(toFile: script, atomically: false, encoding: .utf8)
    // A test's thread may hold signals back, and whoever it starts would inherit that.
    let release =
      "import os, signal, sys; signal.pthread_sigmask(signal.SIG_SETMASK, []); os.execv(sys.argv[1], sys.argv[1:])"
    let said = try BuiltProgram.run(
      ["python3", "-c", release, Self.terminal, "-qec", "bash '\(script)'", "/dev/null"], of: "/usr/bin/env")
    #expect(said.output.contains("ended with 1"), "128 and the signal: \(said.output)\(said.errors)")
    #expect(!said.output.contains("ended with 130"))
    #expect(!said.output.contains("crashed"), "\(said.output)")
    #expect(Planted.found(in: said.output).isEmpty, "\(said.output)")
    let left = try FileManager.default.contentsOfDirectory(atPath: state.directory)
    #expect(!left.contains { $0.hasPrefix("core") }, "\(left)")
  }
}
