import Detection
import Foundation
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

  /// Account numbers are a bank's own: the same number at another bank is another account.
  @Test func anAccountAtAnotherBankIsNobodysHere() throws {
    let header = RandomExport.header.trimmingCharacters(in: .newlines) + ",counterparty_bank\n"
    func scan(_ state: TestState) throws {
      let path = state.directory + "/banks.csv"
      try (header + Self.payers.map { $0 + ",Other Bank\n" }.joined())
        .write(toFile: path, atomically: false, encoding: .utf8)
      var options = state.options()
      options.paths = [path]
      _ = try Scan(options, store: try Scan.openState(options)).run()
    }
    let (first, flags) = try flags {
      try $0.load(customers: Self.customers)
      try scan($0)
    }
    #expect(flags.map(\.subjectIdentifier).contains("H1"))
    #expect(!flags.map(\.subjectIdentifier).contains("BOSS"))
    let (after, _) = try self.flags {
      try scan($0)
      try $0.load(customers: Self.customers)
    }
    #expect(try after.dump() == first.dump())
  }

  /// Two who are emptied towards one account and two towards the other of the same customer are four at one hub.
  @Test func whatIsGatheredAtAllAccountsOfACustomerIsGatheredAtOneHub() throws {
    let rows = Self.payers.map { row in
      row.contains(",A2,") || row.contains(",A3,") ? row.replacing("H1,Gus Boss", with: "H2,Gus Boss") : row
    }
    let customers = Self.customers + ["BOSS,H2,Gus Boss,person,,,,,,,no"]
    let (apart, _) = try flags { try $0.scan(rows) }
    #expect(try apart.flags().filter { $0.subjectKind == "counterparty" }.count == 2)
    try apart.load(customers: customers)
    let hub = try #require(try apart.flags().first { $0.subjectIdentifier == "BOSS" })
    #expect(Set(hub.related.map(\.identifier)) == ["C0", "C1", "C2", "C3"])
    let gathered = try #require(hub.findings.first { $0.indicator == "T-HUB" })
    #expect(gathered.measures.contains { $0.value.value == 4 }, "all four at once")
    let (first, _) = try flags {
      try $0.load(customers: customers)
      try $0.scan(rows)
    }
    #expect(try first.dump() == apart.dump())
    // One of the accounts turns out to be somebody else's.
    let other = Self.customers + ["X,H2,Max Other,person,,,,,,,no"]
    try apart.load(customers: other)
    let (never, _) = try flags {
      try $0.load(customers: other)
      try $0.scan(rows)
    }
    #expect(try apart.dump() == never.dump())
    #expect(try !apart.flags().contains { $0.subjectKind == "counterparty" })
  }

  @Test func whatPayersDoIsGatheredAtTheCustomerWhoIsPaid() throws {
    let rows = (1...4).map {
      Self.row(
        "P\($0)", 2 + $0, 20, "90.00", "credit", "p2p", $0 % 2 == 0 ? "H1" : "H2", "V\($0)", "Visitor", "")
    }
    let customers = ["BOSS,H1,Gus Boss,person,,,,,,,no", "BOSS,H2,Gus Boss,person,,,,,,,no"]
    let (apart, none) = try flags { try $0.scan(rows) }
    #expect(none.isEmpty, "two visitors at each account are too few")
    try apart.load(customers: customers)
    let flag = try #require(try apart.flags().first)
    #expect(try apart.flags().count == 1)
    #expect((flag.subjectKind, flag.subjectIdentifier, flag.subjectName) == ("customer", "BOSS", "Gus Boss"))
    #expect(flag.findings.map(\.indicator) == ["T-SOLD"])
    let (first, _) = try flags {
      try $0.load(customers: customers)
      try $0.scan(rows)
    }
    #expect(try first.dump() == apart.dump())
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
