import Ledger
import TestSupport
import Testing

@testable import Ingest

/// Random files, whatever their line ends and however they are cut, against the slow reader.
@Suite struct NACHARandomTests {
  @Test(arguments: 1...150)
  func filesAreReadAsTheSlowReaderReadsThem(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let file = Self.file(&random)
    let expected = ReferenceACH(file.whole())
    let separator = ["\n", "\r\n", "\r", "", " \n"][random.below(5)]
    let bench = try MessageBench(file.whole(separator), chunkBytes: 1 + random.below(500))
    let found = bench.achEntries
    let wanted = expected.entries.map { entry in
      let words = entry.split(separator: " ")
      return words[1].hasPrefix("ach-") ? words.prefix(2).joined(separator: " ") : entry
    }
    // Without line ends all is on one line.
    let isOneLine = separator.isEmpty
    let difference = firstDifference(
      isOneLine ? Self.withoutLines(found) : found, isOneLine ? Self.withoutLines(wanted) : wanted)
    #expect(difference == nil, "seed \(seed): \(difference ?? "")")
    let outcome = bench.decoded.outcome
    #expect(expected.controlsAgree && !outcome.controlsFailed, "seed \(seed): \(bench.controls)")
    #expect(outcome.contradiction == nil, "seed \(seed)")
    #expect(outcome.accepted.minorUnits["USD"] ?? 0 == Int64(expected.paid), "seed \(seed)")
    #expect(outcome.read.records == expected.entries.count, "seed \(seed)")
  }

  private static func withoutLines(_ entries: [String]) -> [String] {
    entries.map { String($0.drop { $0 != " " }) }.sorted()
  }

  private static func file(_ random: inout SeededRandom) -> ACHFile {
    var file = ACHFile()
    var trace = 0
    for _ in 0..<(1 + random.below(4)) {
      let entryClass = ["PPD", "CCD", "CTX", "WEB", "TEL", "ARC", "POS", "ACK", "COR", "ENR"][
        random.below(10)]
      file.batch(entryClass, company: ["ACME", "CAFÉ", "B & B"][random.below(3)])
      for _ in 0..<random.below(6) {
        trace += 1
        entry(entryClass, trace, &file, &random)
      }
      file.endBatch()
    }
    // The last is ended with the file.
    file.batch()
    return file
  }

  private static func entry(
    _ entryClass: String, _ trace: Int, _ file: inout ACHFile, _ random: inout SeededRandom
  ) {
    let code = ["22", "27", "32", "37", "42", "47", "52", "55", "23", "28", "24", "29", "38"][
      random.below(13)]
    let cents = random.chance(percent: 10) ? 0 : random.below(1_000_000)
    let number = "12104288" + ACHFile.right(trace, 7)
    let isReturn = random.chance(percent: 20)
    file.entry(
      isReturn ? (random.chance(percent: 50) ? "21" : "26") : code, account: "A\(random.below(5))", cents,
      name: ["JANE DOE", "JOSÉ", ""][random.below(3)], addenda: true, trace: number)
    for piece in 0..<random.below(4) { file.text(["TXP*1", "a text", ""][random.below(3)], piece) }
    if isReturn { file.returned("R0\(1 + random.below(9))", original: "23138010" + ACHFile.right(trace, 7)) }
  }
}
