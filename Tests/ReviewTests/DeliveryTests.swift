import Detection
import History
import Ledger
import Testing

@testable import Review

/// However the outbox is cut into batches, and however often a batch is delivered: the same end state.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct DeliveryTests {
  /// A random outbox over few flags: versions, withdrawals, returns, runs, rejections.
  static func outbox(seed: UInt64) -> [OutboxEntry] {
    var generator = SeededGenerator(seed: seed)
    var entries: [OutboxEntry] = []
    var raised: Set<Int> = []
    for night in 1...8 {
      let run = hexadecimal(UInt64(night))
      for number in 1...4 where Int.random(in: 0..<3, using: &generator) > 0 {
        if raised.contains(number), Int.random(in: 0..<4, using: &generator) == 0 {
          let successor = Bool.random(using: &generator) ? Fixture.id(5 - number) : nil
          entries.append(.withdrawal(flag: Fixture.id(number), successor: successor, run: run))
        } else {
          let first = Int.random(in: 1...3, using: &generator)
          let evidence = (first...(first + Int.random(in: 0...3, using: &generator))).map {
            Fixture.transaction($0, memo: HostileText.make(&generator))
          }
          let score = Int.random(in: 1...2, using: &generator)
          entries.append(.flag(Fixture.flag(number, evidence: evidence, score: score), run: run))
          raised.insert(number)
        }
      }
      entries.append(.rejections(run: run, first: 0, [Fixture.rejection(night)]))
      entries.append(.run(Fixture.run(run)))
    }
    return entries
  }

  static func delivered(_ batches: [[OutboxEntry]]) throws -> [String] {
    try TestDatabase.withFresh { name in
      let connection = try TestDatabase.connect(name)
      for batch in batches { _ = try Publisher.publish(batch, on: connection) }
      return try connection.dump()
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>) func batchesDoNotMatter(seed: UInt64) throws {
    let entries = Self.outbox(seed: seed)
    let oneByOne = try Self.delivered(entries.map { [$0] })
    #expect(!oneByOne.isEmpty)
    #expect(try Self.delivered([entries]) == oneByOne, "all at once, seed \(seed)")

    // Cut at random; every batch delivered, not acknowledged, and delivered again.
    var generator = SeededGenerator(seed: seed &+ 1000)
    var batches: [[OutboxEntry]] = []
    var rest = entries[...]
    while !rest.isEmpty {
      let batch = Array(rest.prefix(Int.random(in: 1...9, using: &generator)))
      rest = rest.dropFirst(batch.count)
      batches += [batch, batch]
    }
    #expect(try Self.delivered(batches) == oneByOne, "cut and repeated, seed \(seed)")
  }
}
