import Ledger
import Rulebook
import Testing

@testable import Review
@testable import manumit_console

/// Runs, coverage, rejections, rulebook: what is on the page, escaped, and what is said where there is nothing.
struct ExaminerPagesTests {
  private static let hostile = "<script>alert(1)</script>"

  private static let summary = RunSummary(
    id: "00ff", command: "scan", startedAt: "2026-03-07T01:00:09Z", finishedAt: "2026-03-07T01:02:09Z",
    rulebook: "abc", read: 1_234, accepted: 1_200, duplicate: 30, rejected: 4, flagsNew: 2, flagsExtended: 0,
    flagsAmended: 1, flagsWithdrawn: 0, sources: [hostile])

  private static func rule(_ basis: Parameter.Basis) -> Rule {
    Rule(
      id: "SMUG-X", kind: .indicator, title: hostile, about: .customer, typologies: ["human-smuggling"],
      family: "f",
      strength: .normal, role: .possibleVictim,
      sources: ["FIN-2023-Alert001 page 7 flag 1 (secondary)", "\(hostile)"],
      innocent: [hostile], needs: FieldSet(text: .memo), currency: .usDollar,
      parameters: [Parameter(name: "window", value: "14 days", basis: basis)], sets: [], aggregates: [],
      conditions: [], anchor: nil, first: nil, test: .all([]), evidence: [], rollsUpTo: nil, examples: [],
      origin: "x.yaml:1")
  }

  private static func book(_ rules: [Rule]) -> Rulebook {
    Rulebook(atoms: [], rules: rules, typologies: [], lexicons: [], hash: "other")
  }

  private static func text(_ page: some Page) async throws -> String {
    let text = try await page.response(session: nil).text
    #expect(!text.contains("<script>alert"), "\(type(of: page))")
    return text
  }

  @Test func runsSayWhatCameOfThem() async throws {
    let text = try await Self.text(RunsPage([Self.summary], page: 1))
    #expect(
      text.contains("2026-03-07 01:00 UTC") && text.contains("1,234") && text.contains("2 new, 1 amended"))
    #expect(!text.contains("rel=\"next\"") && !text.contains("rel=\"prev\""))
    let many = try await Self.text(RunsPage(Array(repeating: Self.summary, count: 51), page: 2))
    #expect(many.contains("href=\"/runs?page=3\"") && many.contains("href=\"/runs?page=1\""))
    #expect(many.matches(of: /href="\/runs\/00ff"/).count == 50)
    #expect(try await Self.text(RunsPage([], page: 1)).contains("No run has been delivered yet."))
  }

  @Test func aRunTellsWhatItCouldNotSee() async throws {
    let file = RunFile(
      summary: Self.summary, program: "1", parameters: ["A.b": Self.hostile], firstDay: "2026-03-01",
      lastDay: "2026-03-02", addsUp: false, publishedAt: "2026-03-07T01:03:00Z",
      amounts: [
        RunAmount(fate: "read", currency: "USD", recordsWithout: 0, amount: "12.50"),
        RunAmount(fate: "rejected", currency: "", recordsWithout: 4, amount: "0"),
      ],
      sources: [
        RunSource(
          name: Self.hostile, format: "csv", bytes: 99, digest: "d", records: 3, controls: [Self.hostile])
      ], skippedFiles: [Self.hostile],
      coverage: [
        IndicatorCoverage(indicator: "SMUG-X", subjectsEvaluated: 10, subjectsFired: 1, notEvaluable: [:]),
        IndicatorCoverage(
          indicator: "GONE", subjectsEvaluated: 0, subjectsFired: 0, notEvaluable: ["memo": 7, "mcc": 9]),
      ], rejectionsByCode: [RejectionCount(code: "missing", count: 4)])
    let text = try await Self.text(RunPage(file, Self.book([])))
    #expect(text.contains("That is a fault of the program"))
    #expect(text.contains("mcc (9), memo (7)") && text.contains("4 records without an amount"))
    #expect(text.contains("another than this console shows"))
    #expect(text.contains("2026-03-01 to 2026-03-02") && text.contains("missing: 4"))
  }

  @Test func theExaminersQuestionIsAnswered() async throws {
    let night = CoverageDay(
      run: "00ff", day: "2026-03-07", startedAt: "2026-03-07T01:00:09Z", command: "scan", rulebook: "abc",
      firstDay: "2026-03-06", lastDay: "2026-03-06",
      coverage: IndicatorCoverage(
        indicator: "SMUG-X", subjectsEvaluated: 10, subjectsFired: 1, notEvaluable: [:]))
    let book = Self.book([Self.rule(.institution)])
    let yes = try await Self.text(CoveragePage("SMUG-X", "2026-03-07", [night], book))
    #expect(yes.contains("Yes: SMUG-X ran once on 2026-03-07."))
    let no = try await Self.text(CoveragePage("SMUG-X", "2026-03-08", [], book))
    #expect(no.contains("No: SMUG-X did not run on 2026-03-08."))
    #expect(!(try await Self.text(CoveragePage(nil, nil, [], book))).contains("<h2>"))
  }

  @Test func rejectionsSayWhereAndWhyButNotWhat() async throws {
    let entry = RejectionEntry(
      run: "00ff", number: 1, file: Self.hostile, line: 12, byteOffset: 3_456, code: "missing",
      field: "amount",
      reason: "The field is missing.", publishedAt: "2026-03-07T01:03:00Z")
    let page = RejectionPage(
      entries: [entry], page: 2, pageSize: 1, hasNext: true,
      byCode: [RejectionCount(code: "missing", count: 9)])
    let text = try await Self.text(RejectionsPage(page, run: "00ff", code: "missing"))
    #expect(text.contains("The field is missing.") && text.contains("3,456"))
    #expect(text.contains("href=\"/rejections?run=00ff&amp;code=missing&amp;page=3\""))
    let none = RejectionPage(entries: [], page: 1, pageSize: 50, hasNext: false, byCode: [])
    #expect(
      try await Self.text(RejectionsPage(none, run: nil, code: nil)).contains("Nothing waits to be mended."))
  }

  @Test func aRuleSaysWhoseItsNumbersAreAndHowOftenItWasRight() async throws {
    let performance = [
      RulePerformance(
        indicator: "SMUG-X", typology: "human-smuggling", flags: 9, reviewed: 6, productive: 3,
        unproductive: 2, rate: 0.6,
        low: 0.231, high: 0.882, lastProductiveAt: nil, lastProductiveAgeDays: 4),
      RulePerformance(
        indicator: "SMUG-X", typology: "sextortion", flags: 1, reviewed: 0, productive: 0, unproductive: 0),
    ]
    let own = try await Self.text(RulePage(Self.rule(.institution), performance))
    #expect(own.contains("the institution&#39;s default") || own.contains("the institution's default"))
    #expect(own.contains("60 % (23 to 88 %)") && own.contains("4 days ago"))
    #expect(own.contains("FIN-2023-Alert001, page 7 flag 1") && own.contains("as others quote it"))
    #expect(own.contains("a person to protect") && !own.contains("suspected possible"))
    #expect(
      try await Self.text(RulePage(Self.rule(.source("31 CFR 1010.311")), [])).contains("31 CFR 1010.311"))
    let list = try await Self.text(
      RulebookPage(Self.book([Self.rule(.institution)]), performance, typology: nil))
    #expect(list.contains("3 of 5") && list.contains("1 rule"))
    let other = try await Self.text(
      RulebookPage(Self.book([Self.rule(.institution)]), [], typology: "sextortion"))
    #expect(other.contains("0 rules"))
  }
}
