import Foundation
import History
import Review
import Rulebook
import TestSupport
import Testing

@testable import Pipeline

/// Law 4 for the database: away for some nights, then back, it ends up as if it had never been away.
@Suite(.serialized, .enabled(if: ScratchDatabase.isAvailable, "\(ScratchDatabase.skipped)"))
struct DatabaseAwayTests {
  @Test(.timeLimit(.minutes(10))) func catchesUpWithWhatItMissed() throws {
    let nights = RandomExport(600, days: 28, seed: 41).nights(4, of: 28)
    let (presence, absence) = (try ScratchDatabase("present"), try ScratchDatabase("absent"))
    let (present, absent) = (presence.name, absence.name)
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
    #expect(try absence.contents() == presence.contents())
    #expect(try presence.contents().count > 200)
    let publish = try BuiltProgram.run(
      ["publish", "--state", missed.statePath], environment: ["PGDATABASE": absent])
    #expect(publish.status == 0)
    #expect(try absence.contents() == presence.contents())
  }
}
