import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// What is told from columns of bits and from members alone, against the plain way.
@Suite struct PostingColumnsTests {
  @Test(arguments: UInt64(1)...30)
  func columnsMatchWhatThePostingsMatch(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var columns = PostingColumns()
    // One table for subject after subject, as an assessor has it: nothing of one may be left for the next.
    for _ in 0..<20 {
      let count = [1, 2, 63, 64, 65, 130, 300][random.below(7)]
      let atoms = [0, 1, 2, 63, 64, 127, 128, 300, AtomBits.capacity - 1]
      let bits = (0..<count).map { _ in
        atoms.reduce(AtomBits.none) { random.chance(percent: 30) ? $0 | AtomBits(atom: $1) : $0 }
      }
      let start = random.below(count)
      let matcher = BitMatcher(Self.predicate(atoms, depth: 3, using: &random))
      columns.fill(bits, start..<count, wanted: matcher.atoms)
      var found: [Int] = []
      let column = ColumnMatcher(matcher)
      defer { column.free() }
      columns.forEachWord(of: column) { first, word in
        for bit in 0..<64 where word >> UInt64(bit) & 1 != 0 { found.append(first + bit) }
      }
      let expected = (start..<count).filter { matcher.matches(bits[$0]) }
      #expect(found == expected, "seed \(seed)")
      #expect(columns.count(of: column) == expected.count, "seed \(seed)")
    }
  }

  private static func predicate(_ atoms: [Int], depth: Int, using random: inout SeededRandom) -> Predicate {
    guard depth > 0 else { return .atom(atoms[random.below(atoms.count)]) }
    let parts = (0..<random.below(4)).map { _ in predicate(atoms, depth: depth - 1, using: &random) }
    switch random.below(4) {
    case 0: return .all(parts)
    case 1: return .any(parts)
    case 2: return .not(predicate(atoms, depth: depth - 1, using: &random))
    default: return .atom(atoms[random.below(atoms.count)])
    }
  }

  /// A floor may let through what then does not hold; what it turns away never could.
  @Test(arguments: UInt64(1)...30)
  func floorsAreReachedWhereAWindowReachesThem(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let activity = PostingMaker.activity(PostingMaker.random(60, days: 20, using: &random))
    let members = activity.postings.indices.filter { _ in random.chance(percent: 40) }.map { position in
      let instant = activity.postings[position].instant.milliseconds
      return Member(position: Int32(position), instant: instant, enters: instant)
    }
    let dollars = Letters("USD") ?? .none
    for span in [0, 3_600_000, 86_400_000, 5 * 86_400_000] as [Int64] {
      // Every window that ends at a posting.
      let windows = activity.postings.map { anchor in
        members.filter {
          $0.instant <= anchor.instant.milliseconds && $0.instant >= anchor.instant.milliseconds - span
        }
      }
      let amounts = windows.map { window in
        window.map { activity.postings[Int($0.position)] }.filter { $0.currency == dollars }.map(\.amount)
      }
      let most = windows.map(\.count).max() ?? 0
      let richest = amounts.map { $0.reduce(0, +) }.max() ?? 0
      let largest = amounts.flatMap(\.self).max() ?? 0
      for (least, isReached) in [
        (.members(most), true), (.members(most + 1), false), (.money(richest), true),
        (.money(richest + 1), false), (.amount(largest + 1), false),
      ] as [(WindowFloor.Least, Bool)] {
        let floor = WindowFloor(set: 0, span: span, least: least)
        #expect(
          floor.isReached(by: members, in: activity, currency: dollars) == isReached,
          "seed \(seed), \(least) within \(span)")
      }
    }
  }
}
