import Foundation
import TestSupport
import Testing

@testable import Pipeline

/// Whatever the program makes is for its owner alone, however open the operator's umask is; but metrics, which name
/// nobody, are for a collector.
@Suite(.enabled(if: BuiltProgram.path != nil, "\(BuiltProgram.skipped)"))
struct PrivateFilesTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "manumit-private-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// Runs the program in the folder under a umask that keeps nobody out.
  private func run(_ arguments: String, umask: String = "000") throws {
    let program = try #require(BuiltProgram.path)
    let said = try BuiltProgram.run(
      ["-c", "cd '\(folder)' && umask \(umask) && exec '\(program)' \(arguments)"], of: "/bin/sh")
    try #require(said.status == 0, "\(arguments): \(said.errors)")
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }

  @Test func nothingIsOpenToOthers() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let export = RandomExport(200, days: 40, seed: 19)
    let bad = export.rows[7].replacing("USD", with: "much")
    try (RandomExport.header + (export.rows + [bad]).joined(separator: "\n") + "\n")
      .write(toFile: folder + "/export.csv", atomically: false, encoding: .utf8)
    try (RandomCustomers.header + RandomCustomers(seed: 19).rows.joined(separator: "\n") + "\n")
      .write(toFile: folder + "/customers.csv", atomically: false, encoding: .utf8)
    try SensitiveRules.write(to: folder + "/rules")
    let old = FileManager.default.createFile(
      atPath: folder + "/findings.csv", contents: Data("old".utf8), attributes: [.posixPermissions: 0o666])
    #expect(old)
    let given = Set(try FileManager.default.subpathsOfDirectory(atPath: folder)).subtracting(["findings.csv"])

    let state = "--state state --rulebook rules --no-publish"
    try run("customers load customers.csv \(state)")
    try run("scan export.csv \(state) --memory 16 --findings findings.csv --metrics run.prom")
    try run("replay-rejections state/rejections/* \(state)")
    try run("check export.csv --rulebook rules --write-profile profile.yaml")
    try run("state backup copy --state state")
    try run("state restore copy --state again")
    try run("state rebuild export.csv --customers customers.csv --state rebuilt --rulebook rules")
    try run("simulate world --seed 3 --customers 20 --days 2")

    let made = Set(try FileManager.default.subpathsOfDirectory(atPath: folder)).subtracting(given)
    #expect(made.count > 25 && made.contains { $0.hasPrefix("state/rejections/") })
    for path in made where path != "run.prom" {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
      #expect(try mode(path) == (isFolder.boolValue ? 0o700 : 0o600), "\(path)")
    }
    #expect(try mode("run.prom") == 0o666)
    try run("scan export.csv \(state) --metrics run.prom", umask: "027")
    #expect(try mode("run.prom") == 0o640)
  }
}
