import Detection
import Ledger
import TestSupport
import Testing

@testable import Pipeline

/// Laws 1 to 3: the flags follow from the set of transactions, whatever the order of rows, files and nights.
@Suite struct OrderAndSplitTests {
  static let days = 29

  @Test(arguments: UInt64(1)...3)
  func shuffledRowsMakeTheSameFlags(seed: UInt64) throws {
    let export = RandomExport(300, days: Self.days, seed: seed)
    let inOrder = try TestState(try SensitiveRules.rulebook())
    try inOrder.scan(export.rows)
    let expected = try inOrder.dump()
    #expect(try inOrder.flags().count > 5, "seed \(seed): the test needs flags to compare")

    var random = SeededRandom(seed: seed &+ 1000)
    let shuffled = try TestState(try SensitiveRules.rulebook())
    try shuffled.scan(export.rows.shuffled(using: &random), workers: 3)
    #expect(try shuffled.dump() == expected, "seed \(seed)")
  }

  @Test(arguments: UInt64(11)...12)
  func nightsMakeTheFlagsOfOneRun(seed: UInt64) throws {
    let export = RandomExport(300, days: Self.days, seed: seed)
    let whole = try TestState(try SensitiveRules.rulebook())
    try whole.scan(export.rows)
    let expected = try whole.dump()

    let nightly = try TestState(try SensitiveRules.rulebook())
    for night in export.nights(10, of: Self.days) { try nightly.scan(night) }
    #expect(try nightly.dump() == expected, "seed \(seed), night after night")

    // Nights up to a month late: as late as the state accepts by default.
    var random = SeededRandom(seed: seed)
    var late = export.nights(8, of: Self.days)
    late.shuffle(using: &random)
    let outOfOrder = try TestState(try SensitiveRules.rulebook())
    for night in late { try outOfOrder.scan(night) }
    #expect(try outOfOrder.dump() == expected, "seed \(seed), nights in any order")
  }

  @Test(arguments: [true, false])
  func feedingAgainChangesNothingAndSaysSo(hasIdentifiers: Bool) throws {
    let export = RandomExport(300, days: 20, hasIdentifiers: hasIdentifiers, seed: 21)
    let state = try TestState(try SensitiveRules.rulebook())
    let first = try state.scan(export.rows)
    #expect(first.run.accepted.records == export.rows.count, "honest twins both count")
    let expected = try state.dump()
    for rows in [export.rows, export.rows.reversed(), Array(export.rows[100..<200])] {
      let again = try state.scan(rows)
      #expect(again.run.duplicate.records == rows.count)
      #expect(again.run.accepted.records == 0)
      #expect(again.run.flagsNew + again.run.flagsExtended + again.run.flagsAmended == 0)
      #expect(again.run.flagsWithdrawn == 0)
      #expect(try state.dump() == expected)
    }
  }

  /// What data do not state looks like what did not happen: nobody is flagged for it, until it is stated by any
  /// record, and then for what was before as well.
  @Test(arguments: UInt64(41)...42)
  func whatIsStatedLateCountsForTheDaysBefore(seed: UInt64) throws {
    let nights = RandomExport(300, days: Self.days, seed: seed).nights(10, of: Self.days)
      .enumerated().map { number, rows in number < 7 ? rows.map(Self.saysLess) : rows }
    let nightly = try TestState(try SensitiveRules.rulebook())
    for night in nights[..<7] { try nightly.scan(night) }
    let needy: Set = ["T-CASH", "T-SWEEP", "T-HUB", "T-LINK", "T-SHARED"]
    let early = Set(try nightly.flags().flatMap(\.findings).map(\.indicator))
    #expect(!early.isEmpty && early.isDisjoint(with: needy), "seed \(seed): \(early)")
    for night in nights[7...] { try nightly.scan(night) }
    let whole = try TestState(try SensitiveRules.rulebook())
    try whole.scan(nights.flatMap(\.self))
    #expect(try nightly.dump() == whole.dump(), "seed \(seed)")
    #expect(!Set(try whole.flags().flatMap(\.findings).map(\.indicator)).isDisjoint(with: needy))
  }

  /// The row without county, conductor and purpose.
  private static func saysLess(_ row: String) -> String {
    var cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    for column in [11, 16, 17] { cells[column] = "" }
    return cells.joined(separator: ",")
  }

  @Test func littleMemoryMakesTheSameFlags() throws {
    let export = RandomExport(1500, days: 30, seed: 31)
    let roomy = try TestState(try SensitiveRules.rulebook())
    try roomy.scan(export.rows)
    let tight = try TestState(try SensitiveRules.rulebook())
    try tight.scan(export.rows, memory: 1)
    #expect(try tight.dump() == roomy.dump())
  }
}
