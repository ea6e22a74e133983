import Foundation
import History
import Ingest
import Ledger
import TestSupport
import Testing

@testable import Pipeline

/// Law 5: read = accepted + duplicate + rejected, in count and in amount.
@Suite struct ConservationTests {
  @Test(arguments: UInt64(1)...5)
  func everyRecordIsAccountedFor(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let export = RandomExport(500, days: 30, seed: seed)
    var cents: Int64 = 0
    var broken = 0
    var rows: [String] = []
    for row in export.rows {
      var cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      cents += Int64(cells[2].filter { $0 != "." }) ?? 0
      // Damage that leaves the amount readable, so that amounts must add up as well.
      if random.chance(percent: 8) {
        cells[[1, 4][random.below(2)]] = "?"
        broken += 1
      }
      rows.append(cells.joined(separator: ","))
      if random.chance(percent: 5) {
        rows.append(rows[rows.count - 1])
        cents += Int64(cells[2].filter { $0 != "." }) ?? 0
        if cells[1] == "?" || cells[4] == "?" { broken += 1 }
      }
    }
    let run = try TestState(try SensitiveRules.rulebook()).scan(rows, profile: Profile()).run
    #expect(run.read.records == rows.count, "seed \(seed)")
    #expect(run.read.records == run.accepted.records + run.duplicate.records + run.rejected.records)
    #expect(run.rejected.records == broken, "seed \(seed)")
    #expect(run.duplicate.records > 0)
    let parts = [run.accepted, run.duplicate, run.rejected].map { $0.minorUnits["USD"] ?? 0 }
    #expect(run.read.minorUnits["USD"] == parts.reduce(0, +))
    #expect(parts.reduce(0, +) == cents, "seed \(seed)")
  }

  @Test func tooManyRejectionsKeepNothing() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let rows = RandomExport(50, days: 5, seed: 3).rows.map { $0.replacing("USD", with: "??") }
    for limit in [RejectionLimit.records(49), .share(basisPoints: 9999)] {
      let error = #expect(throws: PipelineError.self) {
        try state.scan(rows, limit: limit, profile: Profile())
      }
      #expect(error?.code == .tooManyRejections)
    }
    let store = try Scan.openState(state.options())
    #expect(try store.statistics.postings == 0)
    #expect(try store.statistics.outboxLength == 0)
  }

  @Test func mendedRejectionsCanBeReplayed() throws {
    let rows = RandomExport(200, days: 20, seed: 5).rows
    let whole = try TestState(try SensitiveRules.rulebook())
    try whole.scan(rows)

    let state = try TestState(try SensitiveRules.rulebook())
    let damaged = rows.enumerated().map {
      $0.offset.isMultiple(of: 9) ? $0.element.replacing(",USD,", with: ",$$$,") : $0.element
    }
    let report = try state.scan(damaged, profile: Profile())
    let path = try #require(report.rejectionFile)
    #expect(report.run.rejected.records == 23)
    let mended = try String(contentsOfFile: path, encoding: .utf8).replacing(",$$$,", with: ",USD,")
    try mended.write(toFile: path, atomically: true, encoding: .utf8)
    let replay = try Scan(state.options(), store: try Scan.openState(state.options())).replay(path)
    #expect(replay.run.accepted.records == 23)
    #expect(try state.dump() == whole.dump())
  }

  @Test(arguments: [
    ("500", RejectionLimit.records(500)), ("0", .records(0)), ("2.5%", .share(basisPoints: 250)),
    ("0.05%", .share(basisPoints: 5)), ("100%", .share(basisPoints: 10_000)),
  ])
  func readsLimits(text: String, limit: RejectionLimit) { #expect(RejectionLimit(text) == limit) }

  @Test(arguments: ["", "-1", "x", "%", "2.555%", "101%", "1.%"])
  func refusesOtherLimits(text: String) { #expect(RejectionLimit(text) == nil) }
}
