import Foundation
import TestSupport
import Testing

@testable import Pipeline

/// No name, account, memo, telephone or amount of a customer leaves by a way that is not for it: planted in every field
/// and every kind of mishap, they are looked for in all that the program says.
///
/// Exempt is standard output, and that alone, of the commands that are there to show records and flags: `check`,
/// `explain`, `flags`. Files are exempt that hold them on purpose and that only their owner reads: the state, its
/// rejections, the findings (`Tests/PipelineTests/Laws/PrivateFilesTests.swift`).
@Suite(.enabled(if: BuiltProgram.path != nil, "\(BuiltProgram.skipped)"))
struct PlantedNamesTests {
  private let state: TestState
  private let rules: String

  init() throws {
    state = try TestState(try SensitiveRules.rulebook())
    rules = state.directory + "/rules"
    try SensitiveRules.write(to: rules)
  }

  private func run(_ arguments: [String], showsRecords: Bool = false, status: Int32? = 0) throws {
    try Planted.run(arguments, showsRecords: showsRecords, status: status)
  }

  private func write(_ text: String, to name: String) throws -> String {
    let path = state.directory + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private var reading: [String] { ["--state", state.statePath, "--rulebook", rules, "--no-publish"] }

  @Test func aNightSaysNothing() throws {
    let file = try write(Planted.export(), to: "night.csv")
    let metrics = state.directory + "/metrics.prom"
    try run(["scan", file, "--metrics", metrics] + reading)
    #expect(Planted.found(in: try String(contentsOfFile: metrics, encoding: .utf8)).isEmpty)
    #expect(try !state.flags().isEmpty, "the test needs flags")
    for command in [["status"], ["state", "check"], ["state", "backup", state.directory + "/backup"]] {
      try run(command + ["--state", state.statePath], status: nil)
    }
    try run(["rulebook", "coverage", file, "--rulebook", rules])
    try run(["rulebook", "coverage", "--state", state.statePath, "--rulebook", rules])
    try run(["check", file, "--rulebook", rules], showsRecords: true)
    try run(["flags", "--state", state.statePath], showsRecords: true)
    try run(
      ["explain", "--account", "Zquib C1", "--state", state.statePath, "--rulebook", rules],
      showsRecords: true)
    try run(
      ["explain", "--account", "Zquib nobody", "--state", state.statePath], showsRecords: true, status: 64)
  }

  @Test func aBadValueIsNamedByItsFieldAlone() throws {
    let file = try write(Planted.export(broken: true), to: "bad.csv")
    try run(["scan", file, "--max-rejections", "90%"] + reading)
    try run(["scan", file, "--max-rejections", "1"] + reading, status: 65)
    let rejections = state.statePath + "/rejections/"
    let replay =
      rejections + (try #require(try FileManager.default.contentsOfDirectory(atPath: rejections).first))
    let text = try String(contentsOfFile: replay, encoding: .utf8)
    #expect(text.split(separator: "\n").count > 15, "the test needs rejections")
    try run(["replay-rejections", replay] + reading)
    for damaged in [
      text.replacing("\"raw\"", with: "\"row\""), text + "{\"source\": \"Zquib", "Zquib\n" + text,
    ] {
      try run(["replay-rejections", try write(damaged, to: "mended.ndjson")] + reading, status: 74)
    }
  }

  @Test func aFileThatCannotBeReadSaysNothingOfItsContent() throws {
    let good = Planted.export()
    let body = good.split(separator: "\n").dropFirst().joined(separator: "\n")
    let json =
      "{\"timestamp\": \"2026-03-02T10:00:00Z\", \"amount\": 91357.79, \"account_id\": \"Zquib\", \"memo\": \"Zquib\"}\n"
    for (name, text) in [
      ("headless.csv", body), ("one-column.csv", body.replacing(",", with: " ")),
      ("one-line.csv", "Zquib,91357.79\n"),
      ("nul.csv", good.replacing("Zquib", with: "Zquib\0")),
      ("twice.csv", good.replacing("txn_id,", with: "Zquib,Zquib,")), ("quote.csv", good + "\"Zquib,"),
      ("broken.ndjson", json + json.dropLast(9)),
      ("nested.ndjson", "{\"Zquib\": {\"Zquib\": [1, \"Zquib\"]}}\n"),
      ("array.json", "[" + json + "]"),
      ("other.xml", "<Document><Nm>Zquib</Nm><Amt>91357.79</Amt></Document>"),
      ("other.txt", ":20:ZQUIB\n:32A:260302USD91357,79\n:50K:/ZQUIB\n"), ("nothing.csv", "Zquib\n"),
      ("late.csv", good.replacing("2026-03", with: "Zquib-03")),
    ] {
      let file = try write(text, to: name)
      try run(["scan", file] + reading, status: nil)
      guard ["headless.csv", "one-line.csv", "nul.csv", "quote.csv"].contains(name) else { continue }
      try run(["customers", "load", file] + reading, status: nil)
    }
    let file = try write(good, to: "good.csv")
    for (number, profile) in [
      "fields: {amount: NOBODY}", "fields: [Zquib", "time: {zone: Mars}", "dialect: {delimiter: \"|\"}",
      "dialect: {preamble lines: 3}", "codes: {direction: {Zquib: credit}}",
      "fields: {memo: amount, amount: memo}",
    ].enumerated() {
      let path = try write(profile, to: "profile-\(number).yaml")
      // A profile is the analyst's own words and may be repeated; what it makes of the records may not.
      guard !profile.contains("Zquib") else { continue }
      try run(["scan", file, "--profile", path] + reading, status: nil)
    }
  }

  @Test func aCustomerFileSaysNothing() throws {
    let header =
      "customer_id,account_id,name,kind,occupation,naics,street,city,state,zip,phone,email,employer,opened,minor\n"
    let row =
      "Zquib C1,Zquib A1,Zquib Name,person,Zquib Trade,722511,1 Zquib Way,Zquib,TX,78040,7319-4455,zquib@x.example,Zquib Inc,2026-01-02,no"
    let good = try write(header + row + "\n" + row.replacing("A1", with: "A2"), to: "customers.csv")
    try run(["customers", "load", good] + reading)
    try run(["status", "--state", state.statePath])
    let wrongs = [
      row.replacing("person", with: "Zquib"), row.replacing("722511", with: "Zquib"),
      row.replacing("TX", with: "Zquib"),
      row.replacing("78040", with: "Zquib"), row.replacing("2026-01-02", with: "Zquib"),
      row.replacing(",no", with: ",Zquib"), row + ",Zquib", "Zquib,91357.79",
      row.replacing("Zquib A1", with: String(repeating: "Zquib ", count: 2_000)),
      row.replacing("Zquib C1", with: "").replacing("Zquib A1", with: ""),
    ]
    for (number, bad) in [
      wrongs.joined(separator: "\n"), row.replacing("Zquib Name", with: "Zquib\0"),
      [row, row.replacing("C1", with: "C2"), row.replacing("person", with: "business")].joined(
        separator: "\n"),
      row.replacing("zquib@x.example", with: "\"Zquib"),
    ].enumerated() {
      try run(
        ["customers", "load", try write(header + bad + "\n", to: "bad-\(number).csv")] + reading, status: nil)
    }
    try run(
      ["peers", state.directory + "/peers", "--state", state.statePath, "--from", "2026-12-01"], status: nil)
  }
}
