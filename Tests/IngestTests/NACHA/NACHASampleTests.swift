import Foundation
import Ledger
import Testing

@testable import Ingest

@Suite(.enabled(if: samplesDirectory != nil, "MANUMIT_SAMPLES names no directory of samples"))
struct NACHASampleTests {
  @Test func dump() throws {
    for folder in ["ach", "fedwire"] {
      let root = URL(fileURLWithPath: (samplesDirectory ?? "") + "/" + folder)
      let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)!
      var files: [URL] = []
      for case let file as URL in walk
      where !["json", "md"].contains(file.pathExtension) && !file.hasDirectoryPath { files.append(file) }
      for file in files.sorted(by: { $0.path < $1.path }) {
        let source = try ByteSource(path: file.path)
        let bytes = try source.peek(8 << 20)
        print("=====", file.lastPathComponent, bytes.count)
        do {
          let bench = try MessageBench(bytes)
          let o = bench.decoded.outcome
          print(
            "read", o.read.records, "accepted", o.accepted.records, "reject", o.rejected.records,
            bench.decoded.setAside, bench.decoded.oddities)
          for l in bench.lines.prefix(4) { print("   ", l) }
          for l in bench.rejections.filter({ r in !bench.decoded.setAside.keys.contains { r.hasSuffix($0) } })
            .prefix(5)
          { print("  R", l) }
          for c in bench.controls where !c.contains("agree") {
            if c.contains("DIFF") || !c.contains("stated") { print("  C", c) }
          }
        } catch { print("  REFUSED", error) }
      }
    }
  }
}
