import TestSupport
import Testing

@testable import Pipeline

@Suite struct DistinctHashesTests {
  @Test(arguments: 1...20) func countsAsASetDoes(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    var counted = DistinctHashes(limit: 5_000)
    var oracle: Set<UInt64> = []
    // Few different ones, some of them neighbours, zero among them, and enough to make the table grow.
    for number in 1...20_000 {
      let hash = random.next() % UInt64(seed * 400)
      counted.insert(hash)
      oracle.insert(max(hash, 1))
      if number % 997 == 0 { #expect(counted.count() == min(oracle.count, 5_000), "seed \(seed)") }
    }
    #expect(counted.count() == min(oracle.count, 5_000), "seed \(seed)")
  }
}
