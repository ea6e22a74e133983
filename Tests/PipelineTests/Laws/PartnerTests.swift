import Detection
import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Pipeline

/// Whoever has most of what a flagged account passes on is flagged for it; whoever is flagged for that alone is the
/// end of the chain.
@Suite struct PartnerTests {
  private static let rulebook = try? Rulebook.load(files: [
    file("t.yaml", "typology: t\ntitle: T\nsources: [none]\nwindow: 30 days\nthreshold: 30\n"),
    file("u.yaml", "typology: u\ntitle: U\nsources: [none]\nwindow: 30 days\nthreshold: 30\n"),
    rule("CASH", "customer", "cash and credit", "count of it in 20 days >= 2", "role: facilitator"),
    rule("WIRE", "customer", "wire and credit", "count of it in 20 days >= 1", "role: facilitator"),
    rule("PREYED", "customer", "card and debit", "count of it in 20 days >= 1", "role: possible_victim"),
    rule("HONEST", "customer", "payroll and credit", "count of it in 20 days >= 1", "", key: "mitigation"),
    rule(
      "GIVES", "flagged", "debit and p2p",
      "sum of it in 20 days with same counterparty / sum of it in 20 days >= 50%",
      "rolls up to: counterparty"),
    rule(
      "BEHIND", "hub", "gathered GIVES", "largest of it in 30 days >= 100 USD", "role: controller",
      typologies: "t, u"),
  ])

  private static func file(_ name: String, _ text: String) -> RulebookFile {
    RulebookFile(name: name, text: text)
  }

  private static func rule(
    _ id: String, _ about: String, _ set: String, _ condition: String, _ extra: String,
    key: String = "indicator", typologies: String = "t"
  ) -> RulebookFile {
    file(
      "\(id).yaml",
      """
      \(key): \(id)
      title: \(id)
      about: \(about)
      typologies: [\(typologies)]
      family: \(id.lowercased())
      strength: \(id == "HONEST" ? "strong" : "normal")
      sources: [none]
      innocent: [nothing]
      \(extra)
      sets: {it: \(set)}
      at: it
      when: ["\(condition)"]
      """)
  }

  /// A row of an account on a day of March.
  private static func row(
    _ day: Int, _ account: String, _ amount: String, _ direction: String, _ channel: String,
    to other: String = "", purpose: String = ""
  ) -> String {
    "\(account)-\(day)-\(channel)-\(direction),2026-03-\(day + 10)T10:00:00-06:00,\(amount),USD,\(direction),"
      + "\(channel),\(account),\(account),,,,,,\(other),,,,\(purpose),"
  }

  /// F takes in cash and a wire, and passes on to X and a little to Y; X passes it on to Z, and takes in nothing of its
  /// own but what would not be enough for a flag.
  private static let story = [
    row(1, "F", "3000.00", "credit", "cash"), row(2, "F", "3000.00", "credit", "cash"),
    row(3, "F", "900.00", "credit", "wire"), row(4, "F", "5000.00", "debit", "p2p", to: "X"),
    row(5, "F", "400.00", "debit", "p2p", to: "Y"), row(6, "X", "200.00", "credit", "wire"),
    row(7, "X", "4900.00", "debit", "p2p", to: "Z"),
  ]

  private static let customers = ["F,F,Fay Front,person,,,,,,,no", "X,X,Max Behind,person,,,,,,,no"]

  private func flags(_ rows: [[String]], customers: Bool = true) throws -> [Flag] {
    let state = try TestState(try #require(Self.rulebook))
    if customers { try state.load(customers: Self.customers) }
    for night in rows { try state.scan(night) }
    return try state.flags()
  }

  @Test(arguments: [true, false])
  func whoeverHasMostOfItIsFlaggedForWhatThePayerIsFlaggedFor(knowsCustomers: Bool) throws {
    let flags = try flags([Self.story], customers: knowsCustomers)
    #expect(
      Set(flags.map(\.subjectIdentifier)) == ["F", "X"], "not Y, who has little, nor Z, behind a partner")
    let behind = try #require(flags.first { $0.subjectIdentifier == "X" })
    #expect(behind.subjectKind == (knowsCustomers ? "customer" : "counterparty"))
    #expect(behind.typology == "t", "the payer is not flagged for u")
    #expect(behind.role == "controller")
    #expect(behind.related.map(\.identifier) == ["F"])
    #expect(behind.related.first?.role != "possible_victim")
    #expect(behind.explanation.contains("Money is exchanged with 1 account that is flagged"))
    #expect(behind.evidence.contains { $0.minorUnits == 500_000 && !$0.isGathered })
    for finding in behind.findings {
      for measure in finding.measures {
        #expect(MeasureAudit.recompute(measure, from: finding.evidence) == measure.value.value)
      }
    }
  }

  @Test func nightsInAnyOrderMakeTheSamePartners() throws {
    let expected = try flags([Self.story]).map(\.id).sorted()
    #expect(try flags(Self.story.map { [$0] }).map(\.id).sorted() == expected)
    #expect(try flags(Self.story.reversed().map { [$0] }).map(\.id).sorted() == expected)
  }

  /// What a possible victim pays says nothing of a part in the crime but the victim's.
  @Test func whoeverIsPreyedOnHasNoPartners() throws {
    let flags = try flags([Self.story, [Self.row(8, "F", "20.00", "debit", "card", to: "SHOP")]])
    #expect(flags.map(\.subjectIdentifier) == ["F"])
    #expect(flags.first?.role == "possible_victim")
  }

  @Test func withThePayersFlagThePartnersGoes() throws {
    let state = try TestState(try #require(Self.rulebook))
    try state.scan(Self.story)
    #expect(try state.flags().count == 2)
    let wages = (1...9).map { Self.row($0, "F", "800.00", "credit", "ach", to: "FARM", purpose: "payroll") }
    let report = try state.scan(wages)
    #expect(try state.flags().isEmpty)
    #expect(report.run.flagsWithdrawn == 2)
  }
}
