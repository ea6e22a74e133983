import Ledger
import Rulebook
import Testing

@Suite("Crowds, links and hubs in the language")
struct CrowdLanguageTests {
  @Test("a crowd becomes what it says")
  func crowd() throws {
    let rule = try #require(
      try Probe.load(
        """
        parameters:
          many: {default: 4}
        sets:
          drawn: atm and debit
          trains: drawn amid at least many customer within 10 minutes
          busy: drawn amid at least 20 postings within 1 day
          early: trains before credit within 1 day
        when:
          - count of trains in 7 days >= 1
          - count of busy in 7 days >= 1
          - count of early in 7 days >= 1
          - distinct memo of drawn in 7 days >= 1
          - most of one reference among drawn in 7 days >= 1
          - count of drawn in 7 days with same counterparty.phone >= 1
        """
      ).rules.first)
    #expect(
      rule.sets.map(\.members).dropFirst() == [
        .amid(set: 0, least: 4, field: .customer, milliseconds: 600_000),
        .amid(set: 0, least: 20, field: nil, milliseconds: 86_400_000),
        .matching(.atom(2)),
        .before(set: 1, other: 3, milliseconds: 86_400_000, metresApart: nil, together: nil),
      ])
    #expect(
      rule.needs == [
        .channel, .timeOfDay, FieldSet(text: .memo), FieldSet(text: .reference),
        FieldSet(text: .counterpartyPhone),
      ])
  }

  @Test("a rule about links says which, and needs it")
  func link() throws {
    let body = "link: branch\nwhen: [count of credit in 7 days >= 1]\nfires:\n  a: |\n"
    let table = "    day amount direction branch\n    1 10 credit ATM7\n    2 10 credit -\n"
    let head = Probe.head.replacing("customer", with: "link")
    let rule = try #require(try Probe.load(body + table.replacing("-", with: "ATM7"), head: head).rules.first)
    #expect(rule.link == .branch && rule.about == .link && rule.needs == FieldSet(text: .branch))
    #expect(rule.examples.first?.activity.subject == LinkField.branch.key(of: "ATM7"))
    #expect(
      Probe.complaint(body + table, head: head) == """
        r.yaml:12:5: the postings of a link share one branch; here are 2
          hint: leave the column out, or write the same in every line
        """)
  }

  @Test("a hub is outside or among the customers")
  func hub() throws {
    let rule = try #require(
      try Probe.load("when: [count of credit in 7 days >= 1]", head: Self.head("hub")).rules.first)
    #expect(rule.isAbout(.counterparty) && rule.isAbout(.customer) && !rule.isAbout(.link))
  }

  static func head(_ about: String) -> String { Probe.head.replacing("customer", with: about) }

  @Test("say where, why and what to do", arguments: cases)
  func complaint(_ example: ComplaintCase) {
    #expect(example.complaint() == example.expected)
  }

  private static let needless = "when: [count of credit in 7 days >= 1]"

  static let cases: [ComplaintCase] = [
    ComplaintCase(
      "a crowd of one",
      "when: [count of a in 7 days >= 1]\nsets:\n  a: credit amid at least 1 customer within 2 days",
      expected: """
        r.yaml:10:27: a crowd is 2 to 1000000, not 1
          hint: a single posting stands amid itself
        """),
    ComplaintCase(
      "a crowd of an amount",
      "when: [count of a in 7 days >= 1]\nsets:\n  a: credit amid at least 3 USD within 2 days",
      expected: """
        r.yaml:10:27: a crowd is a count, not an amount in USD
          hint: write `A amid at least 4 counterparty within 10 minutes`
        """),
    ComplaintCase(
      "a crowd of nothing known",
      "when: [count of a in 7 days >= 1]\nsets:\n  a: credit amid at least 3 custmer within 2 days",
      expected: """
        r.yaml:10:29: unknown field `custmer`
          hint: did you mean `customer`?
        """),
    ComplaintCase(
      "a crowd without end",
      "when: [count of a in 7 days >= 1]\nsets:\n  a: credit amid at least 3 customer within 91 days",
      expected: """
        r.yaml:10:45: a window of 91 days is longer than the history keeps
          hint: the longest is 90 days
        """),
    ComplaintCase(
      "something after a crowd",
      """
      sets:
        crowd: credit amid at least 3 customer within 2 days
        later: debit after crowd within 2 days
      when: [count of later in 7 days >= 1]
      """,
      expected: """
        r.yaml:10:22: `crowd` is known only once a later posting has come: nothing is related to it
          hint: relate the set it is made of, or count it in a window: `count of crowd in 2 days >= 1`
        """),
    ComplaintCase(
      "a moment of which only the future tells",
      """
      sets:
        kept: credit before debit within 2 days
      at: kept
      when: [count of credit in 7 days >= 1]
      """,
      expected: """
        r.yaml:10:5: `kept` is known only once a later posting has come: nothing is related to it
          hint: relate the set it is made of, or count it in a window: `count of kept in 2 days >= 1`
        """),
    ComplaintCase(
      "a link that is not named", needless, head: head("link"),
      expected: """
        r.yaml:1:1: an indicator needs the key `link`
        """),
    ComplaintCase(
      "no such link", "link: mobile\n" + needless, head: head("link"),
      expected: """
        r.yaml:8:7: `link` cannot be `mobile`
          hint: it is one of phone, device, employer, branch, conductor, counterparty.phone, counterparty.address, address, email
        """),
    ComplaintCase(
      "a link of a customer", "link: phone\n" + needless,
      expected: """
        r.yaml:8:7: only a rule about a link has `link`
          hint: write `about: link`
        """),
  ]
}
