import Ledger
import Rulebook
import Testing

@Suite("Lists whose values have their days")
struct DatedListTests {
  private static func load(_ values: String, of kind: String = "counties", _ body: String)
    throws(RulebookErrors) -> Rulebook
  {
    let list = RulebookFile(
      name: "l.yaml", text: "list: targeted\nof: \(kind)\nsources: [none]\nvalues: \(values)\n")
    let rule = RulebookFile(name: "r.yaml", text: Probe.head + body)
    return try Rulebook.load(files: [Probe.typology, rule, list] + Probe.reference)
  }

  private static let body = "when: [count of place.county in targeted in 7 days >= 1]"

  private static func day(_ text: String) -> BusinessDay? { BusinessDay(text) }

  @Test("each part holds on its own days")
  func parts() throws {
    let rulebook = try Self.load(
      """

        - 48215
        - {value: 48061, from: 2025-09-10, until: 2026-09-02}
        - {value: 04013, from: 2026-03-07, until: 2026-09-02, source: an order}
        - {value: 04001-04003, from: 2026-03-07, until: 2026-09-02}
        - {value: 48061, from: 2027-01-01}
      """, Self.body)
    #expect(
      rulebook.atoms == [
        .code(.county, [48215...48215]), .code(.county, [48061...48061]),
        .days(from: Self.day("2025-09-10"), until: Self.day("2026-09-02")),
        .code(.county, [4001...4003, 4013...4013]),
        .days(from: Self.day("2026-03-07"), until: Self.day("2026-09-02")),
        .days(from: Self.day("2027-01-01"), until: nil),
      ])
    #expect(
      rulebook.rules[0].sets[0].members
        == .matching(
          .any([
            .atom(0), .all([.atom(1), .atom(2)]), .all([.atom(3), .atom(4)]), .all([.atom(1), .atom(5)]),
          ])))
  }

  @Test("a list without days is as it was")
  func plain() throws {
    let rulebook = try Self.load("[48215, 48061]", Self.body)
    #expect(rulebook.atoms == [.code(.county, [48061...48061, 48215...48215])])
    #expect(rulebook.rules[0].sets[0].members == .matching(.atom(0)))
  }

  @Test("contacts are a list to compare with")
  func contacts() throws {
    let rulebook = try Self.load(
      "[202-555-0142, {value: a@b.example, until: 2026-01-31}]", of: "contacts",
      "when: [count of (customer phone in targeted or counterparty account in targeted) in 7 days >= 1]")
    #expect(rulebook.atoms.contains(.contact(.customerPhone, ["202-555-0142"])))
    #expect(rulebook.atoms.contains(.contact(.counterpartyAccount, ["a@b.example"])))
    #expect(rulebook.atoms.contains(.days(from: nil, until: Self.day("2026-01-31"))))
  }

  @Test(
    "mistakes say where, why and what to do",
    arguments: [
      (
        "[{value: 48061, from: 2026-01-02, until: 2026-01-01}]",
        "l.yaml:4:50: no day lies between 2026-01-02 and 2026-01-01\n  hint: write the earlier first"
      ),
      ("[{value: 48061, from: May}]", "l.yaml:4:31: `May` is no date\n  hint: write 2026-03-07"),
      (
        "[{code: 48061}]",
        "l.yaml:4:10: a value with its days needs the key `value`\n"
          + "l.yaml:4:11: a value with its days has no key `code`\n"
          + "  hint: keys are value, from, until, source"
      ),
      (
        "[{value: 4806, from: 2026-01-02}]",
        "l.yaml:4:18: `4806` is no code of 5 digits\n  hint: write all digits, or a range such as 3501-3835"
      ),
    ])
  func complaints(values: String, expected: String) {
    let error = #expect(throws: RulebookErrors.self) { try Self.load(values, Self.body) }
    #expect(error?.description == expected)
  }

  @Test("contacts stand in reference data, of customers where the customer file is asked")
  func contactComplaints() {
    let error = #expect(throws: RulebookErrors.self) {
      try Self.load(
        "[a@b.example]", of: "contacts", "when:\n  - count of customer phone in [a] in 7 days >= 1")
    }
    #expect(
      error?.description
        == "r.yaml:9:32: contacts are listed in reference data\n"
        + "  hint: make a `list:` of `contacts` and name it here")
  }
}
