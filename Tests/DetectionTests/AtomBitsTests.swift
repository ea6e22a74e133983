import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// The bits of many atoms, against each atom asked alone and in its own words.
@Suite struct AtomBitsTests {
  @Test func everyAtomHasABitOfItsOwn() {
    var all = AtomBits.none
    for index in 0..<AtomBits.capacity {
      let bit = AtomBits(atom: index)
      #expect(!bit.isEmpty && all.isDisjoint(with: bit) && !all.contains(bit))
      all |= bit
      #expect(all.contains(bit) && (all & bit) == bit)
    }
    #expect(all == .all && AtomBits.all.contains(all) && all.contains(.none))
    #expect(AtomBits.capacity == Rulebook.maximumAtoms)
  }

  /// As many atoms as fit, of every kind that looks at a number, in an order of their own.
  @Test(arguments: UInt64(1)...6)
  func agreeWithTheirDefinitions(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let atoms = (0..<Rulebook.maximumAtoms).map { _ in Self.atom(&random) }
    let rulebook = Rulebook(atoms: atoms, rules: [], typologies: [], lexicons: [], hash: "")
    let evaluator = AtomEvaluator(rulebook: rulebook, distance: DistanceTable(Geography()))
    for var posting in PostingMaker.random(60, days: 9, using: &random) {
      posting.merchantCategory = UInt16(random.below(30))
      posting.state = Letters(["TX", "AZ", "NM"][random.below(3)]) ?? .none
      let bits = evaluator.bits(of: posting, texts: UnsafeRawBufferPointer(start: nil, count: 0))
      for (index, atom) in atoms.enumerated() {
        #expect(
          bits.contains(AtomBits(atom: index)) == Self.holds(atom, posting),
          "seed \(seed), \(atom), posting \(posting.identity)")
      }
    }
  }

  private static func atom(_ random: inout SeededRandom) -> Atom {
    switch random.below(8) {
    case 0: .amount(currency: .usDollar, range: range(Int64(random.below(20)) * 50_000))
    case 1: .amountMultiple(of: Int64(1 + random.below(9)) * 50_000, currency: .usDollar)
    case 2: .channel(mask: UInt16(truncatingIfNeeded: random.next()))
    case 3: .timeOfDay(from: random.below(24) * 3600, to: random.below(24) * 3600)
    case 4:
      .code(.merchantCategory, [UInt32(random.below(9))...9, UInt32(8 + random.below(8))...16])
    case 6:
      .days(
        from: random.chance(percent: 80) ? PostingMaker.firstDay.advanced(by: random.below(9)) : nil,
        until: random.chance(percent: 80) ? PostingMaker.firstDay.advanced(by: random.below(9)) : nil)
    case 5: .letters(.state, random.chance(percent: 50) ? texas : arizonaAndTexas)
    default: .weekday(mask: UInt8(random.below(128)))
    }
  }

  private static let texas: Set<Letters> = [Letters("TX") ?? .none]
  private static let arizonaAndTexas: Set<Letters> = [Letters("TX") ?? .none, Letters("AZ") ?? .none]

  private static func range(_ least: Int64) -> AmountRange {
    AmountRange(atLeast: DatedAmount(constant: least), atMost: DatedAmount(constant: least + 200_000))
  }

  private static func holds(_ atom: Atom, _ posting: Posting) -> Bool {
    switch atom {
    case .amount(_, let range):
      posting.amount >= range.atLeast?.minorUnits(on: posting.day) ?? .min
        && posting.amount <= range.atMost?.minorUnits(on: posting.day) ?? .max
    case .amountMultiple(let of, _): posting.amount % of == 0
    case .channel(let mask): mask >> UInt16(posting.channelCode) & 1 != 0
    case .timeOfDay(let from, let to):
      from <= to
        ? (from..<to).contains(posting.secondOfDay)
        : posting.secondOfDay >= from || posting.secondOfDay < to
    case .code(_, let ranges):
      posting.merchantCategory != 0 && ranges.contains { $0.contains(UInt32(posting.merchantCategory)) }
    case .letters(_, let set): set.contains(posting.state)
    case .days(let from, let until):
      posting.day >= from ?? posting.day && posting.day <= until ?? posting.day
    case .weekday(let mask): mask >> UInt8(posting.day.weekday) & 1 != 0
    default: false
    }
  }
}
