import Detection
import Rulebook
import Testing

/// Every example of the shipped rulebook, run through the engine.
@Suite("Shipped examples")
struct ShippedExampleTests {
  @Test("fire and stay silent as they say")
  func examples() throws {
    let assessor = Assessor(rulebook: try Rulebook.shipped(), geography: try Geography.shipped())
    let outcomes = ExampleRunner(assessor: assessor).run()
    #expect(outcomes.count > 100)
    for outcome in outcomes where !outcome.isRight {
      Issue.record(
        "\(outcome.origin): `\(outcome.example)` (line \(outcome.line)) \(outcome.fired ? "fired" : "was silent")"
      )
    }
  }

  /// Without such an example nobody would notice a condition that does nothing.
  @Test("tell every condition of every rule apart")
  func conditions() throws {
    let survivors = RuleMutants.survivors(of: try Rulebook.shipped(), geography: try Geography.shipped())
    // Where one posting is enough, the moment at which the rule is tried says as much as the condition.
    #expect(survivors == ["SEXT-PLEADING: count of pleading payments in 7 days with same counterparty >= 1"])
  }
}
