import Testing

@Suite("Errors of kinds, windows and bands")
struct KindErrorTests {
  /// Every kind of mistake, as its author reads it.
  @Test("say where, why and what to do", arguments: cases)
  func complaint(_ example: ComplaintCase) {
    #expect(example.complaint() == example.expected)
  }

  static let cases: [ComplaintCase] = [
    ComplaintCase(
      "a count compared with an amount",
      """
      when:
        - sum of cash in 7 days >= 3000
      """,
      expected: """
        r.yaml:9:30: an amount in USD is compared with a count
          hint: write the amount with its currency: `3000 USD`
        """),
    ComplaintCase(
      "an amount compared with a count",
      """
      when:
        - count of cash in 7 days >= 3000 USD
      """,
      expected: """
        r.yaml:9:32: a count is compared with an amount in USD
        """),
    ComplaintCase(
      "two currencies",
      """
      when:
        - sum of cash in 7 days >= 3000 EUR
      """,
      expected: """
        r.yaml:9:30: an amount in USD is compared with an amount in EUR
          hint: amounts here are in USD; EUR is another currency
        """),
    ComplaintCase(
      "a share compared with a count",
      """
      when:
        - share of wire among credit in 7 days >= 60
      """,
      expected: """
        r.yaml:9:45: a share is compared with a count
          hint: write the share with its sign: `60%`
        """),
    ComplaintCase(
      "an amount added to a count",
      """
      when:
        - sum of cash in 7 days + count of wire in 7 days >= 60 USD
      """,
      expected: """
        r.yaml:9:27: an amount in USD and a count cannot be added
        """),
    ComplaintCase(
      "an amount divided by a count",
      """
      when:
        - sum of cash in 7 days / count of wire in 7 days >= 60%
      """,
      expected: """
        r.yaml:9:29: an amount in USD cannot be divided by a count
        """),
    ComplaintCase(
      "an amount without its currency",
      """
      when:
        - count of (cash and amount below 10000) in 7 days >= 3
      """,
      expected: """
        r.yaml:9:37: an amount is compared with a count
          hint: write the amount with its currency: `10000 USD`
        """),
    ComplaintCase(
      "a distance where a duration belongs",
      """
      sets:
        a: cash
        b: a after a within 3 miles
      when: [count of b in 7 days >= 3]
      """,
      expected: """
        r.yaml:10:23: `within` needs a duration, not a distance
          hint: write `within 72 hours`
        """),
    ComplaintCase(
      "a time where a window belongs",
      """
      when:
        - count of cash in 5 >= 3
      """,
      expected: """
        r.yaml:9:22: a window is a duration longer than nothing, not a count
          hint: write `14 days`, `24 hours`, `3 business days` or `1 calendar day`
        """),
    ComplaintCase(
      "a window longer than the history",
      """
      when:
        - count of cash in 91 days >= 3
      """,
      expected: """
        r.yaml:9:22: a window of 91 days is longer than the history keeps
          hint: the longest is 90 days
        """),
    ComplaintCase(
      "a calendar window longer than the history",
      """
      when:
        - count of cash in 91 calendar days >= 3
      """,
      expected: """
        r.yaml:9:22: a window of 91 calendar days is longer than the history keeps
          hint: the longest is 90 days
        """),
    ComplaintCase(
      "a relation longer than the history",
      """
      sets:
        a: cash
        b: a before a within 13 weeks
      when: [count of b in 7 days >= 3]
      """,
      expected: """
        r.yaml:10:24: a window of 13 weeks is longer than the history keeps
          hint: the longest is 90 days
        """),
    ComplaintCase(
      "an impossible band of amounts",
      """
      when:
        - count of (cash and amount between 9999 USD and 8000 USD) in 7 days >= 3
      """,
      expected: """
        r.yaml:9:39: no amount lies between 9999 USD and 8000 USD
          hint: write the lower bound first
        """),
    ComplaintCase(
      "an impossible band of values",
      """
      when:
        - count of cash in 7 days between 10 and 5
      """,
      expected: """
        r.yaml:9:37: nothing lies between 10 and 5
          hint: write the lower bound first
        """),
    ComplaintCase(
      "a band in two currencies",
      """
      when:
        - count of (cash and amount between 8000 USD and 9999 EUR) in 7 days >= 3
      """,
      expected: """
        r.yaml:9:52: a band from an amount in USD to an amount in EUR
          hint: use one currency
        """),
    ComplaintCase(
      "an empty band of hours",
      """
      when:
        - count of hour between 22:00 and 22:00 in 7 days >= 3
      """,
      expected: """
        r.yaml:9:27: no hour lies between 22:00 and 22:00
          hint: the end is excluded
        """),
    ComplaintCase(
      "an impossible range of codes",
      """
      when:
        - count of mcc in [3835-3501] in 7 days >= 3
      """,
      expected: """
        r.yaml:9:22: no code lies between 3835 and 3501
          hint: write the lower code first
        """),
    ComplaintCase(
      "a list of another kind",
      """
      when:
        - count of place.county in corridor in 7 days >= 3
      """,
      expected: """
        r.yaml:9:30: `corridor` is a list of countries, not of counties
        """),
    ComplaintCase(
      "no such hour",
      """
      when:
        - count of hour between 22:00 and 24:00 in 7 days >= 3
      """,
      expected: """
        r.yaml:9:37: `24:00` is no time of day
          hint: write 00:00 to 23:59
        """),
    ComplaintCase(
      "more decimals than the currency has",
      """
      when:
        - sum of cash in 7 days >= 3000.005 USD
      """,
      expected: """
        r.yaml:9:30: `3000.005 USD` is not a number this language can hold
          hint: counts are whole; amounts have no more decimals than their currency
        """),
  ]
}
