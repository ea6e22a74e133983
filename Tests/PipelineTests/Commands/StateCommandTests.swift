import Foundation
import Testing

/// The care of a state, as an operator goes about it: back up, lose, restore, rebuild.
@Suite(.enabled(if: BuiltProgram.path != nil, "\(BuiltProgram.skipped)"))
struct StateCommandTests {
  /// An invented bank's exports and customer file.
  private let folder: String
  private let state: String

  init() throws {
    folder = NSTemporaryDirectory() + "manumit-care-\(UUID().uuidString)"
    state = folder + "/state"
    let made = try BuiltProgram.run([
      "simulate", folder + "/world", "--seed", "5", "--customers", "100", "--operations-per-thousand", "100",
      "--days", "40",
    ])
    try #require(made.status == 0, "\(made.errors)")
  }

  private func flags(_ state: String) throws -> String {
    let flags = try BuiltProgram.run(["flags", "--state", state])
    try #require(flags.status == 0, "\(flags.errors)")
    return flags.output
  }

  private var exports: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder + "/world/exports").sorted()
        .map { folder + "/world/exports/" + $0 }
    }
  }

  private func expect(_ status: Int32, _ arguments: [String], _ said: String) throws {
    let result = try BuiltProgram.run(arguments)
    #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
    #expect((result.output + result.errors).contains(said), "\(arguments): \(result.output)\(result.errors)")
  }

  @Test func lostStatesComeBackFromBackupOrArchive() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let customers = folder + "/world/customers.csv"
    try expect(0, ["customers", "load", customers, "--state", state, "--no-publish"], "customers")
    let nights = try exports
    try expect(0, ["scan"] + nights.dropLast() + ["--state", state, "--no-publish"], "accepted")
    let backup = folder + "/backup"
    try expect(0, ["state", "backup", backup, "--state", state], "damaged    nothing")
    try expect(0, ["scan", nights[nights.count - 1], "--state", state, "--no-publish"], "accepted")
    try expect(0, ["state", "check", "--state", state], "damaged    nothing")
    let expected = try flags(state)
    #expect(expected.split(separator: "\n").count > 3, "the test needs flags to compare")

    // A bit changes on the device: the check says so, and where.
    let segment = state + "/segments/00000001.seg"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: segment))
    bytes[bytes.count / 2] ^= 4
    try bytes.write(to: URL(fileURLWithPath: segment))
    try expect(74, ["state", "check", "--state", state], "00000001.seg")
    try expect(74, ["state", "restore", backup, "--state", state], "is not empty")
    try FileManager.default.moveItem(atPath: state, toPath: folder + "/damaged")

    try expect(0, ["state", "restore", backup, "--state", state], "restored")
    try expect(0, ["scan", nights[nights.count - 1], "--state", state, "--no-publish"], "accepted")
    #expect(try flags(state) == expected)

    let rebuilt = folder + "/rebuilt"
    let rebuild = [
      "state", "rebuild", folder + "/world/exports", "--customers", customers, "--state", rebuilt,
    ]
    try expect(0, rebuild, "manumit publish")
    #expect(try flags(rebuilt) == expected)
    try expect(64, rebuild, "move it aside")
    // What a damaged backup holds is not taken for a state.
    try FileManager.default.removeItem(atPath: backup + "/format")
    try expect(74, ["state", "restore", backup, "--state", folder + "/again"], "is not a state")
    #expect(!FileManager.default.fileExists(atPath: folder + "/again"))
  }
}
