import Foundation
import TestSupport
import Testing

@testable import Pipeline

/// The commands beside `scan`.
@Suite(.enabled(if: BuiltProgram.path != nil, "\(BuiltProgram.skipped)"))
struct OtherCommandsTests {
  @Test func checkSaysWhatAFileCanShow() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let file = try state.write(RandomExport(60, days: 5, seed: 8).rows, to: "export.csv")
    let profile = state.directory + "/profile.yaml"
    let result = try BuiltProgram.run(["check", file, "--show", "2", "--write-profile", profile])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("60 records: 60 understood, 0 rejected or set aside"))
    #expect(result.output.contains("money in: ") && result.output.contains("by channel: "))
    #expect(result.output.contains("what the others ask for, and how many of them:"))
    #expect(result.output.contains("type in customer file: "))
    let again = try BuiltProgram.run(["check", file, "--profile", profile])
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.output.contains("60 records: 60 understood, 0 rejected or set aside"))
    #expect(!FileManager.default.fileExists(atPath: state.statePath), "check keeps nothing")
  }

  @Test func checkAsksWhatOnlyAPersonKnows() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let path = state.directory + "/times.csv"
    try "txn_id,timestamp,amount,currency,direction,account_id\n1,2026-03-02 10:00:00,1.00,USD,credit,A\n"
      .write(toFile: path, atomically: false, encoding: .utf8)
    let result = try BuiltProgram.run(["check", path])
    #expect(result.status == 65)
    #expect(result.output.contains("time-zone"))
    #expect(try BuiltProgram.run(["check", path, "--time-zone", "America/Chicago"]).status == 0)
  }

  @Test func theRulebookIsListedShownAndTested() throws {
    let list = try BuiltProgram.run(["rulebook", "list"])
    #expect(list.status == 0 && list.output.contains("LAB-WAGE-SWEEP-PAYEE"))
    let show = try BuiltProgram.run(["rulebook", "show", "smug-remote-cash"])
    #expect(show.output.contains("the institution's default"))
    #expect(show.output.contains("FIN-2023-Alert001"))
    let test = try BuiltProgram.run(["rulebook", "test"])
    #expect(test.status == 0 && test.output.contains(", 0 failed"))
    #expect(test.output.contains("rules"))
    let one = try BuiltProgram.run(["rulebook", "test", "smug-remote-cash"])
    #expect(one.status == 0 && one.output.contains(", 0 failed; 1 rule\n"))
    #expect(try BuiltProgram.run(["rulebook", "show", "lodging"]).output.contains("7011"))
    let none = try BuiltProgram.run(["rulebook", "show", "SMUG-REMOTE-CASHH"])
    #expect(none.status == 64 && none.errors.contains("Did you mean SMUG-REMOTE-CASH?"))
    #expect(try BuiltProgram.run(["rulebook", "test", "NO-SUCH-RULE-AT-ALL"]).status == 64)
  }

  @Test func coverageGroupsTheRedFlagsByDocument() throws {
    let needs = try BuiltProgram.run(["rulebook", "coverage"])
    #expect(needs.status == 0, "\(needs.errors)")
    #expect(needs.output.contains("FIN-2023-Alert001\n  note "))
    #expect(needs.output.contains("SMUG-REMOTE-CASH: needs conductor"))
    let state = try TestState(try SensitiveRules.rulebook())
    let file = try state.write(RandomExport(60, days: 5, seed: 8).rows, to: "export.csv")
    let onFile = try BuiltProgram.run(["rulebook", "coverage", file])
    #expect(onFile.status == 0, "\(onFile.errors)")
    #expect(onFile.output.contains("yes  SMUG-REMOTE-CASH") && onFile.output.contains("would need"))
    #expect(
      try BuiltProgram.run(["scan", file, "--state", state.statePath, "--no-publish"]).status == 0)
    let onState = try BuiltProgram.run(["rulebook", "coverage", "--state", state.statePath])
    #expect(onState.output == onFile.output, "\(onState.errors)")
    #expect(try BuiltProgram.run(["rulebook", "coverage", file, "--state", state.statePath]).status == 64)
  }

  @Test func coverageSaysWhatNoExportShows() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let rules = state.directory + "/mine"
    try FileManager.default.createDirectory(atPath: rules, withIntermediateDirectories: true)
    try """
    indicator: MY-DENOMINATIONS
    title: Small notes changed for large ones
    about: customer
    typologies: [human-smuggling]
    family: denominations
    strength: normal
    sources: [A-1 page 8 flag 10 (primary), A-1 page 8 flag 9 (primary)]
    not observable: ["denominations, from a teller system"]
    """.write(toFile: rules + "/mine.yaml", atomically: false, encoding: .utf8)
    let both = ["--rulebook", "Sources/Rulebook/Shipped", "--rulebook", rules]
    let coverage = try BuiltProgram.run(["rulebook", "coverage"] + both)
    let reason = "not observable  MY-DENOMINATIONS: denominations, from a teller system"
    #expect(
      coverage.output.contains(
        "A-1\n  page 8 flag 9 (primary)\n    \(reason)\n  page 8 flag 10 (primary)\n    \(reason)\n"),
      "\(coverage.errors)")
    #expect(coverage.output.contains(" of them no export can show"))
    #expect(try BuiltProgram.run(["rulebook", "list"] + both).output.contains("not observable  Small notes"))
    let show = try BuiltProgram.run(["rulebook", "show", "MY-DENOMINATIONS"] + both)
    #expect(show.output.contains("no export shows it: denominations, from a teller system"))
    let file = try state.write(RandomExport(60, days: 5, seed: 8).rows, to: "export.csv")
    let scan = try BuiltProgram.run(
      ["scan", file, "--state", state.statePath, "--no-publish"] + both)
    let unseen = scan.output.split(separator: "\n").first { $0.contains("that no export can show: ") }
    #expect(scan.status == 0 && unseen?.hasSuffix("that no export can show: 11") == true)
  }

  @Test func aRuleWithoutStoriesIsUnfinishedAndRunsAllTheSame() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let rules = state.directory + "/mine"
    try FileManager.default.createDirectory(atPath: rules, withIntermediateDirectories: true)
    try """
    indicator: MY-CASH
    title: Cash
    about: customer
    typologies: [human-smuggling]
    family: cash
    strength: normal
    sources: [A-1 page 8 flag 10 (primary)]
    when: [count of cash in 7 days >= 300]
    """.write(toFile: rules + "/mine.yaml", atomically: false, encoding: .utf8)
    let both = ["--rulebook", "Sources/Rulebook/Shipped", "--rulebook", rules]
    let test = try BuiltProgram.run(["rulebook", "test", "MY-CASH"] + both)
    #expect(
      test.status == 78 && test.output.contains("mine.yaml:1:12: `MY-CASH` has 0 stories that must fire"))
    let file = try state.write(RandomExport(20, days: 2, seed: 8).rows, to: "export.csv")
    let scan = try BuiltProgram.run(["scan", file, "--state", state.statePath, "--no-publish"] + both)
    #expect(scan.status == 0, "\(scan.errors)")
  }

  @Test func explainKnowsOutsidePartiesAndWhatCustomersShare() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let file = try state.write(RandomExport(200, days: 10, seed: 8).rows, to: "export.csv")
    #expect(try BuiltProgram.run(["scan", file, "--state", state.statePath, "--no-publish"]).status == 0)
    let party = try BuiltProgram.run(["explain", "--account", "HUB", "--state", state.statePath])
    #expect(party.status == 0 && party.output.hasPrefix("outside party: "), "\(party.errors)")
    let link = try BuiltProgram.run(["explain", "--account", "Ana Ruiz", "--state", state.statePath])
    #expect(link.status == 0 && link.output.hasPrefix("link: "), "\(link.errors)")
  }

  @Test func explainTellsTheNearestMisses() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let file = try state.write(RandomExport(200, days: 10, seed: 8).rows, to: "export.csv")
    #expect(
      try BuiltProgram.run(
        ["scan", file, "--state", state.statePath, "--institution", "test", "--no-publish"]
      ).status == 0)
    let result = try BuiltProgram.run(
      ["explain", "--account", "C1", "--institution", "test", "--state", state.statePath])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("% of the way") || result.output.contains("fired on"))
    #expect(result.output.contains("short by"))
    let unknown = try BuiltProgram.run(
      ["explain", "--account", "nobody", "--institution", "test", "--state", state.statePath])
    #expect(unknown.status == 64)
  }

  @Test func helpTeaches() throws {
    let help = try BuiltProgram.run(["--help"])
    for word in [
      "scan", "check", "explain", "rulebook", "database", "publish", "replay-rejections", "status",
    ] {
      #expect(help.output.contains(word))
    }
    let words = help.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("69 PostgreSQL not reached, or delivery stopped; a run is kept"))
  }
}
