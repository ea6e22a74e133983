import Ledger
import Simulation
import TestSupport
import Testing

@Suite("Average precision")
struct AveragePrecisionTests {
  @Test("agrees with counting it out by hand, on random rankings", arguments: 1...60 as ClosedRange<UInt64>)
  func oracle(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let people = 2 + random.below(30)
    let guilty = (0..<people).map { _ in random.chance(percent: 30) }
    let scores = (0..<people).map { _ in Double(random.below(6)) / 5 }
    let flagged = (0..<people).map { _ in random.chance(percent: 70) }
    let truth = try Self.truth(guilty)
    var order = Array(0..<people)
    order.shuffle(using: &random)
    let flags = order.filter { flagged[$0] }.map { person in
      EvaluationTests.flag("P\(person)", score: scores[person])
    }
    let expected = Self.slow(guilty, scores, flagged)
    let result = Evaluation(flags, against: truth)
    #expect(abs(result.averagePrecision - expected) < 1e-9, "seed \(seed)")
  }

  /// For each guilty one who is flagged: how many of those flagged no lower are guilty, an equal score counting
  /// for the innocent first and for the guilty in the order of their names.
  private static func slow(_ guilty: [Bool], _ scores: [Double], _ flagged: [Bool]) -> Double {
    let wanted = guilty.count { $0 }
    guard wanted > 0 else { return 0 }
    let names = guilty.indices.map { "P\($0)" }
    var sum = 0.0
    for found in guilty.indices where guilty[found] && flagged[found] {
      let innocentBefore = guilty.indices.count { flagged[$0] && !guilty[$0] && scores[$0] >= scores[found] }
      let guiltyBefore = guilty.indices.count {
        flagged[$0] && guilty[$0]
          && (scores[$0] > scores[found] || (scores[$0] == scores[found] && names[$0] <= names[found]))
      }
      sum += Double(guiltyBefore) / Double(guiltyBefore + innocentBefore)
    }
    return sum / Double(wanted)
  }

  private static func truth(_ guilty: [Bool]) throws -> KnownTruth {
    let customers = guilty.indices.map { "P\($0),A\($0),no\n" }.joined()
    let members = guilty.indices.filter { guilty[$0] }.map { "OP-1,customer,P\($0),controller,hub,yes\n" }
      .joined()
    return try KnownTruth(
      customers: "customer_id,account_id,minor\n" + customers,
      operations: "operation,typology,difficulty,first_day\nOP-1,sextortion,plain,2026-03-02\n",
      members: "operation,kind,identifier,role,layer,flaggable\n" + members,
      lookalikes: "group,kind,identifier\n")
  }
}
