import Foundation
import Ledger
import Testing

@testable import History

/// Law 4 at the level of the state: whatever of a night did not commit was never there.
@Suite struct CrashTests {
  @Test(arguments: 0..<6) func stoppedBeforeTheCommitAndRunAgainEndsTheSame(seed: UInt64) throws {
    let directory = try TemporaryDirectory()
    let scenario = Scenario(seed: seed)
    var copies: [String] = []
    do {
      let store = try HistoryStore(directory: directory.state)
      try store.run(scenario.files[0])
      let night = try store.beginNight()
      copies.append(try directory.copyState(to: "begun"))
      _ = try night.merge(scenario.files.dropFirst().flatMap { $0 })
      night.put(.findings, key: [1], value: [2])
      copies.append(try directory.copyState(to: "merged"))
      try night.commit()
      copies.append(try directory.copyState(to: "committed"))
    }
    for (copy, isCommitted) in zip(copies, [false, false, true]) {
      let store = try HistoryStore(directory: copy)
      let expected = Scenario.oracle(isCommitted ? scenario.files : [scenario.files[0]])
      #expect(try store.everything().mapValues { Said($0) } == expected, "seed \(seed), \(copy)")
      #expect(try store.get(.findings, key: [1]) == (isCommitted ? [2] : nil))
      let live = try store.statistics.segments
      #expect(try FileManager.default.contentsOfDirectory(atPath: copy + "/segments").count == live)
      try store.run(scenario.files.flatMap { $0 })
      let whole = Scenario.oracle(scenario.files)
      #expect(try store.everything().mapValues { Said($0) } == whole, "seed \(seed), \(copy)")
    }
  }

  @Test(arguments: 0..<6) func killedAtAnyInstantAndRunAgainEndsTheSame(seed: UInt64) async throws {
    let directory = try TemporaryDirectory()
    let path = directory.state
    let scenario = Scenario(seed: seed)
    var generator = Generator(seed: seed)
    for kill in 0..<3 {
      let delay = UInt32(generator.below(25_000))
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = path as String, seed = seed as UInt64, delay = delay as UInt32] in
        try CrashTests.runNights(of: seed, in: path, killedAfter: delay)
      }
      let store = try HistoryStore(directory: path)
      let committed = Int(try store.get(.settings, key: [1])?.first ?? 0)
      let expected = Scenario.oracle(Array(scenario.files.prefix(committed)))
      #expect(try store.everything().mapValues { Said($0) } == expected, "seed \(seed), kill \(kill)")
    }
    let store = try HistoryStore(directory: path)
    for file in scenario.files { try store.run(file) }
    #expect(
      try store.everything().mapValues { Said($0) } == Scenario.oracle(scenario.files), "seed \(seed)")
  }

  /// In a process of its own: one night for each file, noting how many there were, until the kill.
  private static func runNights(of seed: UInt64, in path: String, killedAfter delay: UInt32) throws {
    let files = Scenario(seed: seed).files
    let store = try HistoryStore(directory: path)
    Thread {
      usleep(delay)
      kill(getpid(), SIGKILL)
    }.start()
    let done = Int(try store.get(.settings, key: [1])?.first ?? 0)
    for (index, file) in files.enumerated().dropFirst(done) {
      let night = try store.beginNight()
      _ = try night.merge(file)
      night.put(.settings, key: [1], value: [UInt8(index + 1)])
      try night.commit()
    }
    while true { sleep(1) }
  }

  @Test func aBodyThatFailsLeavesNothing() throws {
    let directory = try TemporaryDirectory()
    let store = try HistoryStore(directory: directory.state)
    let failure = HistoryError(.inputOutput, operation: "test", reason: "none", advice: "none")
    let night = try store.beginNight()
    let error = #expect(throws: HistoryError.self) {
      try night.merge(Scenario(seed: 6).files[0]) { _ throws(HistoryError) in throw failure }
    }
    #expect(error == failure)
    night.abandon()
    #expect(try store.everything().isEmpty)
    try store.run(Scenario(seed: 6).files[0])
    #expect(try store.statistics.segments == 1)
  }

  /// A limit on the size of files stands in for a full disk: the same error path, without root.
  @Test(arguments: [6000, 12_000, 40_000]) func aFullDiskIsSaidAndChangesNothing(limit: Int) async throws {
    let directory = try TemporaryDirectory()
    let path = directory.state
    let files = Scenario(seed: 7).files
    try { _ = try HistoryStore(directory: path).run(files[0]) }()
    await #expect(processExitsWith: .exitCode(77)) { [path = path as String, limit = limit as Int] in
      CrashTests.runOnFullDisk(in: path, limit: limit)
    }
    let store = try HistoryStore(directory: path)
    #expect(try store.everything().mapValues { Said($0) } == Scenario.oracle([files[0]]))
    for file in files { try store.run(file) }
    #expect(try store.everything().mapValues { Said($0) } == Scenario.oracle(files))
  }

  /// In a process of its own: a night that cannot be written. Exits with 77 where the error says so.
  private static func runOnFullDisk(in path: String, limit: Int) {
    do throws(HistoryError) {
      let store = try HistoryStore(directory: path)
      signal(SIGXFSZ, SIG_IGN)
      var bounds = rlimit(rlim_cur: rlim_t(limit), rlim_max: rlim_t(limit))
      guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &bounds) == 0 else { exit(1) }
      let night = try store.beginNight()
      _ = try night.merge(Scenario(seed: 7).files.dropFirst().flatMap { $0 })
      night.put(.findings, key: [1], value: [UInt8](repeating: 1, count: 100_000))
      try night.commit()
      exit(2)
    } catch {
      let isSaid = error.code == .diskFull || error.advice.contains("Look whether it is full")
      exit(isSaid ? 77 : 3)
    }
  }

  @Test func aNightThatSimplyGoesIsAbandoned() throws {
    let directory = try TemporaryDirectory()
    let store = try HistoryStore(directory: directory.state)
    let scenario = Scenario(seed: 5)
    try {
      let night = try store.beginNight()
      _ = try night.merge(scenario.files[0])
      try night.appendOutbox([.withdrawal(flag: "f", successor: nil, run: "r")])
    }()
    #expect(try store.everything().isEmpty)
    #expect(try store.pendingEntries(limit: 9).isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.state + "/segments").isEmpty)
    try store.run(scenario.files[0])
    #expect(
      try store.everything().mapValues { Said($0) } == Scenario.oracle([scenario.files[0]]))
  }

  @Test func whatACrashLeftBehindIsRemoved() throws {
    let directory = try TemporaryDirectory()
    try { _ = try HistoryStore(directory: directory.state).run(Scenario(seed: 3).files[0]) }()
    let segments = directory.state + "/segments/"
    for name in ["00000002.seg", "00000099.seg", "rubbish"] {
      try "half a segment".write(toFile: segments + name, atomically: true, encoding: .utf8)
    }
    let store = try HistoryStore(directory: directory.state)
    #expect(try FileManager.default.contentsOfDirectory(atPath: segments) == ["00000001.seg"])
    #expect(try store.statistics.segments == 1)
  }
}
