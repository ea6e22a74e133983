import Testing

@Suite("Errors in the keys and tables of a rule")
struct RuleErrorTests {
  /// Every kind of mistake, as its author reads it.
  @Test("say where, why and what to do", arguments: cases)
  func complaint(_ example: ComplaintCase) {
    #expect(example.complaint() == example.expected)
  }

  static let cases: [ComplaintCase] = [
    ComplaintCase(
      "an unknown key",
      """
      whn:
        - count of cash in 7 days >= 3
      """,
      expected: """
        r.yaml:1:1: an indicator needs the key `when`
        r.yaml:8:1: an indicator has no key `whn`
          hint: did you mean `when`?
        """),
    ComplaintCase(
      "a key that belongs elsewhere",
      """
      threshold: 5
      when: [count of cash in 7 days >= 3]
      """,
      expected: """
        r.yaml:8:1: an indicator has no key `threshold`
          hint: keys are indicator, title, about, link, typologies, family, strength, role, currency, sources, parameters, sets, at, first, when, rolls up to, needs, evidence, innocent, fires, silent
        """),
    ComplaintCase(
      "no condition",
      """
      innocent: [everybody]
      """,
      expected: """
        r.yaml:1:1: an indicator needs the key `when`
        """),
    ComplaintCase(
      "missing keys",
      """
      when: [count of cash in 7 days >= 3]
      """,
      head: """
        indicator: R-1

        """,
      expected: """
        r.yaml:1:1: an indicator needs the key `about`
        r.yaml:1:1: an indicator needs the key `family`
        r.yaml:1:1: an indicator needs the key `sources`
        r.yaml:1:1: an indicator needs the key `strength`
        r.yaml:1:1: an indicator needs the key `title`
        r.yaml:1:1: an indicator needs the key `typologies`
        """),
    ComplaintCase(
      "an impossible ID",
      """
      when: [count of cash in 7 days >= 3]
      """,
      head: """
        indicator: my rule
        title: T
        about: customer
        typologies: [t]
        family: f
        strength: normal
        sources: [none]

        """,
      expected: """
        r.yaml:1:12: `my rule` cannot be the ID of a rule
          hint: capitals, digits and hyphens, at most 48
        """),
    ComplaintCase(
      "words that are none of the choices",
      """
      when: [count of cash in 7 days >= 3]
      rolls up to: county
      """,
      head: """
        indicator: R-1
        title: T
        about: custmer
        typologies: [tt]
        family: f
        strength: huge
        role: villain
        currency: dollar
        sources: [none]

        """,
      expected: """
        r.yaml:3:8: `about` cannot be `custmer`
          hint: did you mean `customer`?
        r.yaml:4:14: unknown typology `tt`
          hint: did you mean `t`?
        r.yaml:6:11: `strength` cannot be `huge`
          hint: it is one of strong, elevated, normal, amplifier
        r.yaml:7:7: `role` cannot be `villain`
          hint: it is one of controller, facilitator, front, buyer, possible_victim, unknown
        r.yaml:8:11: `dollar` is no currency
          hint: write its three letters: `USD`
        r.yaml:11:14: `rolls up to` cannot be `county`
          hint: it is one of address, branch, conductor, counterparty, counterparty.address, counterparty.phone, customer, device, email, employer, phone
        """),
    ComplaintCase(
      "an unknown typology",
      """
      when: [count of cash in 7 days >= 3]
      """,
      head: """
        indicator: R-1
        title: T
        about: customer
        typologies: [tt]
        family: f
        strength: normal
        sources: [none]

        """,
      expected: """
        r.yaml:4:14: unknown typology `tt`
          hint: did you mean `t`?
        """),
    ComplaintCase(
      "a list where a text belongs",
      """
      currency: [USD]
      when: [count of cash in 7 days >= 3]
      """,
      expected: """
        r.yaml:8:11: `currency` takes a text here, not a list or mapping
        """),
    ComplaintCase(
      "an empty text",
      """
      when:
      """,
      expected: """
        r.yaml:8:6: `when` is empty
        """),
    ComplaintCase(
      "a parameter that is no number",
      """
      parameters:
        window: {default: soon}
      when: [count of cash in window >= 3]
      """,
      expected: """
        r.yaml:9:21: expected a number with its unit, found `soon`
          hint: such as `14 days`, `3000 USD`, `70%`, `100 miles`, `22:00` or `5`
        """),
    ComplaintCase(
      "a parameter without a default",
      """
      parameters:
        window: {value: 7 days}
      when: [count of cash in window >= 3]
      """,
      expected: """
        r.yaml:9:11: a parameter needs the key `default`
        r.yaml:9:12: a parameter has no key `value`
          hint: keys are default, source, basis
        """),
    ComplaintCase(
      "a default given as anybody's own",
      """
      parameters:
        window: {default: 7 days, basis: FinCEN}
      when: [count of cash in window >= 3]
      """,
      expected: """
        r.yaml:9:36: `basis` cannot be `FinCEN`
          hint: it is `institution`, or give a `source` instead
        """),
    ComplaintCase(
      "a parameter of another kind",
      """
      parameters:
        window: {default: 7 USD}
      when: [count of cash in window >= 3]
      """,
      expected: """
        r.yaml:10:25: a window is a duration longer than nothing, not an amount in USD
          hint: write `14 days`, `24 hours`, `3 business days` or `1 calendar day`
        """),
    ComplaintCase(
      "an unused parameter and an unused set",
      """
      parameters:
        window: {default: 7 days}
      sets:
        a: cash
      when: [count of wire in 7 days >= 3]
      """,
      expected: """
        r.yaml:9:3: the parameter `window` is never used
        r.yaml:11:3: the set `a` is never used
        """),
    ComplaintCase(
      "reserved names",
      """
      parameters:
        cash: {default: 7 days}
        days and nights: {default: 7 days}
      when: [count of wire in 7 days >= 3]
      """,
      expected: """
        r.yaml:9:3: a parameter cannot be called `cash`
          hint: `cash` is a word of the language
        r.yaml:10:3: a parameter cannot be called `days and nights`
          hint: `and` is a word of the language
        """),
    ComplaintCase(
      "a reserved name of a set",
      """
      sets:
        paid in: cash
      when: [count of paid in in 7 days >= 3]
      """,
      expected: """
        r.yaml:9:3: a set cannot be called `paid in`
          hint: `in` is a word of the language
        """),
    ComplaintCase(
      "a set named like a parameter",
      """
      parameters:
        window: {default: 7 days}
      sets:
        window: cash
      when: [count of cash in window >= 3]
      """,
      expected: """
        r.yaml:11:3: `window` is already the name of a parameter
        """),
    ComplaintCase(
      "a kept value that is never read",
      """
      first:
        at: cash
        within: 3 days
        when: [count of cash in 7 days >= 3]
        keep: {paid: sum of cash in 7 days}
      when: [count of wire since first >= 3]
      """,
      expected: """
        r.yaml:12:10: the kept value `paid` is never used
        """),
    ComplaintCase(
      "an unknown field in needs",
      """
      needs: [conducter]
      when: [count of cash in 7 days >= 3]
      """,
      expected: """
        r.yaml:8:9: unknown field `conducter`
          hint: did you mean `conductor`?
        """),
    ComplaintCase(
      "an unknown column",
      """
      when: [count of cash in 7 days >= 3]
      fires:
        one: |
          day amuont channel direction
          1   1.00   cash    credit
      """,
      expected: """
        r.yaml:11:9: unknown column `amuont`
          hint: did you mean `amount`?
        """),
    ComplaintCase(
      "a line with too few cells",
      """
      when: [count of cash in 7 days >= 3]
      fires:
        one: |
          day amount channel direction
          1   1.00   cash    credit
          2   1.00   cash
      """,
      expected: """
        r.yaml:13:5: 3 cells under 4 columns
          hint: write `-` for what is not stated
        """),
    ComplaintCase(
      "cells that are not what their column says",
      """
      when: [count of cash in 7 days >= 3]
      fires:
        one: |
          day amount channel direction
          1   1.005  cash    credit
      silent:
        two: |
          day amount channel direction
          1   1.00   money   credit
        three: |
          day time  amount direction
          0   10:00 1.00   credit
        four: |
          day time  amount direction
          1   25:00 1.00   credit
      """,
      expected: """
        r.yaml:12:9: `1.005` is no amount
        r.yaml:16:16: `money` is no channel
        r.yaml:19:5: `0` is no day
          hint: days count from 1; `2..9` is one posting a day
        r.yaml:22:9: `25:00` is no time of day
        """),
    ComplaintCase(
      "a table without its columns",
      """
      when: [count of cash in 7 days >= 3]
      silent:
        one: |
          day channel direction
          1   cash    credit
        two: |
          day amount
          1   1.00
        three: |
          day amount direction day
          1   1.00   credit    1
        four: |
          day amount direction
      """,
      expected: """
        r.yaml:11:5: the table needs the column `amount`
        r.yaml:14:5: the table needs the column `direction`
          hint: `credit` or `debit`
        r.yaml:17:26: the column `day` stands here twice
        r.yaml:20:5: the table has no posting
        """),
    ComplaintCase(
      "an example too long to read",
      """
      when: [count of cash in 7 days >= 3]
      silent:
        one: |
          day    amount direction repeat
          1..100 1.00   credit    21
      """,
      expected: """
        r.yaml:12:5: an example of more than 2000 postings
          hint: examples are small stories
        """),
  ]
}
