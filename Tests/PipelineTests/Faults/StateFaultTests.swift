import Foundation
import TestSupport
import Testing

@testable import Pipeline

/// A device under the state that is full, or fails: the night ends with status 74 and says why and where, nothing of it
/// is half there, and repeated it ends as if nothing had happened.
///
/// A few instants here; `Scripts/soak` asks for many.
@Suite(.serialized, .enabled(if: FaultSeam.isAvailable, "\(FaultSeam.skipped)"))
struct StateFaultTests {
  /// Whatever changes the state.
  private static let writes = Fault(
    calls: "create|mkdir|write|pwrite|writev|ftruncate|rename|fsync|fdatasync", path: "*/state*")
  private static let reads = Fault(calls: "open|read|pread|mmap", path: "*/state/*")
  private static let reports = Fault(
    calls: "create|write|fsync|rename", path: "*/@(findings.csv|metrics|rejections/*)*")

  @Test(.timeLimit(.minutes(60))) func nothingIsHalfKept() throws {
    let world = try FaultWorld(seed: SoakSettings.seed ?? 311)
    try fillDevice(world)
    try breakDevice(world)
    try refuseReports(world)
  }

  private func fillDevice(_ world: FaultWorld) throws {
    var struck = 0
    for night in 0..<FaultWorld.nights {
      let instants = try world.instants(SoakSettings.faults ?? (1 + night), of: Self.writes, night: night)
      for (number, instant) in instants.enumerated() {
        let fault = Self.writes.at(instant, goesOn: true, "ENOSPC")
        let bank = try world.bank(before: night)
        let first = try strike(bank, world, night, fault, saying: "no space left on device")
        struck += first.struck
        // It is full again while the night is repeated.
        if number % 3 == 1 {
          let again = try world.instants(1, of: Self.writes, night: night)[0]
          let fault = Self.writes.at(again, goesOn: true, "ENOSPC")
          struck += try strike(
            bank, world, night, fault, saying: "no space left on device", wasKept: first.isKept
          ).struck
        }
        try world.requireRecovery(bank, night: night, after: fault)
      }
    }
    SoakSettings.report("the device was full \(struck) times, seed \(world.seed): nothing half kept")
  }

  private func breakDevice(_ world: FaultWorld) throws {
    var struck = 0
    for (base, what, said) in [
      (Self.writes, "EIO", "input/output error"), (Self.writes, "short", "did not take or give all bytes"),
      (Self.reads, "EIO", "input/output error"),
    ] {
      for instant in try world.instants(SoakSettings.faults ?? 1, of: base, night: 1) {
        let bank = try world.bank(before: 1)
        let fault = base.at(instant, what)
        struck += try strike(bank, world, 1, fault, saying: said).struck
        try world.requireRecovery(bank, night: 1, after: fault)
      }
    }
    SoakSettings.report("the device failed \(struck) times, seed \(world.seed): nothing half kept")
  }

  /// Files for the operator: the run is kept, and the others are written.
  private func refuseReports(_ world: FaultWorld) throws {
    for instant in try world.instants(SoakSettings.faults ?? 1, of: Self.reports, night: 1) {
      let bank = try world.bank(before: 1)
      let fault = Self.reports.at(instant, "ENOSPC")
      let ending = try bank.run(1, fault)
      #expect(ending.status == 74, "seed \(world.seed), \(fault): \(ending.errors)")
      #expect(ending.errors.contains("could not be written to"), "\(ending.errors)")
      #expect(ending.errors.contains("No space left on device"), "\(ending.errors)")
      #expect(ending.errors.contains("The run itself is kept"), "\(ending.errors)")
      #expect(ending.output.contains("published  not yet"), "the run goes on: \(ending.output)")
      #expect(try world.keptWhole(bank, night: 1, after: fault))
      let drafts = try FileManager.default.subpathsOfDirectory(atPath: bank.state.directory)
        .filter { $0.hasSuffix(".new") }
      #expect(drafts.isEmpty, "half a file is left: \(drafts)")
      let rejections = bank.state.statePath + "/rejections"
      let others = [
        FileManager.default.fileExists(atPath: bank.report("findings.csv")),
        FileManager.default.fileExists(atPath: bank.report("metrics")),
        try FileManager.default.contentsOfDirectory(atPath: rejections).count == 2,
      ]
      #expect(others.count { !$0 } <= 1, "the others are written: \(others), \(fault)")
      try world.requireRecovery(bank, night: 1, after: fault)
    }
  }

  /// Runs a night with a fault; whether it was struck, and whether the night is kept afterwards.
  ///
  /// - Parameter wasKept: whether it was kept before, by a run that failed at its very end.
  private func strike(
    _ bank: Bank, _ world: FaultWorld, _ night: Int, _ fault: Fault, saying reason: String,
    wasKept: Bool = false
  ) throws -> (struck: Int, isKept: Bool) {
    let ending = try bank.run(night, fault)
    let isKept = try world.keptWhole(bank, night: night, after: fault)
    let words = "seed \(world.seed), night \(night), \(fault): \(ending.errors)"
    guard ending.status != 0 else {
      // What is short is continued; a wait for the device that fails after another that succeeded told of nothing.
      #expect(isKept && ending.errors.isEmpty, "\(words)")
      return (min(ending.struck, 1), isKept)
    }
    #expect(ending.status == 74, "\(words)")
    let said = ending.errors.lowercased()
    #expect(said.contains(reason) || said.contains("did not take or give all bytes"), "it says why: \(words)")
    #expect(ending.errors.contains(bank.state.statePath), "it says where: \(words)")
    #expect(
      wasKept || isKept == ending.errors.contains("The run itself is kept"), "it says what is kept: \(words)")
    return (1, isKept)
  }
}
