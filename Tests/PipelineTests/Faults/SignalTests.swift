import Foundation
import TestSupport
import Testing

/// SIGINT and SIGTERM at whatever instant of a night: either nothing is kept (status 130), or all of it and PostgreSQL
/// gets it later (69), and it is said which; what follows ends as if there had been no signal.
@Suite(
  .serialized,
  .enabled(if: FaultSeam.isAvailable && ScratchDatabase.isAvailable, "\(ScratchDatabase.skipped)"))
struct SignalTests {
  /// What a night does from its first file to its last word to the server.
  private static let calls = Fault(
    calls: "open|create|read|pread|write|pwrite|fsync|fdatasync|rename|send|recv", path: "*")

  @Test(.timeLimit(.minutes(60))) func aStoppedNightIsKeptWholeOrNotAtAll() throws {
    let world = try FaultWorld(seed: SoakSettings.seed ?? 331, withDatabase: true)
    try interrupt(world)
    try interruptSilence(world)
  }

  private func interrupt(_ world: FaultWorld) throws {
    var endings: [Int32: Int] = [:]
    // The whole night, its commit, and its delivery: chance alone would meet the last two seldom.
    let commit = Fault(calls: "pwrite|writev|fdatasync|fsync|rename", path: "*/state/*")
    let delivery = Fault(calls: "send", path: "*")
    for base in [Self.calls, commit, delivery] {
      for (number, instant) in try world.instants(SoakSettings.faults ?? 1, of: base, night: 1).enumerated() {
        // Once, or again and again: a second signal is no request any more.
        let fault = base.at(
          instant, goesOn: number % 3 == 2, number.isMultiple(of: 2) ? "\(SIGINT)" : "\(SIGTERM)")
        let bank = try world.bank(before: 1)
        let ending = try bank.run(1, fault)
        endings[ending.status, default: 0] += 1
        let words = "seed \(world.seed), \(fault): \(ending.status) \(ending.errors)"
        let isKept = try world.keptWhole(bank, night: 1, after: fault)
        switch ending.status {
        case 130:
          #expect(!isKept && ending.errors.contains("Run it again"), "\(words)")
          #expect(try bank.contents() == world.contents[1], "\(words)")
        case 69:
          #expect(isKept && ending.errors.contains("`manumit publish`"), "\(words)")
          let publish = try BuiltProgram.run(
            ["publish", "--state", bank.state.statePath], environment: bank.environment)
          #expect(publish.status == 0, "\(words): \(publish.errors)")
          try world.requireEqual(bank, night: 1, after: fault)
        case 0, SIGINT, SIGTERM:
          // Before it listens, or after its last work.
          #expect(isKept == (ending.status == 0), "\(words)")
        default: Issue.record("\(words)")
        }
        try world.requireRecovery(bank, night: 1, after: fault)
      }
    }
    let list = endings.sorted { $0.key < $1.key }.map { "\($0.value) ended with \($0.key)" }
    SoakSettings.report(
      "signals: \(list.joined(separator: ", ")), seed \(world.seed): kept whole or not at all")
  }

  /// A pipe whose writer is silent, before its first byte as well.
  private func interruptSilence(_ world: FaultWorld) throws {
    for said in ["", RandomExport.header] {
      let bank = try world.bank(before: 1)
      let silent = Pipe()
      try silent.fileHandleForWriting.write(contentsOf: Data(said.utf8))
      let began = Date()
      let ending = try bank.run(
        1, Fault(calls: "read", path: "-"), file: "-", input: silent.fileHandleForReading
      ) { process in
        usleep(1_500_000)
        kill(process.processIdentifier, SIGTERM)
      }
      #expect(ending.status == 130, "\(ending.errors)")
      #expect(ending.errors.contains("Stopped before anything was kept. Run it again"), "\(ending.errors)")
      #expect(Date().timeIntervalSince(began) < 60)
      try silent.fileHandleForWriting.close()
      #expect(try bank.contents() == world.contents[1])
    }
  }
}
