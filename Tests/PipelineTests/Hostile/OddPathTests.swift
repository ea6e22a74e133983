import Foundation
import Glibc
import History
import Ingest
import Ledger
import TestSupport
import Testing

@testable import Pipeline

/// Paths that are not what a run hopes for: refused by name with nothing kept, or read as far as they go.
@Suite struct OddPathTests {
  private static let rows = RandomExport(60, days: 5, seed: 93).rows

  private func scan(_ state: TestState, _ paths: [String]) throws -> ScanReport {
    var options = state.options()
    options.paths = paths
    return try Scan(options, store: try Scan.openState(options)).run()
  }

  /// A state and a folder `in` with one export.
  private func folder() throws -> (state: TestState, path: String) {
    let state = try TestState(try SensitiveRules.rulebook())
    let path = state.directory + "/in"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    _ = try state.write(Self.rows, to: "in/a.csv")
    return (state, path)
  }

  private func expectRefused(_ state: TestState, _ paths: [String], source: String) throws {
    let error = #expect(throws: IngestError.self) { try scan(state, paths) }
    #expect(error?.code == .unopenable)
    #expect(error?.source == source)
    #expect(try Scan.openState(state.options()).statistics.postings == 0, "nothing is kept")
  }

  /// The export behind it may be tonight's: passing over it would lose a night and not say so.
  @Test(arguments: ["nowhere", "z.csv"])
  func aLinkThatLeadsNowhereStopsTheRun(target: String) throws {
    let (state, path) = try folder()
    #expect(symlink(target, path + "/z.csv") == 0)
    try expectRefused(state, [path], source: path + "/z.csv")
    try expectRefused(state, [path + "/a.csv", path + "/z.csv"], source: path + "/z.csv")
  }

  @Test func aLinkToAnExportIsReadAsOne() throws {
    let (state, path) = try folder()
    #expect(symlink("a.csv", path + "/z.csv") == 0)
    let run = try scan(state, [path]).run
    #expect(run.accepted.records == 60 && run.duplicate.records == 60)
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func aFileThatMayNotBeReadStopsTheRun() throws {
    let (state, path) = try folder()
    let secret = try state.write(Self.rows, to: "in/b.csv")
    #expect(chmod(secret, 0) == 0)
    try expectRefused(state, [path], source: secret)
  }

  @Test func aFileThatIsGoneStopsTheRun() throws {
    let (state, path) = try folder()
    try expectRefused(state, [path + "/a.csv", path + "/b.csv"], source: path + "/b.csv")
  }

  /// A pipe among exports would wait for a writer for ever; a folder within is a matter of its own.
  @Test(.timeLimit(.minutes(2)))
  func pipesAndFoldersWithinAFolderAreNoExports() throws {
    let (state, path) = try folder()
    #expect(mkfifo(path + "/pipe", 0o600) == 0)
    try FileManager.default.createDirectory(atPath: path + "/inner", withIntermediateDirectories: true)
    #expect(try scan(state, [path]).run.accepted.records == 60)
  }

  /// What is being written is read as far as it goes; the record that was cut is rejected, and accepted when it is whole.
  @Test func aFileThatGrowsIsReadAgain() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let whole = RandomExport.header + Self.rows.map { $0 + "\n" }.joined()
    let path = state.directory + "/growing.csv"
    let cut = whole.prefix(whole.count / 2)
    #expect(cut.last != "\n")
    try String(cut).write(toFile: path, atomically: false, encoding: .utf8)
    let first = try scan(state, [path]).run
    #expect(first.rejected.records == 1)
    try whole.write(toFile: path, atomically: false, encoding: .utf8)
    let second = try scan(state, [path]).run
    #expect(second.duplicate.records == first.accepted.records)
    #expect(second.accepted.records == 60 - first.accepted.records && second.rejected.records == 0)
    let undisturbed = try TestState(try SensitiveRules.rulebook())
    try undisturbed.scan(Self.rows)
    #expect(try state.dump() == undisturbed.dump())
  }

  /// Names are whoever's who writes the folder: none of them steers a terminal or makes a line of its own in a log.
  @Test(.enabled(if: BuiltProgram.path != nil, "\(BuiltProgram.skipped)"))
  func namesDoNotSteerTheTerminal() throws {
    let name = "a\u{1B}[2J\nerror \u{202E}x.csv"
    for content in [RandomExport.header + Self.rows.map { $0 + "\n" }.joined() + "broken\n", "no export"] {
      let (state, path) = try folder()
      try content.write(toFile: path + "/" + name, atomically: false, encoding: .utf8)
      let rules = state.directory + "/rules"
      try SensitiveRules.write(to: rules)
      let named = path + "/" + name
      for (path, format) in [(path, "text"), (path, "json"), (named, "text"), (named + "-missing", "json")] {
        let result = try BuiltProgram.run(
          [
            "scan", path, "--state", state.statePath, "--rulebook", rules, "--no-publish", "--log-format",
            format,
          ])
        let said = result.output + result.errors
        #expect(!said.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" }, "\(path) \(format)")
        #expect(
          !said.split(separator: "\n").contains { $0.hasPrefix("error \u{202E}") || $0.hasPrefix("error x") })
      }
    }
  }
}
