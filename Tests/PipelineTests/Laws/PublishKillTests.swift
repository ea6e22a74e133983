import Foundation
import History
import TestSupport
import Testing

@testable import Pipeline

/// Law 4 from end to end: killed anywhere between reading and delivering, and again while it recovers, a night that is
/// simply repeated leaves the history, the outbox and every table as if nothing had happened.
///
/// A few kills here; `Scripts/soak` asks for hundreds.
@Suite(.serialized, .enabled(if: ScratchDatabase.isAvailable, "\(ScratchDatabase.skipped)"))
struct PublishKillTests {
  private static let kills = SoakSettings.kills ?? 5
  private static let nights = 3

  @Test func whatIsKilledIsAsIfItHadNotBeen() throws {
    let seed = SoakSettings.seed ?? 178
    var random = SeededRandom(seed: seed)
    let export = ReversedExport(RandomExport(500, days: 30, seed: seed), days: 30, seed: seed)
    let world = try TestState(try SensitiveRules.rulebook())
    let rules = world.directory + "/rules"
    try SensitiveRules.write(to: rules)
    let files = try export.nights(Self.nights, of: 30).enumerated().map {
      try world.write($0.element, to: "export-\($0.offset).csv", header: ReversedExport.header)
    }
    let empty = try ScratchDatabase("empty")
    let calm = try Bank(world, rules, files, try ScratchDatabase(copyOf: empty))
    for night in files.indices { #expect(try calm.run(night) == 0) }
    let expected = try calm.contents()
    #expect(
      expected.tables.count > 200 && expected.history.count > 100, "the test needs something to compare")

    var killedInTime = 0
    for kill in 0..<Self.kills {
      let bank = try Bank(TestState(world.rulebook), rules, files, try ScratchDatabase(copyOf: empty))
      let night = random.below(Self.nights)
      for earlier in 0..<night { #expect(try bank.run(earlier) == 0) }
      // Every third is killed a second time, while it mends what the first left.
      for _ in 0..<(kill % 3 == 0 ? 2 : 1) {
        let seconds = Double(random.below(1_000)) / 1_000 * calm.seconds[night] * 1.1
        if try bank.kill(night, after: seconds) { killedInTime += 1 }
      }
      for later in night..<Self.nights { #expect(try bank.run(later) == 0, "seed \(seed), kill \(kill)") }
      let contents = try bank.contents()
      #expect(contents.tables == expected.tables, "seed \(seed), kill \(kill): tables")
      #expect(contents.derived == expected.derived, "seed \(seed), kill \(kill): findings and flags")
      #expect(contents.history == expected.history, "seed \(seed), kill \(kill): history")
      #expect(contents.waiting == 0, "seed \(seed), kill \(kill): outbox")
      #expect(try bank.verify() == 0, "seed \(seed), kill \(kill): audit chain")
    }
    #expect(killedInTime >= Self.kills / 3, "\(killedInTime) kills came in time")
    SoakSettings.report(
      "killed \(killedInTime) times in \(Self.kills) nights, seed \(seed): nothing lost, nothing twice")
  }

  /// A state and its database.
  private final class Bank {
    private let state: TestState
    private let database: ScratchDatabase
    private let arguments: (Int) -> [String]
    /// How long each night took, of those that were left alone.
    private(set) var seconds: [Double] = []

    init(_ state: TestState, _ rules: String, _ files: [String], _ database: ScratchDatabase) throws {
      self.state = state
      self.database = database
      arguments = {
        ["scan", files[$0], "--state", state.statePath, "--rulebook", rules, "--institution", "test"]
      }
    }

    func run(_ night: Int) throws -> Int32 {
      let began = Date()
      let result = try BuiltProgram.run(arguments(night), environment: ["PGDATABASE": database.name])
      seconds.append(Date().timeIntervalSince(began))
      #expect(result.status == 0, "\(result.errors)")
      return result.status
    }

    /// The exit status of computing the audit chain again.
    func verify() throws -> Int32 {
      try BuiltProgram.run(["audit", "verify"], environment: ["PGDATABASE": database.name]).status
    }

    /// Whether it was still there to be killed.
    func kill(_ night: Int, after seconds: Double) throws -> Bool {
      let process = try BuiltProgram.start(arguments(night), environment: ["PGDATABASE": database.name])
      usleep(UInt32(seconds * 1e6))
      Glibc.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      return process.terminationReason == .uncaughtSignal
    }

    func contents() throws -> (tables: String, derived: [String], history: [String], waiting: Int) {
      (
        try database.contentsOfWork(), try state.dump(), try state.history(), try state.outbox().count
      )
    }
  }
}

/// What `Scripts/soak` asks of tests that can go on for long.
enum SoakSettings {
  private static let environment = ProcessInfo.processInfo.environment
  static let kills = environment["MANUMIT_SOAK_KILLS"].flatMap { Int($0) }
  static let seed = environment["MANUMIT_SOAK_SEED"].flatMap { UInt64($0) }

  /// Says what came of it where somebody waits for that.
  static func report(_ line: String) {
    if kills != nil { print("soak: \(line)") }
  }
}
