import Ledger
import TestSupport
import Testing

@testable import Ingest

/// Statements of random entries, and what they must come to, worked out by hand as they are made.
private struct RandomStatement {
  var text = ""
  /// Direction and minor units of each transaction, in the order they stand.
  var expected: [String] = []
  /// Whether nothing proves which way reversals go, for they come to nothing.
  var isUnproven: Bool

  init(_ random: inout SeededRandom) {
    // Some banks state the direction of the original of a reversal.
    let isTurned = random.chance(percent: 40)
    var entries: [String] = []
    var balance = 0
    var reversed = 0
    for number in 0..<random.below(12) {
      let isCredit = random.chance(percent: 50)
      let isReversal = random.chance(percent: 25)
      let parts = (0..<(random.chance(percent: 60) ? random.below(2) : random.below(6))).map { _ in
        1 + random.below(90_000)
      }
      let rest = random.chance(percent: 30) ? random.below(500) : 0
      let amount = parts.count < 2 ? 1 + random.below(90_000) : parts.reduce(rest, +)
      let comesIn = isCredit != (isReversal && isTurned)
      balance += comesIn ? amount : -amount
      if isReversal { reversed += comesIn ? amount : -amount }
      let way = comesIn ? "credit" : "debit"
      if parts.count > 1 {
        expected += parts.map { "\(way) \($0)" } + (rest > 0 ? ["\(way) \(rest)"] : [])
      } else {
        expected.append("\(way) \(amount)")
      }
      entries.append(
        ISOText.entry(
          Self.decimal(amount, &random), isCredit ? "CRDT" : "DBIT",
          reference: random.chance(percent: 50) ? "R\(number % 3)" : "", isReversal: isReversal,
          details: parts.enumerated().map {
            ISOText.detail(
              parts.count == 1 ? nil : Self.decimal($0.element, &random), endToEnd: "E\($0.offset % 2)",
              payer: "P", payee: "Q")
          }.joined(separator: random.chance(percent: 50) ? "\n" : "")))
    }
    isUnproven = isTurned && reversed == 0
    text = ISOText.statement(
      entries.joined(separator: "\n"), opening: "1000000", closing: Self.signed(100_000_000 + balance),
      summary: "<TxsSummry><TtlNtries><NbOfNtries>\(entries.count)</NbOfNtries></TtlNtries></TxsSummry>")
  }

  private static func signed(_ minor: Int) -> String {
    (minor < 0 ? "-" : "") + "\(abs(minor) / 100).\(abs(minor) % 100 < 10 ? "0" : "")\(abs(minor) % 100)"
  }

  private static func decimal(_ minor: Int, _ random: inout SeededRandom) -> String {
    let plain = signed(minor)
    return random.chance(percent: 20) ? "000" + plain + "000" : plain
  }
}

@Suite struct RandomStatementTests {
  @Test func everyEntryIsWhatItWasMadeAs() throws {
    for seed in UInt64(0)..<300 {
      var random = SeededRandom(seed: seed)
      let made = RandomStatement(&random)
      let bench = try MessageBench(made.text, chunkBytes: 1 + random.below(3000))
      let found = bench.decoded.customers.map { "\($0.posting.direction) \($0.posting.amount)" }
      #expect(found.count == made.expected.count, "seed \(seed)")
      #expect(made.isUnproven || found.sorted() == made.expected.sorted(), "seed \(seed)")
      #expect(bench.rejections == [], "seed \(seed)")
      #expect(!bench.decoded.outcome.controlsFailed, "seed \(seed): \(bench.controls)")
      let identifiers = bench.decoded.customers.compactMap { $0.texts[.identifier] }
      #expect(Set(identifiers).count == identifiers.count, "seed \(seed)")
    }
  }
}
