import Testing

@testable import Rulebook

@Suite("What can never be")
struct ImpossibleRuleTests {
  /// Every kind of mistake, as its author reads it.
  @Test("is told before anything runs", arguments: cases)
  func complaint(_ example: ComplaintCase) {
    #expect(example.complaint() == example.expected)
  }

  static let cases: [ComplaintCase] = [
    ComplaintCase(
      "more days than the window has",
      """
      parameters:
        often: {default: 40}
      when:
        - days of cash in 30 days >= often
        - days of cash in 30 calendar days > 39 or count of cash in 7 days >= 1
        - distinct day of cash in 1 day >= 5
      """,
      expected: """
        r.yaml:11:32: days of cash in 30 days >= 40 can never hold
          hint: so many dates do not fit into the window
        r.yaml:12:40: days of cash in 30 calendar days > 39 can never hold
          hint: so many dates do not fit into the window
        r.yaml:13:38: distinct day of cash in 1 day >= 5 can never hold
          hint: so many dates do not fit into the window
        """),
    ComplaintCase(
      "a part larger than its whole",
      """
      sets:
        received: credit
        notes: cash and received
        answered: notes after received within 2 days
      when:
        - share of notes among received in 30 days > 100%
        - amount share of answered among received in 30 days >= 120%
      """,
      expected: """
        r.yaml:13:48: share of notes among received in 30 days > 100% can never hold
          hint: a part is at most 100% of the whole it lies in
        r.yaml:14:59: amount share of answered among received in 30 days >= 120% can never hold
          hint: a part is at most 100% of the whole it lies in
        """),
    ComplaintCase(
      "payments that are two things at once",
      """
      sets:
        received: credit
        a: received and cash and debit
        b: cash and wire
        c: payroll and (rent and card)
      when:
        - count of a in 30 days >= 1
        - count of b in 30 days >= 1
        - count of c in 30 days >= 1
      """,
      expected: """
        r.yaml:10:28: no payment is both `credit` and `debit`
          hint: `or` joins what may be either
        r.yaml:11:15: no payment is both `cash` and `wire`
          hint: `or` joins what may be either
        r.yaml:12:18: no payment is both `payroll` and `rent`
          hint: `or` joins what may be either
        """),
    ComplaintCase(
      "a currency of which there is no amount",
      """
      currency: EUR
      when:
        - count of (cash and amount above 1000 USD) in 30 days >= 2
        - count of (cash and amount below ctr_line) in 30 days >= 2
      """,
      expected: """
        r.yaml:10:37: the rule's `currency` is EUR, and all its amounts are in others
          hint: write this amount in EUR, or `currency: USD`
        """),
  ]

  /// A false alarm would keep a rule from being used that is right.
  @Test(
    "is not said of what can be",
    arguments: [
      "when: [days of cash in 30 days >= 31]",
      "when: [days of cash in 30 calendar days = 30]",
      "when: [days of cash in 7 days <= 40]",
      "when: [share of wire among cash in 30 days >= 120%]",
      "when: [share of (cash and credit) among credit in 30 days >= 100%]",
      "when: [sum of (wire and credit) in 2 days / sum of credit in 30 days > 100%]",
      "when: [count of (cash and atm and credit) in 30 days >= 2]",
      "when: [count of (credit or debit) in 30 days >= 2]",
      "when: [count of (credit and not debit) in 30 days >= 2]",
      "currency: EUR\nwhen: [count of (amount above 900 EUR or amount above 1000 USD) in 30 days >= 2]",
      "when: [count of (amount above 900 EUR) in 30 days >= 2]",
    ])
  func possible(_ body: String) {
    #expect(Probe.complaint(body) == "")
  }
}

@Suite("What a rule's author still owes")
struct UnfinishedRuleTests {
  private static let story = "|\n    day amount channel direction\n    1   5.00   cash    credit\n"

  private static func stories(_ firing: Int, _ silent: Int) -> String {
    let told = [("fires", firing), ("silent", silent)].map { key, count in
      count == 0 ? "" : "\(key):\n" + (1...count).map { "  story \($0): " + story }.joined()
    }
    return told.joined()
  }

  @Test("stories, of which a rule tells two and three at least, and runs without")
  func stories() throws {
    let when = "when: [count of cash in 7 days >= 3]\n"
    #expect(try Probe.load(when + Self.stories(2, 3)).unfinished.isEmpty)
    let few = try Probe.load(when + Self.stories(1, 2)).unfinished
    #expect(
      few.map(\.description) == [
        """
        r.yaml:1:12: `R-1` has 1 story that must fire and 2 that must stay silent
          hint: tell at least 2 under `fires` and 3 under `silent`
        """
      ])
    #expect(try Probe.load(when).unfinished.first?.message.contains("0 stories") == true)
  }

  @Test("a rule that gathers what rolls up")
  func gathering() throws {
    let rule = "when: [count of cash in 7 days >= 3]\n" + Self.stories(2, 3) + "rolls up to: counterparty\n"
    let leaf = try Probe.load(rule)
    #expect(leaf.unfinished.count == 1 && leaf.unfinished.first?.line == 26)
    #expect(
      leaf.unfinished.first?.message == "no rule gathers `R-1`: what it finds is never heard of")
    #expect(
      leaf.unfinished.first?.hint
        == "write a second rule about the counterparty, with a set `gathered R-1`")
  }

  @Test("nothing, of the shipped rules")
  func shipped() throws {
    #expect(try Rulebook.shipped().unfinished == [])
  }
}
