import TestSupport
import Testing

@testable import Detection

/// The figures of groups against a dictionary, few groups and many.
@Suite struct GroupFiguresTests {
  @Test(arguments: [UInt64(1), 2, 3], [3, 24, 60])
  func agreesWithADictionary(seed: UInt64, groups: Int) {
    var random = SeededRandom(seed: seed)
    var figures = GroupFigures()
    var plain: [UInt64: Int128] = [:]
    for step in 0..<600 {
      let key = UInt64(random.below(groups) + 1)
      // Now and then a group goes back to nothing, as when its last posting leaves the window.
      let before = plain[key] ?? 0
      let difference = random.chance(percent: 40) ? -before : Int128(random.below(9)) - 4
      #expect(figures.add(difference, to: key) == before, "seed \(seed), \(groups) groups, step \(step)")
      plain[key] = before + difference == 0 ? nil : before + difference
      #expect(figures.count == plain.count, "seed \(seed), \(groups) groups, step \(step)")
    }
  }
}
