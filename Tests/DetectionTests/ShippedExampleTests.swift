import Detection
import Ledger
import Rulebook
import Testing

/// Every example of the shipped rulebook, run through the engine: what must fire fires, what must not is silent.
@Suite("Shipped examples")
struct ShippedExampleTests {
  @Test("fire and stay silent as they say")
  func examples() throws {
    let rulebook = try Rulebook.shipped()
    let assessor = Assessor(rulebook: rulebook, geography: try Geography.shipped())
    for rule in rulebook.rules {
      for example in rule.examples {
        let firstDay = try #require(example.activity.postings.first?.day)
        let findings = assessor.assess(example.activity, from: firstDay) { _ in "example" }
        let fired = findings.contains { $0.indicator == rule.id }
        #expect(
          fired == example.mustFire,
          "\(rule.origin) (\(example.line)): `\(example.name)` \(fired ? "fired" : "stayed silent")")
      }
    }
  }
}
