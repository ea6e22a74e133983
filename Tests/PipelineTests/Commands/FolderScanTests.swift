import Foundation
import History
import Ingest
import Ledger
import Reporting
import TestSupport
import Testing

@testable import Pipeline

/// A folder of exports holds other files too: they are skipped and named, and the exports are read.
struct FolderScanTests {
  private static let strangers = [
    "README.md": "# Exports\n\nOne file a night, from the core system.\n",
    "chart.png": "\u{89}PNG\r\n\u{1A}\n\0\0\0\rIHDR",
    "empty.csv": "",
    "truth.json": "{\n  \"stories\": [\n    {\"account\": \"A1\", \"day\": \"2026-03-04\"}\n  ]\n}\n",
    "staff.csv": "branch,manager,since\n12,J. Roe,2019-04-01\n14,A. Poe,2021-09-01\n",
  ]

  /// A state with a folder `in` of two exports and, if wished, strangers.
  private func folder(_ names: [String], exports: Int = 2) throws -> (state: TestState, path: String) {
    let state = try TestState(try SensitiveRules.rulebook())
    let path = state.directory + "/in"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let nights = RandomExport(120, days: 10, seed: 8).nights(2, of: 10)
    for (number, rows) in nights.prefix(exports).enumerated() {
      _ = try state.write(rows, to: "in/night-\(number).csv")
    }
    for name in names {
      try Data((Self.strangers[name] ?? "").utf8).write(to: URL(filePath: path + "/" + name))
    }
    return (state, path)
  }

  private func scan(_ state: TestState, _ paths: [String], profile: Profile? = nil) throws -> ScanReport {
    var options = state.options()
    options.paths = paths
    options.profile = profile
    return try Scan(options, store: try Scan.openState(options)).run()
  }

  @Test func strangersAreSkippedAndNamed() throws {
    let (state, path) = try folder(Array(Self.strangers.keys))
    let report = try scan(state, [path])
    #expect(report.run.accepted.records == 120)
    #expect(report.run.sources.map(\.name) == ["night-0.csv", "night-1.csv"].map { path + "/" + $0 })
    #expect(
      report.run.skipped.map { "\($0.name.dropFirst(path.count + 1)) \($0.code)" } == [
        "README.md no-transactions", "chart.png not-text", "empty.csv source-empty",
        "staff.csv no-transactions", "truth.json format-not-read",
      ])
    let summary = RunSummaryText.lines(
      of: report.run, takenBack: 0, conflicting: 0, late: 0, oddities: [:], rejectionFile: nil)
    #expect(summary.contains("skipped    5 files without transactions"))
    #expect(summary.contains { $0.contains("truth.json: This JSON spreads an object over several lines") })
    let metrics = PrometheusText.text(
      of: report.run, waiting: 0, finishedAt: Instant(milliseconds: 0))
    #expect(metrics.contains("manumit_last_run_files{fate=\"skipped\"} 5\n"))
  }

  @Test func theFlagsAreThoseOfTheExportsAlone() throws {
    let (crowded, path) = try folder(Array(Self.strangers.keys))
    let (plain, alone) = try folder([])
    _ = try scan(crowded, [path])
    #expect(try scan(plain, [alone]).run.skipped.isEmpty)
    #expect(try crowded.dump() == plain.dump())
    #expect(!(try plain.dump()).isEmpty)
  }

  @Test(arguments: ["README.md", "chart.png", "empty.csv", "truth.json", "staff.csv"])
  func namedThemselvesTheyAreErrors(name: String) throws {
    let (state, path) = try folder([name])
    let error = #expect(throws: IngestError.self) { try scan(state, [path, path + "/" + name]) }
    #expect(error?.source == path + "/" + name)
    #expect(try Scan.openState(state.options()).statistics.postings == 0, "nothing is kept")
  }

  @Test func aFolderOfStrangersIsAnError() throws {
    let (state, path) = try folder(["README.md", "truth.json"], exports: 0)
    let export = try state.write(RandomExport(20, days: 2, seed: 8).rows, to: "export.csv")
    let error = #expect(throws: IngestError.self) { try scan(state, [export, path]) }
    #expect(error?.code == .nothingToRead)
    #expect(error?.source == path)
    #expect(error?.why.contains("README.md: ") == true)
  }

  @Test func whatMayHoldTransactionsIsNotSkipped() throws {
    let (state, path) = try folder([])
    // Times without a zone: an export, of which only a person can say where its clock stands.
    try "txn_id,timestamp,amount,currency,direction,account_id\n1,2026-03-02 10:00:00,1.00,USD,credit,A\n"
      .write(toFile: path + "/times.csv", atomically: false, encoding: .utf8)
    let error = #expect(throws: IngestError.self) { try scan(state, [path]) }
    #expect(error?.code.rawValue == "undecided")
  }

  /// A profile says what the exports look like, so a table with other columns is a changed export and no
  /// stranger; a picture stays one.
  @Test func aProfileMakesStrangersOfOtherFormatsAlone() throws {
    let (state, path) = try folder(["chart.png", "truth.json"])
    let report = try scan(state, [path], profile: Profile())
    #expect(report.run.accepted.records == 120)
    #expect(report.run.skipped.map(\.code) == ["not-text", "format-not-read"])
    let (other, second) = try folder(["staff.csv"])
    #expect(throws: IngestError.self) { try scan(other, [second], profile: Profile()) }
  }

  @Test func recordsFromBeforeFilesWereSkippedAreReadable() throws {
    let run = RunRecord(
      id: "a", command: "scan", startedAt: "", finishedAt: "", program: "", rulebook: "",
      skipped: [SkippedSource(name: "n", code: "c", reason: "r")])
    let data = try JSONEncoder().encode(run)
    #expect(try JSONDecoder().decode(RunRecord.self, from: data) == run)
    var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    object["skipped"] = nil
    let older = try JSONSerialization.data(withJSONObject: object)
    #expect(try JSONDecoder().decode(RunRecord.self, from: older).skipped == [])
  }

  @Test(.enabled(if: BuiltProgram.path != nil, "\(BuiltProgram.skipped)"))
  func theProgramSaysSo() throws {
    let (state, path) = try folder(["truth.json"])
    let result = try BuiltProgram.run(
      ["scan", path, "--state", state.statePath, "--no-publish", "--log-format", "json"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("skipped    1 file without transactions"))
    #expect(result.errors.contains("{\"event\":\"skipped\",\"name\":\"\(path)/truth.json\""))
  }
}
