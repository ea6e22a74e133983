import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// Most rules are turned away before any window slides. What is turned away must be what could not have held.
@Suite struct TurnedAwayTests {
  /// Activities of several examples together, some of their postings left out: near misses of every kind.
  @Test(arguments: UInt64(1)...8)
  func whatHoldsIsNeverTurnedAway(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let rulebook = try Rulebook.shipped()
    let assessor = Assessor(rulebook: rulebook, geography: try Geography.shipped())
    let oracle = Assessor(sharing: assessor.compiled)
    let examples = rulebook.rules.flatMap { rule in rule.examples.map { (rule: rule, activity: $0.activity) }
    }
    var held = 0
    for _ in 0..<60 {
      let (rule, start) = examples[random.below(examples.count)]
      let alike = examples.filter {
        $0.activity.kind == start.kind && $0.rule.link == rule.link && $0.activity.facts == start.facts
      }
      let others = (0..<random.below(3)).map { _ in alike[random.below(alike.count)].activity }
      let activity = Self.mixed(
        [start] + others, leavingOut: [0, 0, 10, 40][random.below(4)], using: &random)
      let days = activity.postings.map(\.day).sorted()
      // From the beginning, or from a night on before which all was looked at already.
      let night = random.chance(percent: 50) ? 0 : random.below(max(days.count, 1))
      guard let firstDay = days.dropFirst(night).first else { continue }
      let found = assessor.assess(activity, from: firstDay, fileName: { _ in "" })
        .map { "\($0.indicator) \($0.day)" }
      var expected: [String] = []
      for var run in oracle.runs(over: activity, from: firstDay) {
        expected += run.strongestMoments(from: firstDay).map { "\(run.compiled.rule.id) \($0.day)" }
      }
      #expect(
        Set(found) == Set(expected) && found.count == expected.count,
        "seed \(seed), \(rule.id), from \(firstDay)")
      held += found.count
    }
    #expect(held > 20, "seed \(seed)")
  }

  private static func mixed(
    _ activities: [Activity], leavingOut percent: Int, using random: inout SeededRandom
  ) -> Activity {
    var postings: [(posting: Posting, texts: [TextField: String])] = []
    for (number, activity) in activities.enumerated() {
      for position in activity.postings.indices where !random.chance(percent: percent) {
        var posting = activity.postings[position]
        posting.identity &+= UInt64(number) << 32
        var texts: [TextField: String] = [:]
        for field in TextField.allCases { texts[field] = activity.text(field, at: position) }
        postings.append((posting, texts))
      }
    }
    postings.sort { Posting.comesBefore($0.posting, $1.posting) }
    var mixed = Activity(
      kind: activities[0].kind, subject: activities[0].subject, facts: activities[0].facts)
    for row in postings { mixed.append(row.posting, texts: row.texts) }
    return mixed
  }
}
