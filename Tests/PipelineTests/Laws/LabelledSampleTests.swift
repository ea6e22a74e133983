import Foundation
import History
import Ingest
import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Pipeline

/// A year of transfers made by a public simulator: read through a profile, from both sides, twice.
@Suite struct LabelledSampleTests {
  private static let folder = ProcessInfo.processInfo.environment["MANUMIT_SAMPLES"]

  @Test(.enabled(if: folder != nil, "needs the samples: set MANUMIT_SAMPLES to their folder"))
  func simulatedTransfersAreAllAccountedFor() throws {
    // Its amounts come to cents by chance, where the rules ask for the round sums that people agree on.
    let state = try TestState(try Rulebook.shipped(overrides: ["SMUG-STAGED-PAY.step": "0.01 USD"]))
    let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/Profiles/amlsim.yaml")
    let profile = try Profile(yaml: try String(contentsOf: fixture, encoding: .utf8))
    func scan() throws -> ScanReport {
      var options = state.options()
      options.clock = { Instant(milliseconds: 1_900_000_000_000) }
      options.paths = [(Self.folder ?? "") + "/labelled/amlsim-run-here/transactions.csv.gz"]
      options.profile = profile
      return try Scan(options, store: try Scan.openState(options)).run()
    }
    let first = try scan()
    #expect(first.run.read.records == 62_615)
    #expect(first.run.accepted.records == 62_615)
    #expect(try Scan.openState(state.options()).statistics.postings >= 2 * 62_615)
    #expect(try !state.flags().isEmpty, "hubs that many pay are flagged")
    let dump = try state.dump()
    let again = try scan()
    #expect(again.run.duplicate.records == 62_615)
    #expect(again.run.accepted.records == 0)
    #expect(try state.dump() == dump)
  }
}
