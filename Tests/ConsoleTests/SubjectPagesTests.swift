import Testing

@testable import Review
@testable import manumit_console

/// A subject, its network, statistics: whoever may be a victim is named as somebody to protect, and nobody's text steers.
struct SubjectPagesTests {
  private static let hostile = "<script>alert(1)</script>"
  private static let key = String(repeating: "a", count: 32)

  private static func relation(_ role: String, _ name: String) -> SubjectRelation {
    SubjectRelation(
      subjectKey: key, identifier: "C-1", name: name, roleCode: role, flag: "f",
      typology: "labor-trafficking",
      indicator: "LAB-WAGE-SWEEP")
  }

  private static func text(_ page: some Page) async throws -> String {
    let text = try await page.response(session: nil).text
    #expect(!text.contains("<script>alert"), "\(type(of: page))")
    return text
  }

  @Test func aSubjectWithoutFlagsSaysSoAndThoseGatheredAreToBeProtected() async throws {
    let file = SubjectFile(
      subjectKey: Self.key, subjectKind: nil, identifier: "X", name: Self.hostile,
      roleCode: "possible_victim", flags: [],
      gathers: [Self.relation("possible_victim", Self.hostile)],
      gatheredBy: [Self.relation("unknown", "Hub")],
      snoozes: [], knownRelationships: [])
    let text = try await Self.text(SubjectPage(file, RuleTitles(TestConsole.rulebook)))
    #expect(text.contains("None of its own.") && !text.contains("<table"))
    #expect(text.matches(of: /a person to protect/).count == 2)
    #expect(text.contains("/subjects/\(Self.key)/network"))
    #expect(!text.contains("<title>\(Self.hostile)"))
  }

  @Test func theNetworkIsAPictureAndATable() async throws {
    func neighbour(_ key: String, _ name: String, _ role: String, _ distance: Int, _ flags: [FlagMention])
      -> Neighbour
    {
      Neighbour(
        subjectKey: key, identifier: key, name: name, roleCode: role, distance: distance, flags: flags)
    }
    let mention = FlagMention(
      id: "f", typology: "human-smuggling", roleCode: "facilitator", score: 70, status: "new",
      activeFrom: "2026-03-01",
      activeTo: "2026-03-09")
    let network = Neighbourhood(
      center: "h",
      subjects: [
        neighbour("h", "Hub", "facilitator", 0, [mention]),
        neighbour("v", Self.hostile, "possible_victim", 1, []),
      ], links: [NeighbourLink(from: "v", to: "h", flags: ["f"], indicators: ["X"])], isPartial: true)
    let text = try await Self.text(NetworkPage(network, steps: 1))
    #expect(text.contains("<svg") && text.contains("There are more than a picture can show"))
    #expect(text.contains("to protect") && text.contains("human smuggling, score 70, new"))
    #expect(text.contains("of whom 1 may need protection"))
    #expect(text.contains("steps=2"))
  }

  @Test func statisticsAddUp() async throws {
    func month(_ month: String, _ typology: String, _ region: String?, _ flags: Int) -> TypologyMonth {
      TypologyMonth(
        month: month, region: region, typology: typology, flags: flags, reviewed: 1, productive: 1,
        unproductive: 0,
        possibleVictims: 0)
    }
    let months =
      (1...20).map { month("2026-01", "human-smuggling", "R\($0)", $0) } + [
        month("2026-02", "sextortion", nil, 7)
      ]
    let statistics = ReviewStatistics(
      refreshedAt: "2026-03-01T00:00:00Z", rules: [], months: months,
      forcedLaborBesideSex: [
        ForcedLaborBesideSex(
          month: "2026-01", laborFlags: 3, laborReviewed: 0, laborProductive: 0, sexFlags: 5, sexReviewed: 0,
          sexProductive: 0)
      ])
    let text = try await Self.text(StatisticsPage(statistics))
    #expect(text.contains("flagged: 217 in all."), "210 and 7")
    #expect(text.contains("6 others") && text.contains("no place stated"))
    #expect(text.contains("forced labor: 3. sex trade: 5."))
    let none = ReviewStatistics(refreshedAt: nil, rules: [], months: [], forcedLaborBesideSex: [])
    #expect(try await Self.text(StatisticsPage(none)).contains("There is nothing to count yet."))
  }
}
