import Foundation
import Reporting
import Testing

/// Each picture is, to the byte, the one that was looked at and found right.
///
/// After a change that is meant to alter pictures: `MANUMIT_RECORD_PICTURES=1 swift test --filter PictureGoldenTests`,
/// then look at the files that changed.
@Suite(.serialized) struct PictureGoldenTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  @Test("a picture is the one that was looked at", arguments: PictureScene.all)
  func golden(scene: PictureScene) throws {
    let file = Self.folder.appending(path: scene.name + ".svg")
    if ProcessInfo.processInfo.environment["MANUMIT_RECORD_PICTURES"] != nil {
      try Data(scene.picture.svg.utf8).write(to: file)
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    let isSame = recorded == scene.picture.svg
    #expect(isSame, "\(scene.name): \(firstDifference(recorded, scene.picture.svg))")
  }

  @Test("no file is left of a picture that is not made any more")
  func noOrphans() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.sorted() == PictureScene.all.map { $0.name + ".svg" }.sorted())
  }

  private func firstDifference(_ old: String, _ new: String) -> String {
    let lines = zip(old.split(separator: "\n"), new.split(separator: "\n"))
    return lines.first { $0 != $1 }.map { "was: \($0), is: \($1)" } ?? "one is longer than the other"
  }
}
