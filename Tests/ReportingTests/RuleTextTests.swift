import Detection
import Reporting
import Rulebook
import Testing

/// What is shown of a rulebook by name, and of stories that fail.
@Suite struct RuleTextTests {
  private static let files = [
    RulebookFile(
      name: "t.yaml", text: "typology: t\ntitle: Tea\nsources: [none]\nwindow: 90 days\nthreshold: 55\n"),
    RulebookFile(name: "l.yaml", text: "list: tea_shops\nof: countries\nsources: [none]\nvalues: [MX, GT]\n"),
    RulebookFile(
      name: "r.yaml",
      text: """
        indicator: R-1
        title: Tea is sold
        about: customer
        typologies: [t]
        family: f
        strength: normal
        sources: [none]
        parameters:
          window: {default: 7 days}
        sets:
          loans: loan and credit
          sent: wire and debit and
            counterparty.country in tea_shops
        first:
          at: loans
          within: 30 days
          when:
            - sum of loans in 2 days >= 1000 USD
          keep: {lent: sum of loans in 2 days}
        at: sent
        when:
          - count of sent in window >= 2
          - sum of sent since first >= 50% of lent
        rolls up to: counterparty
        fires:
          one: |
            day amount channel direction purpose country
            1   1200   ach     credit    loan    -
            4   500    wire    debit     -       MX
        """),
  ]

  @Test("a rule with its sets as written, its moments, where it rolls up, and what it reads")
  func rule() throws {
    let lines = try #require(RuleText.lines(of: "r-1", in: try Rulebook.load(files: Self.files)))
    let text = lines.joined(separator: "\n")
    let expected = """
      sets        loans: loan and credit
                  sent: wire and debit and counterparty.country in tea_shops
      first       at loans, within 30 days
                  sum of loans in 2 days >= 1000 USD
                  keeps lent: sum of loans in 2 days
      at          sent
      conditions  count of sent in 7 days >= 2
                  sum of sent since first >= 50% of lent
      rolls up to counterparty
      reads       tea_shops
      """
    #expect(text.contains(expected), "\(text)")
  }

  @Test("a typology with its rules, a list with its readers, and the nearest name of what is not there")
  func names() throws {
    let rulebook = try Rulebook.load(files: Self.files)
    let typology = try #require(RuleText.lines(of: "T", in: rulebook))
    #expect(typology.first == "t  Tea" && typology.contains("indicators  R-1, normal, family f"))
    let list = try #require(RuleText.lines(of: "tea_shops", in: rulebook))
    #expect(list.first == "tea_shops  list, l.yaml:1" && list.contains("read by     R-1"))
    #expect(list.last == "values: [MX, GT]")
    #expect(RuleText.lines(of: "tea_shop", in: rulebook) == nil)
    #expect(rulebook.nearestName(to: "tea_shop") == "tea_shops")
    #expect(rulebook.nearestName(to: "tea_") == "tea_shops" && rulebook.nearestName(to: "coffee") == nil)
  }

  @Test("a story that did not fire, condition by condition")
  func story() throws {
    let rulebook = try Rulebook.load(files: Self.files)
    let runner = ExampleRunner(assessor: Assessor(rulebook: rulebook, geography: Geography()))
    let outcome = try #require(runner.run().first)
    #expect(
      StoryText.lines(outcome, rule: rulebook.rules.first) == [
        "r.yaml:26: R-1: `one` did not fire and must",
        "    nearest on day 4, 2026-03-05:",
        "    first, on 2026-03-02:",
        "    met  loans in 2 days: $1,200.00 (threshold: at least $1,000.00)",
        "    then:",
        "    not  sent in 7 days: 1 payment (threshold: at least 2), short by 1",
        "    not  sent since first: $500.00 (threshold: at least $600.00), short by $100.00",
      ])
  }
}
