import Detection
import History
import Ledger
import TestSupport
import Testing

@testable import Pipeline

/// A hub that is the bank's own customer is one subject, not two, and goes by its own name.
@Suite struct OwnHubTests {
  /// Four customers pay one account of the bank in the days of March, two of them all they earn.
  private static let payers: [String] = (0..<4).flatMap { customer in
    (0..<3).flatMap { week in
      let day = 2 + week * 7 + customer
      return [
        row(
          "W\(customer)\(week)", day, 9, "900.00", "credit", "ach", "A\(customer)", "FARM", "Farm", "payroll"),
        row("S\(customer)\(week)", day, 15, "850.00", "debit", "p2p", "A\(customer)", "H1", "Gus Boss", ""),
      ]
    }
  }

  private static func row(
    _ id: String, _ day: Int, _ hour: Int, _ amount: String, _ direction: String, _ channel: String,
    _ account: String, _ other: String, _ name: String, _ purpose: String
  ) -> String {
    let date = "2026-03-\(day < 10 ? "0" : "")\(day)T\(hour < 10 ? "0" : "")\(hour):00:00-06:00"
    return
      "\(id),\(date),\(amount),USD,\(direction),\(channel),\(account),,,,,,,\(other),\(name),,,\(purpose),"
  }

  private static let customers =
    (0..<4).map { "C\($0),A\($0),Leaf No\($0),person,,,,,,,no" } + [
      "BOSS,H1,Gus Boss,person,,,,,,,no"
    ]

  private func flags(_ steps: (TestState) throws -> Void) throws -> (state: TestState, flags: [Flag]) {
    let state = try TestState(try SensitiveRules.withCustomers())
    try steps(state)
    return (state, try state.flags())
  }

  @Test func withoutTheFileTheHubIsAnOutsideAccount() throws {
    let (_, flags) = try flags { try $0.scan(Self.payers) }
    #expect(flags.filter { $0.subjectKind == "counterparty" }.map(\.subjectIdentifier) == ["H1"])
  }

  @Test func withItTheHubIsItsCustomerWhateverCameFirst() throws {
    let (before, flags) = try flags {
      try $0.load(customers: Self.customers)
      try $0.scan(Self.payers)
    }
    let flag = try #require(flags.first { $0.subjectIdentifier == "BOSS" })
    #expect(!flags.contains { $0.subjectKind == "counterparty" })
    #expect(flag.subjectKind == "customer")
    #expect(flag.subjectName == "Gus Boss")
    #expect(flag.role == "controller")
    #expect(Set(flag.findings.map(\.indicator)).isSuperset(of: ["T-HUB", "T-PAID"]))
    #expect(Set(flag.related.map(\.identifier)) == ["C0", "C1", "C2", "C3"])
    #expect(flag.related.allSatisfy { $0.role == "possible_victim" })
    for finding in flag.findings {
      for measure in finding.measures {
        #expect(MeasureAudit.recompute(measure, from: finding.evidence) == measure.value.value)
      }
    }

    let (after, _) = try self.flags {
      try $0.scan(Self.payers)
      try $0.load(customers: Self.customers)
    }
    #expect(try after.dump() == before.dump())
    let successors = try after.outbox().compactMap { entry -> String? in
      guard case .withdrawal(_, let successor, _) = entry else { return nil }
      return successor
    }
    #expect(successors == [flag.id], "the outside account's flag is followed by its customer's")
    let (between, _) = try self.flags {
      try $0.scan(Array(Self.payers[..<10]))
      try $0.load(customers: Array(Self.customers[1...]))
      try $0.scan(Array(Self.payers[10...]))
      try $0.load(customers: Array(Self.customers[..<1]))
    }
    #expect(try between.dump() == before.dump())
  }

  @Test func anAccountThatIsNoLongerTheBanksOwnIsOutsideAgain() throws {
    let (state, _) = try flags {
      try $0.load(customers: Self.customers)
      try $0.scan(Self.payers)
      try $0.load(customers: Array(Self.customers[..<4]), replaces: true)
    }
    let (never, _) = try flags {
      try $0.load(customers: Array(Self.customers[..<4]))
      try $0.scan(Self.payers)
    }
    #expect(try state.dump() == never.dump())
    #expect(try state.flags().contains { $0.subjectKind == "counterparty" && $0.subjectIdentifier == "H1" })
    // And with nobody known but somebody else.
    try state.load(customers: ["X,X9,Nobody,person,,,,,,,no"], replaces: true)
    let (plain, _) = try flags { try $0.scan(Self.payers) }
    #expect(try state.dump() == plain.dump())
  }

  @Test func aMinorsFlagIsThatOfAPossibleVictimWheneverTheFileSaysSo() throws {
    var customers = Self.customers
    customers[4] = "BOSS,H1,Gus Boss,person,,,,,,,yes"
    let (state, _) = try flags {
      try $0.load(customers: Self.customers)
      try $0.scan(Self.payers)
    }
    let scores = try state.flags().filter { $0.subjectIdentifier == "BOSS" }.map(\.score)
    let report = try state.load(customers: customers)
    #expect((report.changed, report.unchanged) == (1, 4))
    let flag = try #require(try state.flags().first { $0.subjectIdentifier == "BOSS" })
    #expect(flag.role == "possible_victim")
    #expect([flag.score] == scores, "nothing else changes")
  }
}
