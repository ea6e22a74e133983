import Rulebook
import Testing

@Suite("Indicators that no export can show")
struct NotObservableTests {
  private static let blind = """
    role: facilitator
    not observable:
      - denominations, from a teller system
      - what the teller saw
    innocent: [a shop's takings]
    """

  @Test("are read with their reasons and ask nothing of postings")
  func read() throws {
    let rulebook = try Probe.load(Self.blind)
    let rule = try #require(rulebook.rules.first)
    #expect(rule.notObservable == ["denominations, from a teller system", "what the teller saw"])
    #expect(!rule.isObservable && rule.needs.isEmpty && rule.examples.isEmpty)
    #expect(rule.sets.isEmpty && rule.conditions.isEmpty && rule.role == .facilitator)
    #expect(rulebook.atoms.isEmpty)
    #expect(try Probe.load("when: [count of cash in 7 days >= 3]").rules.allSatisfy(\.isObservable))
  }

  @Test("say where, why and what to do", arguments: cases)
  func complaint(_ example: ComplaintCase) {
    #expect(example.complaint() == example.expected)
  }

  static let cases: [ComplaintCase] = [
    ComplaintCase(
      "a condition all the same",
      """
      not observable: [denominations]
      when: [count of cash in 7 days >= 3]
      """,
      expected: """
        r.yaml:9:1: an indicator that is not observable has no key `when`
          hint: keys are indicator, title, about, link, typologies, family, strength, role, sources, innocent, not observable
        """),
    ComplaintCase(
      "no reason",
      """
      not observable: []
      """,
      expected: """
        r.yaml:1:1: `not observable` gives no reason
          hint: name what an export would have to state: `denominations, from a teller system`
        """),
    ComplaintCase(
      "an empty reason",
      """
      not observable:
      """,
      expected: """
        r.yaml:1:1: `not observable` gives no reason
          hint: name what an export would have to state: `denominations, from a teller system`
        r.yaml:8:16: `not observable` is empty
        """),
    ComplaintCase(
      "a mitigation",
      """
      not observable: [a trade licence]
      """,
      head: """
        mitigation: R-1
        title: T
        about: customer
        typologies: [t]
        family: f
        strength: normal
        sources: [none]

        """,
      expected: """
        r.yaml:1:1: a mitigation that cannot be seen lowers nothing
          hint: write what would show it under `innocent` of the indicators it excuses
        """),
  ]
}
