import Testing

@Suite("Errors of names and grammar in expressions")
struct ExpressionErrorTests {
  /// Every kind of mistake, as its author reads it.
  @Test("say where, why and what to do", arguments: cases)
  func complaint(_ example: ComplaintCase) {
    #expect(example.complaint() == example.expected)
  }

  static let cases: [ComplaintCase] = [
    ComplaintCase(
      "an unknown name",
      """
      sets:
        deposits: cash and credit
      when: [count of depossits in 7 days >= 3]
      """,
      expected: """
        r.yaml:10:17: unknown name `depossits`
          hint: did you mean `deposits`?
        """),
    ComplaintCase(
      "an unknown atom",
      """
      sets:
        deposits: cahs and credit
      when:
        - count of deposits in 7 days >= 3
      """,
      expected: """
        r.yaml:9:13: unknown name `cahs`
          hint: did you mean `cash`?
        """),
    ComplaintCase(
      "a name nothing is near to",
      """
      sets:
        deposits: cash and quetzalcoatl
      when:
        - count of deposits in 7 days >= 3
      """,
      expected: """
        r.yaml:9:22: unknown name `quetzalcoatl`
        """),
    ComplaintCase(
      "two mistakes in two places, and no third that follows from them",
      """
      sets:
        deposits: cash und credit
        fees: counterparty.country in coridor
      when:
        - count of deposits in 7 days >= 3
        - distinct counterprty of fees in 7 days >= 3
      """,
      expected: """
        r.yaml:9:18: expected the end of the expression, found `und`
        r.yaml:10:33: unknown list `coridor`
          hint: did you mean `corridor`?
        r.yaml:13:14: unknown field `counterprty`
          hint: did you mean `counterparty`?
        """),
    ComplaintCase(
      "an unknown list",
      """
      when:
        - count of place.county in bordr in 7 days >= 3
      """,
      expected: """
        r.yaml:9:30: unknown list `bordr`
          hint: did you mean `border`?
        """),
    ComplaintCase(
      "an unknown lexicon",
      """
      when:
        - count of memo mentions please in 7 days >= 3
      """,
      expected: """
        r.yaml:9:28: unknown lexicon `please`
          hint: did you mean `pleas`?
        """),
    ComplaintCase(
      "an unknown field to group by",
      """
      when:
        - distinct place.cunty of cash in 7 days >= 3
      """,
      expected: """
        r.yaml:9:14: unknown field `place.cunty`
          hint: did you mean `place.county`?
        """),
    ComplaintCase(
      "nationality is no field",
      """
      when:
        - distinct nationality of cash in 7 days >= 3
      """,
      expected: """
        r.yaml:9:14: unknown field `nationality`
          hint: fields are counterparty, customer, account, place.state, place.county, place.zip, counterparty.state, counterparty.country, counterparty.bank, mcc, day, amount, conductor, device, phone, employer, branch, counterparty.phone, counterparty.address, reference, memo, address, email
        """),
    ComplaintCase(
      "a relational set used as a predicate",
      """
      sets:
        a: cash
        b: a after a within 3 days
        c: b and credit
      when: [count of c in 7 days >= 3]
      """,
      expected: """
        r.yaml:11:6: `b` is a set of postings in relation to others, not a question about one posting
          hint: narrow the sets it is made of instead
        """),
    ComplaintCase(
      "since first without a first",
      """
      when:
        - count of cash since first >= 3
      """,
      expected: """
        r.yaml:9:19: `since first` needs a `first` section
          hint: add `first:` with `at` and `within`
        """),
    ComplaintCase(
      "a missing comparison",
      """
      when:
        - count of cash in 7 days
      """,
      expected: """
        r.yaml:9:28: expected a comparison, found the end of the expression
          hint: one of >= > <= < = or `between … and …`
        """),
    ComplaintCase(
      "something left over",
      """
      when:
        - count of cash in 7 days >= 3 4
      """,
      expected: """
        r.yaml:9:34: expected the end of the expression, found `4`
        """),
    ComplaintCase(
      "a sign the language does not have",
      """
      when:
        - count of cash in 7 days >= $3000
      """,
      expected: """
        r.yaml:9:32: `$` means nothing here
          hint: the currency stands behind the amount: `3000 USD`
        """),
    ComplaintCase(
      "an open parenthesis",
      """
      when:
        - count of (cash and credit in 7 days >= 3
      """,
      expected: """
        r.yaml:9:31: expected `)`, found `in`
          hint: close the parenthesis
        """),
    ComplaintCase(
      "counterparty alone",
      """
      when:
        - count of counterparty in 7 days >= 3
      """,
      expected: """
        r.yaml:9:14: `counterparty` alone asks nothing
          hint: write `counterparty stated`, `counterparty is self`, `counterparty shares surname`, `counterparty shares address`, `counterparty is employer` or `counterparty name mentions LEXICON`
        """),
    ComplaintCase(
      "a place in a folded line",
      """
      when:
        - count of cash in 7 days >= 3
          and count of
            wyre in 7 days >= 3
      """,
      expected: """
        r.yaml:11:7: unknown name `wyre`
          hint: did you mean `wire`?
        """),
    ComplaintCase(
      "a place in a quoted text",
      """
      when:
        - "count of wyre in 7 days >= 3"
      """,
      expected: """
        r.yaml:9:15: unknown name `wyre`
          hint: did you mean `wire`?
        """),
    ComplaintCase(
      "gathered of a rule that is not there",
      """
      when:
        - count of gathered LAB-X in 7 days >= 3
      """,
      expected: """
        r.yaml:9:23: no rule is called `LAB-X`
          hint: a rule that is gathered at a customer says so with `rolls up to`
        """),
  ]
}
