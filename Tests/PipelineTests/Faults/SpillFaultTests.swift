import Foundation
import TestSupport
import Testing

/// Records that are set aside on disk when there is no memory for all of them: a device that is full or fails there
/// keeps nothing of the night, and leaves nothing behind.
@Suite(.serialized, .enabled(if: FaultSeam.isAvailable, "\(FaultSeam.skipped)"))
struct SpillFaultTests {
  /// As many records, with memos as long, as exceed the least memory that a run can be given.
  private static let records = 22_000
  private static let memo = String(repeating: "word ", count: 150)

  @Test(.timeLimit(.minutes(60))) func whatCannotBeSetAsideKeepsNothing() throws {
    let seed = SoakSettings.seed ?? 361
    var random = SeededRandom(seed: seed)
    let (state, rules) = try FaultWorld.rulesOnly()
    let empty = Bank(state, rules, [])
    let file = state.directory + "/large.csv"
    try Self.export().write(toFile: file, atomically: false, encoding: .utf8)
    func run(_ bank: Bank, _ fault: Fault) throws -> FaultSeam.Ending {
      try FaultSeam.run(bank.arguments(0, file: file) + ["--memory", "16", "--threads", "1"], fault)
    }
    let base = Fault(calls: "write|pread", path: "*/state/spill*")
    let calm = try Bank(copyOf: empty)
    let undisturbed = try run(calm, base)
    try #require(undisturbed.status == 0 && undisturbed.matched > 2, "nothing was set aside: \(undisturbed)")
    var struck = 0
    for number in 0..<(SoakSettings.faults.map { max($0 / 2, 1) } ?? 1) {
      let bank = try Bank(copyOf: empty)
      let fault = base.at(1 + random.below(undisturbed.matched), number.isMultiple(of: 2) ? "ENOSPC" : "EIO")
      let ending = try run(bank, fault)
      struck += ending.struck
      let words = "seed \(seed), \(fault): \(ending.errors)"
      #expect(ending.status == 74, "\(words)")
      #expect(ending.errors.contains("A temporary file in the state directory could not be"), "\(words)")
      let reason = number.isMultiple(of: 2) ? "No space left on device" : "Input/output error"
      #expect(ending.errors.contains(reason), "\(words)")
      #expect(ending.errors.contains("nothing was kept of this run"), "\(words)")
      let left = try FileManager.default.contentsOfDirectory(atPath: bank.state.statePath)
      #expect(!left.contains { $0.hasPrefix("spill") }, "\(words)")
      #expect(try bank.state.history().isEmpty, "\(words)")
      // Repeated, with calls that move fewer bytes than asked for.
      let again = try run(bank, base.at(1, goesOn: true, "short"))
      #expect(again.status == 0 && again.struck > 0, "\(words) \(again.errors)")
      #expect(again.output == undisturbed.output, "\(words)")
      #expect(try segments(bank) == segments(calm), "\(words)")
    }
    SoakSettings.report("records could not be set aside \(struck) times, seed \(seed): nothing kept or left")
  }

  private static func export() -> String {
    var text = "txn_id,timestamp,amount,currency,direction,channel,account_id,customer_id,memo\n"
    for number in 0..<records {
      text += "S\(number),2026-03-1\(number % 9)T10:00:00-06:00,\(100 + number % 50).00,USD,debit,p2p,"
      text += "A\(number % 14),C\(number % 7),\(memo)\n"
    }
    return text
  }

  /// What of its postings lies on disk.
  private func segments(_ bank: Bank) throws -> [Data?] {
    let folder = bank.state.statePath + "/segments"
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map {
      FileManager.default.contents(atPath: folder + "/" + $0)
    }
  }
}
