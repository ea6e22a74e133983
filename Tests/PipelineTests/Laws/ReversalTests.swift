import Detection
import History
import Ledger
import TestSupport
import Testing

@testable import Pipeline

/// What was taken back counts nowhere, as if it had never been: whenever its reversal comes, and whatever that says.
@Suite struct ReversalTests {
  static let days = 29

  private static func state(_ nights: [[String]]) throws -> TestState {
    let state = try TestState(try SensitiveRules.rulebook())
    for night in nights { try state.scan(night, header: ReversedExport.header) }
    return state
  }

  @Test(arguments: UInt64(1)...4)
  func flagsAreThoseOfWhatCountsInTheEnd(seed: UInt64) throws {
    let export = ReversedExport(
      RandomExport(300, days: Self.days, seed: seed), days: Self.days, seed: seed)
    #expect(export.taken > 25, "seed \(seed)")
    let clean = try Self.state([export.clean])
    let expected = try clean.dump()
    #expect(try clean.flags().count > 3, "seed \(seed): the test needs flags to compare")
    let all = export.rows.map(\.text)
    #expect(try Self.state([all]).dump() == expected, "seed \(seed), in one run")

    var nights = export.nights(10, of: Self.days)
    #expect(try Self.state(nights).dump() == expected, "seed \(seed), night after night")
    var random = SeededRandom(seed: seed &+ 500)
    nights.shuffle(using: &random)
    #expect(try Self.state(nights).dump() == expected, "seed \(seed), nights in any order")
    #expect(
      try Self.state([Array(all[150...]), Array(all[..<150])] + nights).dump() == expected,
      "seed \(seed), everything twice")
  }

  @Test(arguments: UInt64(31)...33)
  func soWithACustomerFileWheneverItComes(seed: UInt64) throws {
    // Here a payment names its customer and its return does not, there it is the other way round.
    let export = ReversedExport(
      RandomExport(300, days: Self.days, seed: seed).withoutCustomers(seed: seed, percent: 70),
      days: Self.days,
      seed: seed)
    let customers = RandomCustomers(seed: seed).rows
    let clean = try TestState(try SensitiveRules.withCustomers())
    try clean.load(customers: customers)
    try clean.scan(export.clean, header: ReversedExport.header)
    let expected = try clean.dump()
    #expect(try clean.flags().count > 3, "seed \(seed): the test needs flags to compare")

    var nights = export.nights(6, of: Self.days)
    let between = try TestState(try SensitiveRules.withCustomers())
    for (number, night) in nights.enumerated() {
      if number == 3 { try between.load(customers: customers) }
      try between.scan(night, header: ReversedExport.header)
    }
    #expect(try between.dump() == expected, "seed \(seed): between nights")

    var random = SeededRandom(seed: seed)
    nights.shuffle(using: &random)
    let after = try TestState(try SensitiveRules.withCustomers())
    for night in nights { try after.scan(night, header: ReversedExport.header) }
    try after.load(customers: customers)
    #expect(try after.dump() == expected, "seed \(seed): after nights in any order")
  }

  @Test(arguments: UInt64(1)...2)
  func everyRecordIsCountedOnce(seed: UInt64) throws {
    let export = ReversedExport(
      RandomExport(300, days: Self.days, seed: seed), days: Self.days, seed: seed)
    let state = try TestState(try SensitiveRules.rulebook())
    let first = try state.scan(export.rows.map(\.text), header: ReversedExport.header)
    // Only a correction under the id of what it corrects is the same transaction once more.
    #expect(first.run.read.records == export.rows.count)
    #expect(first.run.accepted.records + first.run.duplicate.records == export.rows.count)
    let again = try state.scan(export.rows.map(\.text), header: ReversedExport.header)
    #expect(again.run.accepted.records == 0 && again.run.duplicate.records == export.rows.count)
    #expect(again.run.flagsNew + again.run.flagsExtended + again.run.flagsAmended == 0)
  }

  @Test func aFlagThatLosesAPaymentIsAmendedAndOneThatLosesAllIsWithdrawn() throws {
    let export = RandomExport(300, days: Self.days, seed: 5)
    let state = try TestState(try SensitiveRules.rulebook())
    try state.scan(export.rows.map { $0 + ",," }, header: ReversedExport.header)
    let flags = try state.flags()
    let flag = try #require(flags.first { $0.subjectKind == "customer" && $0.evidence.count > 2 })
    let own = Set(flag.evidence.compactMap { $0.fields["txn_id"] })
    let rows = export.rows.filter { row in own.contains(String(row.prefix { $0 != "," })) }
    let one = try state.scan([try #require(rows.first) + ",reversal,"], header: ReversedExport.header)
    #expect(one.run.flagsAmended + one.run.flagsWithdrawn >= 1)
    let all = try state.scan(rows.dropFirst().map { $0 + ",reversal," }, header: ReversedExport.header)
    #expect(all.run.flagsAmended + all.run.flagsWithdrawn >= 1)
    #expect(try !state.flags().flatMap(\.evidence).contains { own.contains($0.fields["txn_id"] ?? "") })
  }

  @Test func whatNamesNothingIsRejected() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let rows = RandomExport(20, days: 5, hasIdentifiers: false, seed: 3).rows
    let report = try state.scan(
      [rows[0] + ",return,", rows[1] + ",return,T1", rows[2] + ",mystery,T1", rows[3] + ",posted,T1"],
      limit: .records(10), header: ReversedExport.header)
    #expect(report.run.rejected.records == 2)
    #expect(report.run.accepted.records == 2)
  }
}
