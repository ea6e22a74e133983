import Rulebook
import Testing

@testable import Detection

/// Why a story came out otherwise than it says.
@Suite struct StoryOutcomeTests {
  private static func outcomes(_ rule: String) throws -> [ExampleRunner.Outcome] {
    let rulebook = try WrittenRules.rulebook([rule, "when: [count of wire in 7 days >= 1]"])
    return ExampleRunner(assessor: Assessor(rulebook: rulebook, geography: Geography())).run(rules: ["R-0"])
  }

  private static let plain = """
    when:
      - count of cash in 7 days >= 3
      - sum of cash in 7 days <= 100 USD
    fires:
      two of three: |
        day amount channel direction
        1   10     cash    credit
        4   20     cash    credit
      nothing of the kind: |
        day amount channel direction
        1   10     wire    credit
    silent:
      three: |
        day  amount channel direction
        1..3 10     cash    credit
      two: |
        day  amount channel direction
        1..2 10     cash    credit
    """

  @Test("a story that did not fire shows its nearest moment, one that fired the moment at which it did")
  func moments() throws {
    let outcomes = try Self.outcomes(Self.plain)
    #expect(outcomes.map(\.isRight) == [false, false, false, true])
    let near = try #require(outcomes[0].moment)
    #expect(near.day == "2026-03-05" && near.conditions.map(\.holds) == [false, true])
    #expect(near.conditions.map(\.observed.value) == [2, 3000])
    #expect(near.conditions.map(\.threshold.value) == [3, 10_000])
    #expect(outcomes[1].moment?.day == nil)
    let fired = try #require(outcomes[2].moment)
    #expect(fired.day == "2026-03-04" && fired.conditions.map(\.observed.value) == [3, 3000])
    #expect(outcomes[3].moment == nil)
  }

  private static func looksBack(_ story: String) -> String {
    """
    sets:
      loans: loan and credit
      sent: wire and debit
    first:
      at: loans
      within: 10 days
      when: [sum of loans in 2 days >= 1000 USD]
      keep: {lent: sum of loans in 2 days}
    at: sent
    when: [sum of sent since first >= 50% of lent]
    fires:
      story: |
        day amount channel direction purpose
    \(story)
    """
  }

  @Test("a rule that looks back shows the earlier moment as well")
  func earlier() throws {
    func moment(_ story: String) throws -> NearMiss {
      try #require(try Self.outcomes(Self.looksBack(story)).first?.moment)
    }
    let little = try moment(
      "    1   1200   ach     credit    loan\n    3   300    wire    debit     -\n    4   200    wire    debit     -"
    )
    #expect(little.earlierDay == "2026-03-02" && little.earlier.map(\.observed.value) == [120_000])
    #expect(little.day == "2026-03-05" && little.conditions.map(\.observed.value) == [50_000])
    #expect(little.conditions.map(\.threshold.value) == [60_000] && little.closeness == 91)
    let small = try moment("    1   800    ach     credit    loan\n    3   900    wire    debit     -")
    #expect(small.earlier.map(\.holds) == [false] && small.earlier.map(\.observed.value) == [80_000])
    #expect(small.conditions.isEmpty)
    let late = try moment("    1   1200   ach     credit    loan\n    20  900    wire    debit     -")
    #expect(late.earlier.map(\.holds) == [true] && late.conditions.isEmpty)
  }
}
