import Detection
import Ledger
import TestSupport
import Testing

@Suite struct PeerSurveyTests {
  private let firstDay = BusinessDay("2026-01-01")!
  private let lastDay = BusinessDay("2026-03-31")!

  private func credit(
    _ day: String, _ minorUnits: Int64, _ channel: Channel = .ach,
    _ change: (inout Posting) -> Void = { _ in }
  ) throws -> Posting {
    var posting = Posting()
    posting.instant = Instant(day: try #require(BusinessDay(day)), secondOfDay: 3600, zoneMinutes: 0)
    posting.amount = minorUnits
    posting.currency = Currency.usDollar.letters
    posting.direction = .credit
    posting.channel = channel
    change(&posting)
    return posting
  }

  private func activity(_ postings: [Posting], naics: String? = nil, occupation: String? = nil) -> Activity {
    Activity(postings: postings, facts: CustomerFacts(naics: naics, occupation: occupation))
  }

  private func survey(_ activities: [Activity]) -> PeerSurvey {
    var survey = PeerSurvey(firstDay: firstDay, lastDay: lastDay, currency: .usDollar)
    for activity in activities { survey.add(activity) }
    return survey
  }

  @Test("quantiles are of customers, and a customer's own figure is the median of its months")
  func quantiles() throws {
    // Customer n is paid n, 2n and 100n in the three months: its own figure is 2n.
    let activities = try (1...20).map { number in
      activity(
        try [
          credit("2026-01-05", Int64(number)), credit("2026-02-15", Int64(2 * number)),
          credit("2026-03-20", Int64(100 * number)),
        ], naics: "722511")
    }
    let survey = survey(activities)
    let table = survey.table(of: .monthlyCredits)
    #expect(survey.periods == 3)
    #expect(table.trades.keys.sorted() == ["72", "722", "7225", "72251", "722511"])
    #expect(table.trades["7225"] == .init(median: 20, ninetyFifth: 38, customers: 20))
    #expect(table.occupations.isEmpty)
  }

  @Test(
    "currency is told from the rest; own transfers, debits, other currencies and older days are not counted")
  func counted() throws {
    let postings = try [
      credit("2026-03-20", 300, .cash), credit("2026-03-21", 700),
      credit("2026-03-22", 5_000) { $0.purpose = .ownTransfer },
      credit("2026-03-22", 6_000) { $0.direction = .debit },
      credit("2026-03-22", 7_000) { $0.currency = Currency("EUR")?.letters ?? .none },
      credit("2025-12-31", 9_000),
    ]
    let survey = survey((0..<20).map { _ in activity(postings, occupation: "Line  Cook") })
    #expect(survey.table(of: .monthlyCredits).occupations["line cook"]?.median == 1_000)
    #expect(survey.table(of: .monthlyCashCredits).occupations["line cook"]?.median == 300)
    #expect(survey.table(of: .cashShare).occupations["line cook"]?.median == 3_000)
  }

  @Test("a group of nineteen is left out, and so is a customer of whom no trade is known")
  func smallGroups() throws {
    let paid = try [credit("2026-03-20", 300)]
    let survey = survey(
      (0..<19).map { _ in activity(paid, naics: "561720") } + (0..<30).map { _ in activity(paid) })
    #expect(survey.customers == 19)
    #expect(survey.table(of: .monthlyCredits).trades.isEmpty)
  }

  @Test("parts of a survey add up to the whole, in any order", arguments: 1...5)
  func parts(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let activities = try (0..<120).map { _ in
      activity(
        try (0..<Int.random(in: 0...6, using: &random)).map { _ in
          try credit(
            "2026-0\(Int.random(in: 1...3, using: &random))-1\(Int.random(in: 0...9, using: &random))",
            Int64.random(in: 1...90_000, using: &random), Bool.random(using: &random) ? .cash : .ach)
        }, naics: ["722511", "722513", "561720"].randomElement(using: &random))
    }
    let whole = survey(activities)
    var sum = survey([])
    for part in stride(from: 0, to: 120, by: 17).reversed() {
      sum.add(survey(Array(activities[part..<min(part + 17, 120)])))
    }
    for measure in PeerMeasure.allCases {
      #expect(sum.table(of: measure) == whole.table(of: measure), "seed \(seed)")
    }
  }
}
