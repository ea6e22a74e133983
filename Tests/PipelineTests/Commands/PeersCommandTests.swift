import Foundation
import TestSupport
import Testing

@testable import Pipeline

/// `manumit peers`: figures by occupation, from what a state remembers.
@Suite(.enabled(if: BuiltProgram.path != nil, "\(BuiltProgram.skipped)"))
struct PeersCommandTests {
  /// Twenty-two cooks, of whom the n-th is paid n hundred dollars on each of seventy days.
  private static let cooks = 1...22

  private func state() throws -> TestState {
    let state = try TestState(try SensitiveRules.rulebook())
    var rows = "txn_id,timestamp,amount,currency,direction,channel,account_id\n"
    for cook in Self.cooks {
      for day in 1...70 {
        let date = day <= 31 ? (3, day) : day <= 61 ? (4, day - 31) : (5, day - 61)
        let month = "2026-0\(date.0)-\(date.1 < 10 ? "0" : "")\(date.1)"
        rows += "\(cook)-\(day),\(month)T09:00:00Z,\(cook * 100).00,USD,credit,cash,A\(cook)\n"
      }
    }
    let export = state.directory + "/export.csv"
    try rows.write(toFile: export, atomically: false, encoding: .utf8)
    let customers = state.directory + "/customers.csv"
    try ("customer_id,account_id,occupation\n" + Self.cooks.map { "C\($0),A\($0),cook\n" }.joined())
      .write(toFile: customers, atomically: false, encoding: .utf8)
    let load = ["customers", "load", customers, "--state", state.statePath, "--no-publish"]
    #expect(try BuiltProgram.run(load).status == 0)
    #expect(try BuiltProgram.run(["scan", export, "--state", state.statePath, "--no-publish"]).status == 0)
    return state
  }

  @Test func figuresAreWrittenAsReferenceDataThatRulesRead() throws {
    let state = try state()
    let folder = state.directory + "/mine/reference"
    let peers = ["peers", folder, "--state", state.statePath, "--from"]
    let first = try BuiltProgram.run(peers + ["2026-06-01"])
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("monthly_credits: 0 trades, 1 occupations in \(folder)/"))
    let file = folder + "/peers-monthly-credits.yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    // The middle of 22 cooks is paid between 1,100 and 1,200 dollars a day for thirty days.
    #expect(text.contains("\"cook\": {median: 33000.00 USD, 95th: 63000.00 USD}  # 22 customers"), "\(text)")

    let again = try BuiltProgram.run(peers + ["2026-06-01"])
    #expect(again.status == 64 && again.errors.contains("has figures from 2026-06-01 already"))
    #expect(try String(contentsOfFile: file, encoding: .utf8) == text, "nothing was written")
    #expect(try BuiltProgram.run(peers + ["2026-07-01"]).status == 0)
    let both = try String(contentsOfFile: file, encoding: .utf8)
    #expect(both.hasPrefix(text) && both.contains("- from: 2026-07-01"))

    let rules = ["rulebook", "list", "--rulebook", "Sources/Rulebook/Shipped", "--rulebook"]
    let list = try BuiltProgram.run(rules + [state.directory + "/mine"])
    #expect(list.status == 0 && list.output.contains("ML-LARGE-NOTES"), "\(list.errors)")
  }

  @Test func withoutACustomerFileThereAreNoPeers() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    try state.scan(RandomExport(20, days: 3, seed: 5).rows)
    let folder = state.directory + "/mine"
    let result = try BuiltProgram.run(["peers", folder, "--state", state.statePath, "--from", "2026-06-01"])
    #expect(result.status != 0)
    #expect(!FileManager.default.fileExists(atPath: folder + "/peers-monthly-credits.yaml"))
  }
}
