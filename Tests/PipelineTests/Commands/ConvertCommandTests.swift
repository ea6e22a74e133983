import Foundation
import TestSupport
import Testing

/// `manumit convert` as an engineer uses it.
@Suite(.enabled(if: BuiltProgram.path != nil, "\(BuiltProgram.skipped)"))
final class ConvertCommandTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "manumit-convert-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func write(_ text: String, _ name: String) throws -> String {
    let path = folder + "/" + name
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    return path
  }

  /// Reading the original and then what it was converted to: nothing new, whichever form it has.
  @Test(arguments: ["ndjson", "csv"])
  func theConvertedFileHoldsTheSameTransactions(form: String) throws {
    let rows = RandomExport(120, days: 10, hasIdentifiers: form == "csv", seed: 91).rows
    let original = try write(
      RandomExport.header + rows.map { $0 + "\n" }.joined(), "original.csv")
    let target = folder + "/converted"
    let converted = try BuiltProgram.run(["convert", original, "--form", form, "--output", target])
    #expect(converted.status == 0, "\(converted.errors)")
    #expect(converted.output.isEmpty && converted.errors.contains("converted  \(rows.count)"))
    let attributes = try FileManager.default.attributesOfItem(atPath: target)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let state = ["--state", folder + "/state", "--no-publish"]
    #expect(try BuiltProgram.run(["scan", original] + state).status == 0)
    let again = try BuiltProgram.run(["scan", target] + state)
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.output.contains("duplicate  \(rows.count)"), "\(again.output)")
  }

  @Test func whatIsLeftOutIsSaidAndNothingElseIsOnStandardOutput() throws {
    let path = try write(
      "account_id,amount,timestamp,currency,direction\nA,5.00,2026-03-07,USD,credit\nA,oops,2026-03-07,USD,credit\n"
        + "A,7.00,2026-03-07,USD,credit\nA,8.00,2026-03-07,USD,credit\n",
      "export.csv")
    let result = try BuiltProgram.run(["convert", path])
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").count == 3)
    #expect(
      result.output.prefix { $0 != "\n" }
        == "{\"timestamp\":\"2026-03-07\",\"amount\":\"5.00\",\"currency\":\"USD\",\"direction\":\"credit\",\"account_id\":\"A\"}"
    )
    #expect(result.errors.contains("left out   amount-unreadable: 1"))
    #expect(result.errors.contains("export.csv:3: amount-unreadable (amount)"))
  }

  @Test func aFileThatCannotBeReadLeavesNoOutput() throws {
    let path = try write("<html></html>", "page")
    let target = folder + "/converted"
    let result = try BuiltProgram.run(["convert", path, "--output", target])
    #expect(result.status == 65)
    #expect(!FileManager.default.fileExists(atPath: target))
    #expect(!FileManager.default.fileExists(atPath: target + ".new"))
  }
}
