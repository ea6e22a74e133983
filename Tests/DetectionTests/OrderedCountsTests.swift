import TestSupport
import Testing

@testable import Detection

/// The greatest, the least and the median of numbers that come and go, against an array that is sorted each time.
@Suite struct OrderedCountsTests {
  @Test(arguments: [UInt64(1), 2, 3], [false, true])
  func agreesWithASortedArray(seed: UInt64, knowsMedian: Bool) {
    var random = SeededRandom(seed: seed)
    var counts = OrderedCounts(knowsMedian: knowsMedian)
    var plain: [Int128] = []
    // Grows over several chunks, stays there a while, and empties again.
    for step in 0..<9_000 {
      let grows = step < 4_000 ? 90 : step < 5_000 ? 50 : 5
      if plain.isEmpty || random.chance(percent: grows) {
        let number = Int128(random.below(step < 2_000 ? 40 : 100_000)) - 20
        plain.insert(number, at: plain.firstIndex { $0 >= number } ?? plain.count)
        counts.change(number, by: 1)
      } else {
        counts.change(plain.remove(at: random.below(plain.count)), by: -1)
      }
      #expect(counts.greatest == plain.last, "seed \(seed), step \(step)")
      #expect(counts.least == plain.first, "seed \(seed), step \(step)")
      guard knowsMedian else { continue }
      let median = plain.isEmpty ? nil : plain[(plain.count - 1) / 2]
      #expect(counts.lowerMedian == median, "seed \(seed), step \(step)")
    }
    #expect(plain.count < 200, "seed \(seed): it must have emptied again")
  }

  @Test func takingAwayWhatIsNotThereChangesNothing() {
    var counts = OrderedCounts(knowsMedian: true)
    for number in [Int128(3), 5, 9] { counts.change(number, by: 1) }
    for number in [Int128(1), 4, 7, 11] { counts.change(number, by: -1) }
    #expect(counts.least == 3 && counts.lowerMedian == 5 && counts.greatest == 9)
  }
}
