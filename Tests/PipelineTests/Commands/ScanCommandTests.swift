import Foundation
import History
import TestSupport
import Testing

@testable import Pipeline

/// The program as an analyst runs it: arguments in, exit status and words out.
@Suite(.enabled(if: BuiltProgram.path != nil, "\(BuiltProgram.skipped)"))
struct ScanCommandTests {
  private static let rows = RandomExport(120, days: 10, seed: 8).rows

  @Test func readsStandardInputAndCountsAgain() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let file = try state.write(Self.rows, to: "export.csv")
    let command = "\(try #require(BuiltProgram.path)) scan - --state \(state.statePath) --no-publish"
    let first = try shell("\(command) <\(file)")
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("accepted   120"))
    #expect(first.errors.isEmpty, "quiet in a pipe: \(first.errors)")
    let second = try shell("gzip -c \(file) | \(command)")
    #expect(second.output.contains("duplicate  120"))
    #expect(second.output.contains("Nothing new"))
  }

  @Test func saysWhatIsWrongWithTheCommandLine() throws {
    #expect(try BuiltProgram.run(["scan", "--nonsense"]).status == 64)
    #expect(try BuiltProgram.run(["scan", "--max-rejections", "many", "--state", "/tmp/x"]).status == 64)
    let missing = try BuiltProgram.run(["scan", "/nonexistent.csv", "--state", "/tmp/manumit-none-\(UUID())"])
    #expect(missing.status == 65)
    #expect(missing.errors.contains("/nonexistent.csv"))
  }

  @Test func keepsNothingOfABadFile() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let file = try state.write(Self.rows.map { $0.replacing("2026-0", with: "never-") }, to: "bad.csv")
    let result = try BuiltProgram.run(
      ["scan", file, "--state", state.statePath, "--no-publish", "--log-format", "json"])
    #expect(result.status == 65)
    #expect(result.errors.hasPrefix("{\"event\":\"error\""))
    #expect(!result.errors.contains("Ana Ruiz"), "no content of records in messages")
  }

  @Test func tellsWhoHoldsTheState() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let file = try state.write(Self.rows, to: "export.csv")
    let store = try Scan.openState(state.options())
    let result = try BuiltProgram.run(["scan", file, "--state", state.statePath, "--no-publish"])
    #expect(result.status == 75)
    #expect(result.errors.contains("\(ProcessInfo.processInfo.processIdentifier)"))
    withExtendedLifetime(store) {}
  }

  @Test func anInterruptedRunKeepsNothing() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let file = try state.write(Self.rows, to: "export.csv")
    // The pipe stays open after the rows until the program has ended, so the run is still reading when the signal comes;
    // and the signal comes when the state is open, however slowly a busy machine starts the program.
    let command = "\(try #require(BuiltProgram.path)) scan - --state \(state.statePath) --no-publish"
    let (opened, ended) = (state.statePath + "/lock", state.directory + "/ended")
    let result = try shell(
      """
      (cat \(file); until test -e \(ended); do sleep 0.1; done) | (
        \(command) & until test -e \(opened); do sleep 0.1; done
        sleep 0.5; kill -INT $!; wait $!; status=$?; touch \(ended); exit $status)
      """)
    #expect(result.status == 130, "\(result.errors)")
    #expect(try Scan.openState(state.options()).statistics.postings == 0)
  }

  @Test func writesMetrics() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let file = try state.write(Self.rows, to: "export.csv")
    let metrics = state.directory + "/manumit.prom"
    let result = try BuiltProgram.run(
      ["scan", file, "--state", state.statePath, "--no-publish", "--metrics", metrics])
    #expect(result.status == 0, "\(result.errors)")
    let text = try String(contentsOfFile: metrics, encoding: .utf8)
    #expect(text.contains("manumit_last_run_records{fate=\"accepted\"} 120\n"))
    #expect(text.hasSuffix("\n"))
  }

  @Test func writesFindings() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let file = try state.write(Self.rows, to: "export.csv")
    let rules = state.directory + "/rules"
    try SensitiveRules.write(to: rules)
    let path = state.directory + "/findings.csv"
    let result = try BuiltProgram.run([
      "scan", file, "--state", state.statePath, "--no-publish", "--rulebook", rules, "--findings", path,
    ])
    #expect(result.status == 0, "\(result.errors)")
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.first == "indicator,subject,day")
    #expect(lines.count > 10 && lines.contains { $0.hasPrefix("T-CASH,C") })
    #expect(FindingLine(indicator: "X", subject: "=1+1, \"a\"", day: "d").csv == "X,\"'=1+1, \"\"a\"\"\",d")
  }

  @Test func filesOfTheStateAreTheOwnersAlone() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let file = try state.write(Self.rows + ["broken"], to: "export.csv")
    #expect(try BuiltProgram.run(["scan", file, "--state", state.statePath, "--no-publish"]).status == 0)
    let enumerator = try #require(FileManager.default.enumerator(atPath: state.statePath))
    var files = 0
    for case let name as String in enumerator {
      let attributes = try FileManager.default.attributesOfItem(atPath: state.statePath + "/" + name)
      let mode = try #require(attributes[.posixPermissions] as? Int)
      #expect(mode & 0o077 == 0, "\(name) \(String(mode, radix: 8))")
      files += 1
    }
    #expect(files > 4)
  }

  private func shell(_ command: String) throws -> (status: Int32, output: String, errors: String) {
    try BuiltProgram.run(["-c", command], of: "/bin/bash")
  }
}
