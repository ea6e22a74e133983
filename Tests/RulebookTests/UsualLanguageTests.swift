import Ledger
import Rulebook
import Testing

@Suite("What is usual, in the language")
struct UsualLanguageTests {
  @Test("a baseline becomes a stretch, its fraction and a guard")
  func lowered() throws {
    let rule = try #require(
      try Probe.load(
        """
        parameters:
          month: {default: 30 days}
        when:
          - sum of wire in month >= 3 times usual sum of wire in month with same counterparty
          - count of wire in 7 days > 2 or usual count of wire in month < 1
        """
      ).rules.first)
    let day: Int64 = 86_400_000
    #expect(
      rule.aggregates.map(\.text) == [
        "sum of wire in 30 days", "any posting 90 to 60 days before",
        "sum of wire in the 60 days before the last 30 with same counterparty", "count of wire in 7 days",
        "count of wire in the 60 days before the last 30",
      ])
    #expect(rule.aggregates[2].window == .stretch(milliseconds: 90 * day, gap: 30 * day))
    #expect(rule.aggregates[1].window == .stretch(milliseconds: 90 * day, gap: 60 * day))
    #expect(rule.aggregates[1].kind == .present && rule.sets[rule.aggregates[1].set].members == .everything)
    #expect(
      rule.conditions[1].right
        == .scaled(.fraction(.aggregate(2), numerator: 30, denominator: 60), basisPoints: 30_000))
    #expect(
      rule.conditions[1].text.hasSuffix(">= 3 times usual sum of wire in 30 days with same counterparty"))
    #expect(
      rule.test
        == .all([
          .all([.condition(0), .condition(1)]),
          .any([.condition(2), .all([.condition(0), .condition(3)])]),
        ]))
    #expect(rule.needs == [.channel, .counterparty])
  }

  @Test("say where, why and what to do", arguments: cases)
  func complaint(_ example: ComplaintCase) {
    #expect(example.complaint() == example.expected)
  }

  static let cases: [ComplaintCase] = [
    ComplaintCase(
      "too long", "when: [count of wire in 7 days > usual count of wire in 46 days]",
      expected: """
        r.yaml:8:57: what is usual is told of 1 to 45 whole days
          hint: the rest of the 90 days before is what it is told from
        """),
    ComplaintCase(
      "part of a day", "when: [count of wire in 7 days > usual count of wire in 36 hours]",
      expected: """
        r.yaml:8:57: what is usual is told of 1 to 45 whole days
          hint: the rest of the 90 days before is what it is told from
        """),
    ComplaintCase(
      "something else than a sum", "when: [count of wire in 7 days > usual largest of wire in 7 days]",
      expected: """
        r.yaml:8:40: expected `sum of` or `count of`, found `largest`
          hint: write `usual sum of SET in 30 days`
        """),
    ComplaintCase(
      "amounts and counts", "when: [count of wire in 7 days > usual sum of wire in 7 days]",
      expected: """
        r.yaml:8:34: a count is compared with an amount in USD
        """),
    ComplaintCase(
      "turned round", "when: [not (count of wire in 7 days > usual count of wire in 7 days)]",
      expected: """
        r.yaml:8:12: `not` before a comparison that says nothing where its measure is unknown
          hint: turn the comparison round: `<` for `>=`
        """),
    ComplaintCase(
      "kept",
      """
      first:
        at: wire
        within: 3 days
        when: [count of wire in 7 days >= 5]
        keep: {normal: usual count of wire in 7 days}
      when: [count of wire in 7 days > normal]
      """,
      expected: """
        r.yaml:12:18: what is usual, or peers do, cannot be kept
          hint: compare it where the comparison stands
        """),
    ComplaintCase(
      "a set of that name", "sets:\n  usual: wire\nwhen: [count of usual in 7 days > 1]",
      expected: """
        r.yaml:9:3: a set cannot be called `usual`
          hint: `usual` is a word of the language
        """),
    ComplaintCase(
      "a multiplier beyond all meaning",
      "when: [count of wire in 7 days > 9223372036854775 times usual count of wire in 7 days]",
      expected: """
        r.yaml:8:34: nothing is compared with more than a million times another
        """),
  ]
}
