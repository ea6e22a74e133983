import Ledger
import Testing

@testable import Rulebook

@Suite("Examples")
struct ExampleTests {
  private func activity(_ table: String, about: String = "customer") throws -> Activity {
    let head = Probe.head.split(separator: "\n").map {
      $0.hasPrefix("about") ? "about: \(about)" : String($0)
    }
    let indented = table.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
    let rulebook = try Probe.load(
      "when: [count of cash in 7 days >= 1]\nfires:\n  story: |\n" + indented,
      head: head.joined(separator: "\n") + "\n")
    let example = try #require(rulebook.rules.first?.examples.first)
    #expect(example.name == "story" && example.mustFire && example.line == 10)
    return example.activity
  }

  @Test("every column")
  func columns() throws {
    let activity = try activity(
      """
      day time  amount  currency channel direction place state county home  counterparty counterparty_name
      1   10:02 2900.05 EUR      cash    debit     30303 GA    13121  85001 X-1          Ana_Ruiz
      """)
    let posting = try #require(activity.postings.first)
    #expect(posting.instant.minuteText(zoneMinutes: 0) == "2026-03-02 10:02")
    #expect(posting.flags == [.debit, .timeKnown])
    #expect(posting.amount == 290_005 && posting.money.currency.description == "EUR")
    #expect(posting.zip == 30303 && posting.county == 13121 && posting.homeZip == 85001)
    #expect(posting.state.description == "GA" && posting.channel == .cash)
    #expect(posting.counterparty == StableHash.hash("X-1"))
    #expect(posting.account == StableHash.hash("account"))
    #expect(activity.text(.counterpartyName, at: 0) == "Ana Ruiz")
    let texts = try self.activity(
      """
      day amount direction country cp_state bank conductor device phone employer memo       purpose mcc
      2   5.00   credit    GT      TX       B    C         D     P     E_Inc    "two words" payroll 7011
      """)
    let second = try #require(texts.postings.first)
    #expect(second.day == BusinessDay("2026-03-03") && !second.flags.contains(.timeKnown))
    #expect(second.counterpartyCountry.description == "GT" && second.counterpartyState.description == "TX")
    #expect(second.purpose == .payroll && second.merchantCategory == 7011 && second.counterparty == 0)
    #expect(texts.text(.memo, at: 0) == "two words" && texts.text(.employer, at: 0) == "E Inc")
    #expect(texts.text(.device, at: 0) == "D" && texts.text(.conductor, at: 0) == "C")
    let last = try self.activity(
      """
      day amount direction customer customer_name account balance branch reference
      2   5.00   credit    K        Eva           A       12.50   B1     R
      """)
    #expect(last.postings[0].balance == 1250 && last.postings[0].flags.contains(.balanceKnown))
    #expect(last.postings[0].account == StableHash.hash("A") && last.text(.customer, at: 0) == "K")
    #expect(last.text(.branch, at: 0) == "B1" && last.text(.reference, at: 0) == "R")
  }

  @Test("ranges, repeats and numbers")
  func ranges() throws {
    let activity = try activity(
      """
      day  time  amount direction counterparty repeat
      3    09:00 1.00   credit    late         1
      1..2 10:00 1.00   credit    S#%3         2
      """)
    #expect(activity.postings.map { $0.day.description.suffix(2) } == ["02", "02", "03", "03", "04"])
    let names = activity.postings.indices.map { activity.text(.counterpartyAccount, at: $0) ?? "" }
    #expect(Set(names.prefix(4)) == ["S1", "S2", "S3"] && names[4] == "late")
    #expect(Set(activity.postings.map(\.identity)).count == 5)
    #expect(!zip(activity.postings, activity.postings.dropFirst()).contains { Posting.comesBefore($1, $0) })
  }

  @Test("findings gathered at a hub")
  func gathered() throws {
    let activity = try activity(
      """
      day amount gathered       customer customer_name
      5   100.00 LAB-WAGE-SWEEP W1       Ana_Ruiz
      """, about: "counterparty")
    #expect(activity.kind == .counterparty)
    #expect(activity.postings[0].flags.contains(.gathered))
    #expect(activity.text(.reference, at: 0) == "LAB-WAGE-SWEEP")
    #expect(activity.text(.customer, at: 0) == "W1" && activity.text(.customerName, at: 0) == "Ana Ruiz")
    #expect(activity.postings[0].account == StableHash.hash("W1"))
    #expect(activity.postings[0].counterparty == StableHash.hash("hub"))
  }
}
