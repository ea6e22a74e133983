import Foundation
import History
import TestSupport
import Testing

@testable import Pipeline

/// Law 4: killed at any instant and run again, the end is that of a run that was never killed.
@Suite(.serialized, .enabled(if: BuiltProgram.path != nil, "\(BuiltProgram.skipped)"))
struct KillTests {
  static let kills = SoakSettings.kills ?? 20

  @Test func killedRunsLeaveNothingBehind() throws {
    let seed = SoakSettings.seed ?? 77
    var random = SeededRandom(seed: seed)
    let export = ReversedExport(RandomExport(600, days: 30, seed: seed), days: 30, seed: seed)
    let nights = export.nights(2, of: 30)
    let undisturbed = try TestState(try SensitiveRules.rulebook())
    let rules = undisturbed.directory + "/rules"
    try SensitiveRules.write(to: rules)
    let files = try nights.enumerated().map {
      try undisturbed.write($0.element, to: "export-\($0.offset).csv", header: ReversedExport.header)
    }
    func arguments(_ night: Int, _ state: TestState) -> [String] {
      [
        "scan", files[night], "--state", state.statePath, "--rulebook", rules, "--institution", "test",
        "--no-publish",
      ]
    }
    var seconds = 0.0
    for night in nights.indices {
      let began = Date()
      #expect(try BuiltProgram.run(arguments(night, undisturbed)).status == 0)
      seconds = Date().timeIntervalSince(began)
    }
    let expected = try undisturbed.dump()
    let expectedOutbox = try undisturbed.outbox()
    #expect(expected.count > 5)

    var killedInTime = 0
    for kill in 0..<Self.kills {
      let state = try TestState(undisturbed.rulebook)
      if kill.isMultiple(of: 2) { _ = try BuiltProgram.run(arguments(0, state)) }
      let night = kill.isMultiple(of: 2) ? 1 : 0
      let process = try BuiltProgram.start(arguments(night, state))
      usleep(UInt32(Double(random.below(1000)) / 1000 * seconds * 1.1 * 1e6))
      kill_(process)
      if process.terminationReason == .uncaughtSignal { killedInTime += 1 }
      #expect(try BuiltProgram.run(arguments(night, state)).status == 0, "seed \(seed), kill \(kill)")
      if night == 0 { _ = try BuiltProgram.run(arguments(1, state)) }
      #expect(try state.dump() == expected, "seed \(seed), kill \(kill)")
      // A run that was killed after its commit is repeated as one of duplicates, and has a record of its own.
      let outbox = try state.outbox()
      #expect(Self.flagEntries(outbox) == Self.flagEntries(expectedOutbox), "seed \(seed), kill \(kill)")
    }
    #expect(killedInTime >= Self.kills / 4, "\(killedInTime) of \(Self.kills) runs were killed in time")
    SoakSettings.report(
      "killed \(killedInTime) times in \(Self.kills) nights without a database, seed \(seed): the same end")
  }

  private func kill_(_ process: Process) {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  private static func flagEntries(_ entries: [OutboxEntry]) -> [OutboxEntry] {
    entries.compactMap { entry in
      guard case .flag(let flag, _) = entry else { return nil }
      return .flag(flag, run: "")
    }
  }
}
