import Foundation
import TestSupport
import Testing

/// The made-up bank from end to end: made, scanned, its flags printed and held against the truth.
@Suite struct WorldCommandsTests {
  @Test func aSimulatedWorldIsScannedAndEvaluated() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "manumit-world-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let made = try BuiltProgram.run(
      ["simulate", folder, "--seed", "5", "--customers", "120", "--days", "20", "--one-file"])
    #expect(made.status == 0, "\(made.errors)")
    let state = folder + "/state"
    let scan = try BuiltProgram.run(["scan", folder + "/exports", "--state", state, "--no-publish"])
    #expect(scan.status == 0, "\(scan.errors)")
    #expect(scan.output.contains("rejected   0"), "every row that is simulated can be read")
    let flags = try BuiltProgram.run(["flags", "--state", state])
    #expect(flags.status == 0, "\(flags.errors)")
    try flags.output.write(toFile: folder + "/flags.jsonl", atomically: false, encoding: .utf8)
    let evaluation = try BuiltProgram.run(["evaluate", folder + "/flags.jsonl", "--world", folder, "--json"])
    #expect(evaluation.status == 0, "\(evaluation.errors)")
    let figures = try JSONSerialization.jsonObject(with: Data(evaluation.output.utf8))
    #expect(figures is [String: Any])
  }
}
