import Testing

@testable import Rulebook

/// What people write who know other languages, or this one for an hour.
@Suite("Errors of newcomers")
struct NewcomerErrorTests {
  /// Every kind of mistake, as its author reads it.
  @Test("say what was meant", arguments: conditions + sets)
  func complaint(_ example: ComplaintCase) {
    #expect(example.complaint() == example.expected)
  }

  /// A rule with one condition.
  private static func condition(_ title: String, _ text: String, expected: String) -> ComplaintCase {
    ComplaintCase(title, "when:\n  - \(text)", expected: expected)
  }

  static let conditions: [ComplaintCase] = [
    condition(
      "thousands", "sum of cash in 7 days >= 1,000 USD",
      expected: """
        r.yaml:9:30: `1,000` is written with a comma
          hint: write `1000`
        """),
    condition(
      "decimals behind a comma", "sum of cash in 7 days >= 99,50 USD",
      expected: """
        r.yaml:9:30: `99,50` is written with a comma
          hint: decimals stand behind a point: `1000.50 USD`
        """),
    condition(
      "a call", "count(cash) in 7 days >= 3",
      expected: """
        r.yaml:9:5: unknown value `count`
          hint: such as `count of SET in 30 days`
        """),
    condition(
      "a sign of mathematics", "count of cash in 7 days ≥ 3",
      expected: """
        r.yaml:9:29: `≥` means nothing here
          hint: write `>=`
        """),
    condition(
      "a small currency", "sum of cash in 7 days > 100 usd",
      expected: """
        r.yaml:9:33: `usd` is no currency
          hint: write `100 USD`
        """),
    condition(
      "a currency in front", "sum of cash in 7 days > USD 100",
      expected: """
        r.yaml:9:29: `USD` stands before its amount
          hint: write `100 USD`
        """),
    condition(
      "a currency in front of an asked amount", "count of (amount above USD 100) in 7 days > 1",
      expected: """
        r.yaml:9:28: `USD` stands before its amount
          hint: write `100 USD`
        """),
    condition(
      "capitals", "count of cash in 7 days >= 1 AND count of wire in 7 days >= 1",
      expected: """
        r.yaml:9:34: `AND` means nothing here
          hint: words of the language are written small: `and`
        """),
    condition(
      "signs in another order", "count of cash in 7 days => 1",
      expected: """
        r.yaml:9:29: `=>` is no comparison
          hint: write `>=`
        """),
    condition(
      "two signs of equality", "count of cash in 7 days == 1",
      expected: """
        r.yaml:9:29: `==` is no comparison
          hint: write `=`
        """),
    condition(
      "months", "count of cash in 1 month >= 1",
      expected: """
        r.yaml:9:24: `month` is no unit here
          hint: write `30 days`; units are minutes, hours, days, weeks, calendar days, business days, miles, km
        """),
    condition(
      "a share as a decimal", "share of cash among credit in 7 days >= 0.7",
      expected: """
        r.yaml:9:45: `0.7` is not a number this language can hold
          hint: counts are whole; write a share as `70%`
        """),
    condition(
      "the name of a country", "count of counterparty.country in [Mexico] in 7 days >= 1",
      expected: """
        r.yaml:9:39: expected a code of two letters, found `Mexico`
          hint: write `[MX, GT]`
        """),
  ]

  static let sets: [ComplaintCase] = [
    ComplaintCase(
      "what is asked of the customer",
      """
      sets:
        fresh: credit and opened within 90 days
      when: [count of fresh in 7 days >= 3]
      """,
      expected: """
        r.yaml:9:21: `opened` is asked of the customer
          hint: write `customer opened within 180 days`
        """),
    ComplaintCase(
      "a fact that is not asked about",
      """
      sets:
        named: credit and conductor
      when: [count of named in 7 days >= 3]
      """,
      expected: """
        r.yaml:9:21: `conductor` alone asks nothing
          hint: write `conductor stated`
        """),
    ComplaintCase(
      "a set defined further down",
      """
      sets:
        bought: coins bought and debit
        coins bought: crypto
        then: bought after coins bought within 2 days
      when:
        - count of bought in 7 days >= 3
        - count of then in 7 days >= 3
      """,
      expected: """
        r.yaml:9:11: the set `coins bought` is defined below
          hint: a set uses the sets above it: move `coins bought` up
        """),
    ComplaintCase(
      "a relation narrowed",
      """
      sets:
        a: cash
        b: a after a within 2 days and weekend
      when: [count of b in 7 days >= 3]
      """,
      expected: """
        r.yaml:10:30: nothing is joined to a relation of sets
          hint: narrow the sets it relates: give `A and …` a name of its own, and relate that
        """),
    ComplaintCase(
      "additions in another order",
      """
      sets:
        a: cash
        b: a after a within 2 days with same conductor at least 150 miles apart
      when: [count of b in 7 days >= 3]
      """,
      expected: """
        r.yaml:10:50: expected the end of the expression, found `at`
          hint: what is added has an order: `within 2 days at least 150 miles apart with same counterparty`
        """),
    ComplaintCase(
      "a parameter with a comma",
      """
      parameters:
        least: {default: 1,000 USD}
      when: [sum of cash in 7 days >= least]
      """,
      expected: """
        r.yaml:9:22: a parameter has no key `000 USD`
          hint: a number is written without commas
        """),
    ComplaintCase(
      "a parameter without braces",
      """
      parameters:
        part: 70%
      when: [share of cash among credit in 7 days >= part]
      """,
      expected: """
        r.yaml:9:9: the number of `part` stands under `default`
          hint: write `part: {default: 70%}`
        """),
  ]

  @Test("leave states and names alone that look like joining words")
  func states() {
    #expect(Probe.complaint("when: 'count of (place.state in [CA, OR]) in 7 days >= 1'").isEmpty)
    #expect(Probe.complaint("when: ['count of (place.state in [OR, CA]) in 7 days >= 1']").isEmpty)
  }

  @Test("tell apart a rule that is not there from one that rolls up elsewhere")
  func gathered() {
    func leaf(_ end: String) -> RulebookFile {
      RulebookFile(
        name: "leaf.yaml",
        text: Probe.head.replacing("R-1", with: "LEAF") + "when: [count of cash in 7 days >= 3]\n" + end)
    }
    func complaint(_ leaf: RulebookFile) -> String {
      let hub = RulebookFile(
        name: "r.yaml",
        text: Probe.head.replacing("about: customer", with: "about: counterparty")
          + "when: [count of gathered LEAF in 7 days >= 3]\n")
      return Probe.complaint(files: [Probe.typology, leaf, hub].map { ($0.name, $0.text) })
    }
    #expect(complaint(leaf("rolls up to: counterparty\n")).isEmpty)
    let says = "\n  hint: a rule that is gathered at a counterparty says so with `rolls up to`"
    #expect(complaint(leaf("")) == "r.yaml:8:26: `LEAF` rolls up to nobody" + says)
    #expect(
      complaint(leaf("rolls up to: phone\n"))
        == "r.yaml:8:26: `LEAF` rolls up to `phone`, not to a counterparty" + says)
  }
}
