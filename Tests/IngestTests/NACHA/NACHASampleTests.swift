import Foundation
import Ledger
import Testing

@testable import Ingest

/// Others' files: each is read as the slow reader reads it and its own control records state, or refused with a reason.
@Suite(.enabled(if: samplesDirectory != nil, "MANUMIT_SAMPLES names no directory of samples"))
struct NACHASampleTests {
  /// None of them is an ACH file: JSON in the quotes of a test corpus, and a word processor's document.
  private static let refused: Set<String> = [
    "166bc29378824062", "e499142d79b69666", "iat-nil-header.txt", "file_header_control.rtf",
  ]
  /// Their control records state something else than what is in them, by intent or by mistake.
  private static let differing: Set<String> = [
    "3.ach", "issue1620.ach", "flattenADVBatchesMultipleBatchHeaders.ach", "nonascii-utf8.ach",
    "1e5RecordBefore1or8.txt", "duplicate-trace.ach", "20110729A-invalid.ach", "adv-invalidFileControl.ach",
    "out-of-order.ach", "shr-credit.ach", "adv-invalidBatchEntries.ach",
  ]
  /// They lack the end of a file or of a batch, or have one where none belongs.
  private static let contradicting: Set<String> = [
    "return-no-batch-controls.ach", "forward.ach", "bh-ed-ad-bh-ed-ad-ed-ad.ach", "recon.ach",
    "neither_file_record.txt", "no_control.txt", "0.ach", "1e5RecordBefore1or8.txt", "5.ach",
  ]
  /// The first of the records in them that are broken, and how many there are. Of one every line is shifted by a column.
  private static let rejected = [
    "1e5RecordBefore1or8.txt": "5 ach-addenda-outside-entry, 1",
    "20110729A-invalid.ach": "3 field-missing, 178",
    "adv-invalidBatchEntries.ach": "3 ach-addenda-outside-entry, 1",
  ]

  @Test func everyFileIsReadOrRefused() throws {
    var (refused, differing, contradicting): (Set<String>, Set<String>, Set<String>) = ([], [], [])
    var rejected: [String: String] = [:]
    for file in try Self.files() {
      let name = file.lastPathComponent
      let source = try ByteSource(path: file.path)
      let bytes = try source.peek(64 << 20)
      do {
        let bench = try MessageBench(bytes)
        let outcome = bench.decoded.outcome
        if outcome.controlsFailed { differing.insert(name) }
        if outcome.contradiction != nil { contradicting.insert(name) }
        let broken = bench.rejections.filter { line in
          !bench.decoded.setAside.keys.contains { line.hasSuffix($0) }
        }
        if !broken.isEmpty { rejected[name] = "\(broken[0]), \(broken.count)" }
        #expect(outcome.read.records == outcome.accepted.records + outcome.rejected.records, "\(name)")
        if broken.isEmpty, !Self.hasOddLines.contains(name) { Self.compare(bench, bytes, name) }
      } catch let error as IngestError {
        print("\(name): \(error)")
        refused.insert(name)
      }
    }
    #expect(refused == Self.refused)
    #expect(differing == Self.differing)
    #expect(contradicting == Self.contradicting)
    #expect(rejected == Self.rejected)
  }

  /// Their lines are no records of 94 columns, so that the slow reader cannot take them apart.
  private static let hasOddLines: Set<String> = [
    "0.ach", "3.ach", "5.ach", "ppd-debit-fixedLengthInvalid.ach", "1e5RecordBefore1or8.txt",
  ]

  private static func compare(_ bench: MessageBench, _ bytes: [UInt8], _ name: String) {
    let expected = ReferenceACH(String(decoding: bytes, as: UTF8.self))
    let kept = bench.achEntries.map { $0.replacing(" return ", with: " ").replacing(" filed ", with: " ") }
    let wanted = expected.entries.map { entry in
      let words = entry.split(separator: " ", maxSplits: 2)
      return words[1].hasPrefix("ach-") ? words.prefix(2).joined(separator: " ") : "\(words[0]) \(words[2])"
    }
    let isWhole = bench.decoded.setAside.values.reduce(0, +) <= IngestLimits.heldSetAside
    if isWhole {
      let difference = firstDifference(kept, wanted)
      #expect(difference == nil, "\(name): \(difference ?? "")")
    }
    let outcome = bench.decoded.outcome
    #expect(outcome.read.records == expected.entries.count, "\(name)")
    #expect(outcome.accepted.minorUnits["USD"] ?? 0 == Int64(expected.paid), "\(name)")
    #expect(outcome.controlsFailed || expected.controlsAgree, "\(name): \(bench.controls)")
    if outcome.controlsFailed { print("\(name): \(bench.controls.filter { $0.hasSuffix("DIFFERS") })") }
  }

  private static func files() throws -> [URL] {
    let root = URL(fileURLWithPath: (samplesDirectory ?? "") + "/ach")
    let walk = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    var files: [URL] = []
    for case let file as URL in walk
    where !["json", "md", "tsv"].contains(file.pathExtension) && !file.hasDirectoryPath {
      files.append(file)
    }
    return files.sorted { $0.path < $1.path }
  }
}
