import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// Sets that depend on other postings, against the definition read word for word.
@Suite struct SetBuilderTests {
  static let hour: Int64 = 3_600_000

  @Test(arguments: UInt64(1)...15)
  func linkedSetsAgreeWithTheirDefinition(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let activity = PostingMaker.activity(PostingMaker.random(120, days: 12, using: &random))
    let places: [UInt32: Geography.Place] = [
      100: .init(latitudeMicrodegrees: 40_700_000, longitudeMicrodegrees: -74_000_000),
      606: .init(latitudeMicrodegrees: 41_880_000, longitudeMicrodegrees: -87_630_000),
      770: .init(latitudeMicrodegrees: 29_760_000, longitudeMicrodegrees: -95_370_000),
      900: .init(latitudeMicrodegrees: 34_050_000, longitudeMicrodegrees: -118_240_000),
    ]
    let distance = DistanceTable(Geography(places: places))
    let bits = activity.postings.map {
      AtomBits(atom: $0.direction == .credit ? 0 : 1) | ($0.channel == .cash ? AtomBits(atom: 2) : .none)
    }
    var columns = PostingColumns()
    columns.fill(bits, activity.postings.indices, wanted: .all)
    let builder = SetBuilder(activity: activity, columns: columns, distance: distance)
    for metres in [nil, Int64(1_500_000)] {
      for together in [nil, GroupField.counterparty] {
        for reach in [6 * Self.hour, 60 * Self.hour] {
          let sets = builder.build(Self.rule(reach: reach, metres: metres, together: together))
          for (set, forward) in [(2, false), (3, true)] {
            let own = sets[forward ? 1 : 0]
            let other = sets[forward ? 0 : 1]
            let expected = own.compactMap { member -> [Int64]? in
              let partners = other.filter {
                Self.links(member, $0, forward, reach, metres, together, activity, distance)
              }
              guard let enters = partners.map(\.instant).min() else { return nil }
              return [Int64(member.position), forward ? max(member.instant, enters) : member.instant]
            }
            let built = sets[set].map { [Int64($0.position), $0.enters] }
            #expect(built == expected, "seed \(seed), reach \(reach), forward \(forward)")
          }
        }
      }
    }
  }

  private static func links(
    _ own: Member, _ other: Member, _ forward: Bool, _ reach: Int64, _ metres: Int64?,
    _ together: GroupField?,
    _ activity: Activity, _ distance: DistanceTable
  ) -> Bool {
    guard own.position != other.position else { return false }
    let gap = forward ? other.instant - own.instant : own.instant - other.instant
    guard gap >= 0, gap <= reach else { return false }
    if let together {
      let value = GroupValue.of(together, Int(own.position), in: activity)
      guard value != 0, value == GroupValue.of(together, Int(other.position), in: activity) else {
        return false
      }
    }
    guard let metres else { return true }
    let from = activity.postings[Int(own.position)].zip
    let to = activity.postings[Int(other.position)].zip
    return distance.metres(from: from, to: to).map { $0 >= metres } ?? false
  }

  private static func rule(reach: Int64, metres: Int64?, together: GroupField?) -> CompiledRule {
    let sets = [
      PostingSet(name: "in", members: .matching(.atom(0))),
      PostingSet(name: "out", members: .matching(.any([.atom(1), .atom(2)]))),
      PostingSet(
        name: "in after out",
        members: .after(set: 0, other: 1, milliseconds: reach, metresApart: metres, together: together)),
      PostingSet(
        name: "out before in",
        members: .before(set: 1, other: 0, milliseconds: reach, metresApart: metres, together: together)),
    ]
    return CompiledRule(RuleMaker.rule(sets: sets, aggregates: [], conditions: [], test: .all([])))
  }

  @Test func measuresDistances() throws {
    let newYork = Geography.Place(latitudeMicrodegrees: 40_712_800, longitudeMicrodegrees: -74_006_000)
    let chicago = Geography.Place(latitudeMicrodegrees: 41_878_100, longitudeMicrodegrees: -87_629_800)
    let metres = GreatCircle.metres(from: newYork, to: chicago)
    // 1,144 km by the great circle.
    #expect((1_130_000...1_160_000).contains(metres), "\(metres)")
    #expect(GreatCircle.squareRoot(1_000_000_000_000) == 1_000_000)
    for number in UInt64(0)..<2000 {
      let root = GreatCircle.squareRoot(number)
      #expect(root * root <= number && (root + 1) * (root + 1) > number)
    }
  }
}
