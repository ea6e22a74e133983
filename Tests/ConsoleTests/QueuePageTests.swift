import HummingbirdCore
import TestSupport
import Testing

@testable import Review
@testable import manumit_console

/// The queue's page: addresses that come back, a budget's line, and what is said of whom.
struct QueuePageTests {
  private static let titles = RuleTitles(TestConsole.rulebook)

  private static func entry(_ number: Int, score: Int = 50, role: String = "facilitator") -> QueueEntry {
    QueueEntry(
      id: String(repeating: "0", count: 31) + "\(number % 10)", score: score, status: "in_review",
      role: "suspected \(role)", roleCode: role, isPossibleVictimElsewhere: false,
      typology: "human-smuggling", subjectKey: "k",
      subjectKind: "customer", who: "<b>Jo</b>", subjectIdentifier: "C-\(number)", activeFrom: "2026-03-01",
      activeTo: "2026-03-02", amounts: "$1.00 in (1)", transactionCount: 1_234, indicators: ["A", "B", "C"],
      mitigations: [], relatedCount: 0, firstFlaggedAt: "", changedAt: "", ageDays: 1, isMine: false)
  }

  private static func page(_ count: Int, total: Int, number: Int = 1) -> QueuePage {
    QueuePage(
      entries: (0..<count).map { entry($0, score: 100 - $0) }, page: number, pageSize: 50,
      total: total,
      isTotalPartial: false)
  }

  private static let counts = QueueCounts(
    byStatus: ["new": 3], byTypology: ["human-smuggling": 3],
    byRole: ["facilitator": 2, "possible_victim": 1],
    open: 3, mine: 0, unassigned: 3, snoozed: 0, pending: 0, pendingForMe: 0, overdue: 0)

  @Test func anAddressComesBackAsItWas() {
    let seed: UInt64 = 0x5eed
    var random = SeededRandom(seed: seed)
    func pick<Value>(_ values: [Value]) -> Value { values[random.below(values.count)] }
    for number in 0..<500 {
      var address = QueueAddress()
      address.filter.typology = pick([nil, "sextortion", "drug-human-nexus"])
      address.filter.role = pick([nil, "possible_victim"])
      address.filter.status = pick([nil, "in_review", "cleared"])
      address.filter.indicator = pick([nil, "SMUG-REMOTE-CASH"])
      address.filter.unit = pick([nil, "north", "Zürich 2"])
      address.filter.assignee = pick([nil, .me, .nobody, .person("ann.o@bank")])
      address.filter.includesSnoozed = pick([true, false])
      address.filter.isPending = pick([true, false])
      address.filter.minimumScore = pick([nil, 1, 200])
      address.budget = pick([nil, 1, 10_000])
      address.filter.order = pick(QueueFilter.Order.allCases)
      address.filter.page = pick([1, 2, 77])
      #expect(QueueAddress(URI(address.text)) == address, "number \(number) of seed \(seed): \(address.text)")
    }
  }

  @Test(arguments: [
    "/?page=0", "/?page=-1", "/?page=x", "/?score=1e9", "/?budget=99999999", "/?typology=", "/?order=other",
    "/?role=%3Cscript%3E", "/?status=a'b", "/?typology=" + String(repeating: "x", count: 64), "/?%", "/?&&=",
  ])
  func whatIsNotUnderstoodDoesNotRestrict(text: String) {
    #expect(QueueAddress(URI(text)) == QueueAddress())
  }

  @Test func aBudgetEndsWhereItEnds() {
    var address = QueueAddress(URI("/?budget=2"))
    var page = HomePage(address, Self.page(5, total: 5), Self.counts, Self.titles)
    #expect(page.rows.map(\.endsBudget) == [false, true, false, false, false])
    #expect(page.budgetLine == "A budget of 2 ends at the line, at score 99; 3 are left below it.")

    address.budget = 5
    page = HomePage(address, Self.page(5, total: 5), Self.counts, Self.titles)
    #expect(page.rows.allSatisfy { !$0.endsBudget })
    #expect(page.budgetLine == "All of it fits into a budget of 5.")

    address.budget = 52
    page = HomePage(address, Self.page(50, total: 1_200), Self.counts, Self.titles)
    #expect(page.rows.allSatisfy { !$0.endsBudget }, "it ends on the next page")
    page = HomePage(address.page(2), Self.page(50, total: 1_200, number: 2), Self.counts, Self.titles)
    #expect(page.rows.firstIndex { $0.endsBudget } == 1)
    #expect(page.previous == "/?budget=52" && page.next == "/?budget=52&page=3")
  }

  @Test func aSearchIsInNoAddress() {
    var address = QueueAddress()
    address.filter.text = "Jo"
    let page = HomePage(address, Self.page(50, total: 1_200), Self.counts, Self.titles)
    #expect(page.next == nil && page.previous == nil)
    #expect(!address.text.contains("Jo"))
  }

  @Test func aPersonToProtectIsNoSuspect() async throws {
    let queue = QueuePage(
      entries: [Self.entry(1, role: "possible_victim")], page: 1, pageSize: 50, total: 1,
      isTotalPartial: false)
    let page = HomePage(QueueAddress(), queue, Self.counts, Self.titles)
    let text = try await page.response(session: nil).text
    let row = try #require(text.split(separator: "<tbody").last)
    #expect(row.contains("a person to protect") && row.contains("class=\"protect\""))
    #expect(!row.contains("suspect"))
    #expect(row.contains("&lt;b&gt;Jo&lt;/b&gt;") && !row.contains("<b>Jo"))
  }

  @Test func numbersAreReadInThousands() {
    for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "−1,234,567")] {
      #expect(grouped(number) == text)
    }
  }

  @Test func anEmptyQueueSaysSo() async throws {
    let text = try await HomePage(QueueAddress(), Self.page(0, total: 0), Self.counts, Self.titles)
      .response(session: nil).text
    #expect(text.contains("Nothing here.") && !text.contains("<table"))
    let full = try await HomePage(QueueAddress(), Self.page(2, total: 2), Self.counts, Self.titles)
      .response(session: nil).text
    #expect(!full.contains("Nothing here.") && full.contains("<table"))
  }
}
