import Foundation
import Testing

@testable import Ingest

/// Where others' sample files lie; they are not part of this repository.
let samplesDirectory = ProcessInfo.processInfo.environment["MANUMIT_SAMPLES"]

/// The well-known corpus of JSON parsers: names beginning with `y_` must parse, with `n_` must not.
@Suite(.enabled(if: samplesDirectory != nil, "MANUMIT_SAMPLES names no directory of samples"))
struct JSONTestSuiteTests {
  /// Each file becomes the value of a key on one line; what cannot stand on one line is not of this format.
  @Test func everyVerdictOfTheCorpus() throws {
    var checked = 0
    for (name, content) in try Self.corpus() {
      let verdict = name.prefix(2)
      guard verdict == "y_" || verdict == "n_" else {
        _ = Self.reads(content)  // free to answer, not to crash
        continue
      }
      checked += 1
      let text = verdict == "y_" ? content.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 } : content
      #expect(Self.reads(text) == (verdict == "y_"), "\(name)")
    }
    #expect(checked > 250)
  }

  /// Whether the value is accepted where nobody reads it.
  private static func reads(_ content: [UInt8]) -> Bool {
    let line = Array("{\"value\":".utf8) + content + Array("}".utf8)
    return (try? readJSON(line, ["other"])) != nil
  }

  private static func corpus() throws -> [(String, [UInt8])] {
    let archive = (samplesDirectory ?? "") + "/ndjson/JSONTestSuite-test_parsing.tar.gz"
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("json-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tar.arguments = ["tar", "xzf", archive, "-C", folder.path]
    try tar.run()
    tar.waitUntilExit()
    var files: [(String, [UInt8])] = []
    let walk = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    for case let file as URL in walk where file.pathExtension == "json" {
      files.append((file.lastPathComponent, Array(try Data(contentsOf: file))))
    }
    return files.sorted { $0.0 < $1.0 }
  }
}
