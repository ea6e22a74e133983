import Detection
import Foundation
import Rulebook
import Testing

/// What the guide for analysts shows must work as it stands there.
@Suite("The guide to writing rules")
struct GuideTests {
  private static func files() throws -> [RulebookFile] {
    let guide = try String(
      contentsOf: URL(filePath: Rulebook.shippedDirectory).appending(path: "README.md"), encoding: .utf8)
    return guide.components(separatedBy: "```yaml\n").dropFirst().enumerated().map { number, rest in
      RulebookFile(
        name: "guide-\(number).yaml", text: rest.components(separatedBy: "```").first ?? "", layer: 1)
    }
  }

  @Test("shows rules that load, and whose stories come out as it says")
  func examples() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "manumit-guide-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in try Self.files() {
      try file.text.write(to: folder.appending(path: file.name), atomically: true, encoding: .utf8)
    }
    let rulebook = try Rulebook.load(directories: [Rulebook.shippedDirectory, folder.path])
    let geography = try Geography.shipped()
    let outcomes = ExampleRunner(assessor: Assessor(rulebook: rulebook, geography: geography)).run()
      .filter { $0.rule == "GUIDE-SAME-SUM" }
    #expect(outcomes.count == 5)
    for outcome in outcomes { #expect(outcome.isRight, "\(outcome.example)") }
    var alone = rulebook
    alone.rules = rulebook.rules.filter { $0.id == "GUIDE-SAME-SUM" }
    let survivors = RuleMutants.survivors(of: alone, geography: geography)
    #expect(survivors.isEmpty, "every condition has a story of its own")
  }
}
