import Ledger
import Rulebook
import Testing

@Suite("Customers and their peers in the language")
struct CustomerLanguageTests {
  static let reference = [
    RulebookFile(
      name: "trades.yaml", text: "list: cash_trades\nof: trades\nsources: [none]\nvalues: [7225, '561720']\n"),
    RulebookFile(
      name: "peers.yaml",
      text: """
        peers: monthly_cash
        of: amounts
        sources: [none]
        steps:
          - from: 2026-03-10
            trades: {"72": {median: 20 USD, 95th: 200 USD}}
          - from: 2020-01-01
            trades: {"72": {median: 10 USD, 95th: 100 USD}, "7225": {median: 15 USD, 95th: 150 USD}}
            occupations: {Night Waiter: {median: 1 USD, 95th: 2 USD}, waiter: {median: 3 USD, 95th: 4 USD}}
        """),
    RulebookFile(
      name: "share.yaml",
      text: """
        peers: cash_part
        of: shares
        sources: [none]
        steps: [{from: 2020-01-01, trades: {"72": {median: 20%, 95th: 80%}}}]
        """),
  ]

  private static func load(_ body: String) throws(RulebookErrors) -> Rulebook {
    let rule = RulebookFile(name: "r.yaml", text: Probe.head + body)
    return try Rulebook.load(files: [Probe.typology, rule] + Probe.reference + reference)
  }

  static let questions: [(String, Atom, FieldSet)] = [
    ("customer opened within 180 days", Atom.openedWithin(days: 180), FieldSet.opened),
    ("customer is business", .isBusiness(true), .customerType),
    ("customer is person", .isBusiness(false), .customerType),
    ("customer trade in cash_trades", .trade(prefixes: ["561720", "7225"]), .trade),
    ("customer trade in [81, 722511]", .trade(prefixes: ["722511", "81"]), .trade),
    ("customer occupation mentions pleas", .occupation(lexicon: 0), .occupation),
    (
      "counterparty shares address", .sharesAddress,
      FieldSet.address.union(FieldSet(text: .counterpartyAddress))
    ),
    (
      "counterparty is employer", .isEmployer,
      FieldSet.customerEmployer.union(FieldSet(text: .counterpartyName))
    ),
    ("trade stated", .states(.trade), .trade), ("occupation stated", .states(.occupation), .occupation),
    ("opened stated", .states(.opened), .opened), ("address stated", .states(.address), .address),
    ("customer stated", .states(FieldSet(text: .customer)), FieldSet(text: .customer)),
  ]

  @Test(
    "questions about the customer, with what they need",
    arguments: questions)
  func atoms(text: String, atom: Atom, needs: FieldSet) throws {
    let rulebook = try Self.load("when:\n  - count of (\(text)) in 7 days >= 1")
    #expect(rulebook.atoms == [atom])
    #expect(rulebook.rules.first?.needs == needs)
  }

  @Test("figures of peers by day, trade and occupation")
  func peers() throws {
    let rulebook = try Self.load(
      """
      when:
        - sum of cash in 30 days > 2 times peers' 95th monthly_cash
        - sum of cash in 30 days >= peers’ median monthly_cash
        - amount share of cash among credit in 30 days > peers' 95th cash_part
      """)
    let rule = try #require(rulebook.rules.first)
    #expect(rule.conditions.map(\.readsPeers) == [true, true, true])
    #expect(rule.conditions[0].text == "sum of cash in 30 days > 2 times peers' 95th monthly_cash")
    #expect(rule.conditions[1].text.hasSuffix(">= peers' median monthly_cash"))
    #expect(rule.needs == [.channel, .peerGroup])
    let figure = rule.peers[0]
    func value(_ trade: String?, _ occupation: String?, _ day: Int = 1) -> Int64? {
      figure.value(
        trade: trade, occupation: occupation,
        on: BusinessDay(ordinal: BusinessDay.ordinal(year: 2026, month: 3, day: day)))
    }
    #expect(value("722511", nil) == 15_000 && value("722", nil) == 10_000 && value("81", nil) == nil)
    #expect(value("722511", nil, 10) == 20_000, "the step of 10 March knows 72 only")
    #expect(value("81", "night waiter at a bar") == 200 && value(nil, "waiters") == nil)
    #expect(value("7225", "waiter") == 15_000, "the trade comes first")
    #expect(rule.peers.map(\.quantile) == [.ninetyFifth, .median, .ninetyFifth])
    #expect(rule.peers[2].kind == .basisPoints)
  }

  @Test("examples state what the customer file says")
  func examples() throws {
    let rule = try #require(
      try Self.load(
        """
        when: [count of customer is business in 7 days >= 1]
        fires:
          a: |
            day amount direction opened trade occupation   employer address      business minor email
            1   10     credit    -30    7225  night_waiter The_Bar  1_Main_St    yes      no    a@b.example
            2   10     credit    -      -     -            -        -            -        -     -
        silent:
          b: |
            day amount direction opened     minor
            1   10     credit    2026-01-15 yes
        """
      ).rules.first)
    let facts = try #require(rule.examples[0].activity.facts)
    #expect(
      facts
        == CustomerFacts(
          opened: BusinessDay("2026-01-31"), isBusiness: true, naics: "7225", occupation: "night waiter",
          employer: "The Bar", address: "1 Main St", email: "a@b.example", isMinor: false))
    #expect(
      rule.examples[1].activity.facts == CustomerFacts(opened: BusinessDay("2026-01-15"), isMinor: true))
  }

  @Test("say where, why and what to do", arguments: cases)
  func complaint(_ example: ComplaintCase) {
    let rule = RulebookFile(name: "r.yaml", text: example.head + example.body)
    do throws(RulebookErrors) {
      _ = try Rulebook.load(files: [Probe.typology, rule] + Probe.reference + Self.reference)
      Issue.record("nothing was found wrong")
    } catch {
      #expect(error.description == example.expected)
    }
  }

  private static func table(_ text: String) -> String {
    "when: [count of credit in 7 days >= 1]\nfires:\n  a: |\n"
      + text.split(separator: "\n").map { "    \($0)\n" }.joined()
  }

  static let cases: [ComplaintCase] = [
    ComplaintCase(
      "a question to somebody who is no customer", "when: [count of customer is business in 7 days >= 1]",
      head: CrowdLanguageTests.head("counterparty"),
      expected: """
        r.yaml:8:17: `customer is business` is asked of a customer; this rule is about a counterparty
          hint: ask it in a rule with `about: customer`
        """),
    ComplaintCase(
      "an old account", "when: [count of customer opened within 401 days in 7 days >= 1]",
      expected: """
        r.yaml:8:40: an account is new for 1 to 400 whole days
          hint: write `customer opened within 180 days`
        """),
    ComplaintCase(
      "a question of one word", "when: [count of customer in 7 days >= 1]",
      expected: """
        r.yaml:8:17: `customer` alone asks nothing
          hint: write `customer opened within 180 days`, `customer is business`, `customer is person`, `customer trade in LIST` or `customer occupation mentions LEXICON`
        """),
    ComplaintCase(
      "a list of another kind", "when: [count of customer trade in border in 7 days >= 1]",
      expected: """
        r.yaml:8:35: `border` is a list of counties, not of trades
        """),
    ComplaintCase(
      "no trade", "when:\n  - count of customer trade in [7] in 7 days >= 1",
      expected: """
        r.yaml:9:33: expected 2 to 6 digits of a NAICS code, found `7`
          hint: write `[561720, 7225]`
        """),
    ComplaintCase(
      "a quantile nobody computed", "when: [\"sum of cash in 7 days > peers' 99th monthly_cash\"]",
      expected: """
        r.yaml:8:40: expected `95th` or `median`, found `99`
          hint: write `peers' 95th monthly_cash_credits`
        """),
    ComplaintCase(
      "a figure nobody knows", "when: [\"sum of cash in 7 days > peers' 95th monthly_cahs\"]",
      expected: """
        r.yaml:8:45: unknown figure of peers `monthly_cahs`
          hint: did you mean `monthly_cash`?
        """),
    ComplaintCase(
      "an amount against a share", "when: [\"sum of cash in 7 days > peers' 95th cash_part\"]",
      expected: """
        r.yaml:8:33: an amount in USD is compared with a share
        """),
    ComplaintCase(
      "peers turned round", "when: [\"not sum of cash in 7 days > peers' 95th monthly_cash\"]",
      expected: """
        r.yaml:8:13: `not` before a comparison that says nothing where its measure is unknown
          hint: turn the comparison round: `<` for `>=`
        """),
    ComplaintCase(
      "two trades of one customer", table("day amount direction trade\n1 10 credit 7225\n2 10 credit 81"),
      expected: """
        r.yaml:11:5: a customer has one `trade`; here are 2
          hint: write the same in every line, or `-` for what another line says
        """),
    ComplaintCase(
      "no date", table("day amount direction opened\n1 10 credit yesterday"),
      expected: """
        r.yaml:12:17: `yesterday` is no date, or number of days before day 1 such as -30
        """),
    ComplaintCase(
      "a counterparty's customer file", table("day amount direction minor\n1 10 credit yes"),
      head: CrowdLanguageTests.head("counterparty"),
      expected: """
        r.yaml:11:26: of a counterparty no customer file says `minor`
          hint: only a customer's example has the column
        """),
  ]

  @Test("mistakes in files of peers")
  func files() {
    func complaint(_ text: String) -> String {
      Probe.complaint(files: [("p.yaml", "peers: p\nsources: [none]\n" + text)])
    }
    #expect(
      complaint("of: sums\nsteps: []") == """
        p.yaml:3:5: `of` cannot be `sums`
          hint: it is one of amounts, counts, shares
        """)
    #expect(
      complaint("of: amounts\nsteps: [{from: 2026-01-01, trades: {x: {median: 1 USD, 95th: 2 USD}}}]") == """
        p.yaml:4:37: `x` is no trade
          hint: write the first 2 to 6 digits of its NAICS code, such as 561720 or 7225
        """)
    #expect(
      complaint("of: amounts\nsteps: [{from: 2026-01-01, occupations: {x: {median: 1 USD, 95th: 20%}}}]")
        == """
        p.yaml:4:67: a share among amounts
          hint: all figures of a file are of one kind and currency
        """)
    #expect(
      complaint("of: shares\nsteps: [{from: 2026-01-01, occupations: {x: {median: 10%}}}]") == """
        p.yaml:4:45: the figures of a group of peers needs the key `95th`
        """)
  }
}
