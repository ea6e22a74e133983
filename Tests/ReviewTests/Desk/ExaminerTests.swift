import Detection
import History
import Ledger
import Testing

@testable import Review

/// What the examiner asks: runs, coverage, rejections, statistics.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct ExaminerTests {
  @Test func aRunIsReadWithAllThatItLeaves() throws {
    try ReviewRoom.with([]) { room in
      let run = Fixture.run()
      try room.deliver([
        .rejections(run: run.id, first: 0, [Fixture.rejection(2), Fixture.rejection(3)]), .run(run),
      ])
      let auditor = try room.person("olga", with: "manumit_auditor")
      let file = try #require(try auditor.runFile(run.id))
      #expect(file.summary == (try auditor.runs(limit: 1).first))
      #expect(
        file.parameters == ["SMUG-REMOTE-CASH.window": "10 days"] && file.addsUp
          && file.lastDay == "2026-03-06")
      #expect(file.amounts.first == RunAmount(fate: "read", currency: "", recordsWithout: 1, amount: "0.00"))
      #expect(
        file.amounts.map(\.fate) == Array(repeating: "read", count: 3)
          + Array(repeating: "accepted", count: 3))
      #expect(file.sources.map(\.controls) == [run.sources[0].controls] && file.sources[0].bytes == 1234)
      #expect(file.skippedFiles.count == 1)
      #expect(
        file.coverage == [
          IndicatorCoverage(
            indicator: "SMUG-REMOTE-CASH", subjectsEvaluated: 10, subjectsFired: 1,
            notEvaluable: ["conductor": 4])
        ])
      #expect(file.rejectionsByCode == [RejectionCount(code: "amount-unreadable", count: 2)])
      #expect(try auditor.runFile("00000000000000ff") == nil)
      #expect(try auditor.runs(limit: 5, offset: 1).isEmpty)
    }
  }

  @Test func didThisRuleRunOnThatNight() throws {
    try ReviewRoom.with([]) { room in
      var later = Fixture.run("00000000000000a2")
      later.startedAt = "2026-03-08T23:30:00Z"
      try room.deliver([.run(Fixture.run()), .run(later)])
      let auditor = try room.person("olga", with: "manumit_auditor")
      let all = try auditor.coverage(of: "SMUG-REMOTE-CASH")
      #expect(
        all.map(\.day) == ["2026-03-08", "2026-03-07"] && all.map(\.run) == [later.id, Fixture.run().id])
      #expect(all[0].coverage.notEvaluable == ["conductor": 4] && all[0].lastDay == "2026-03-06")
      #expect(try auditor.coverage(of: "SMUG-REMOTE-CASH", on: "2026-03-07").map(\.run) == [Fixture.run().id])
      #expect(try auditor.coverage(of: "SMUG-REMOTE-CASH", on: "2026-03-09").isEmpty)
      #expect(try auditor.coverage(of: "SEX-NONE").isEmpty)
      #expect(try auditor.coverage(of: "SMUG-REMOTE-CASH", limit: 1).count == 1)
    }
  }

  @Test func rejectionsAreReadPageByPage() throws {
    try ReviewRoom.with([]) { room in
      let run = Fixture.run()
      try room.deliver([.rejections(run: run.id, first: 0, (2...8).map { Fixture.rejection($0) }), .run(run)])
      let auditor = try room.person("olga", with: "manumit_auditor")
      var lines: [Int] = []
      for page in 1...3 {
        let read = try auditor.openRejections(page: page, pageSize: 3)
        #expect(
          read.hasNext == (page < 3) && read.byCode == [RejectionCount(code: "amount-unreadable", count: 7)])
        lines += read.entries.map(\.line)
      }
      #expect(lines == Array(2...8))
      #expect(try auditor.openRejections(run: run.id, code: "amount-unreadable").entries.count == 7)
      #expect(try auditor.openRejections(code: "other").entries.isEmpty)
      #expect(try auditor.openRejections(run: "00000000000000ff").byCode.isEmpty)
    }
  }

  @Test func statisticsSayWhatWasDecided() throws {
    var labor = Fixture.flag(2, role: "possible_victim")
    labor.typology = "labor-trafficking"
    try ReviewRoom.with([Fixture.flag(1), labor, Fixture.flag(3)]) { room in
      let maria = try room.person("maria")
      for (number, reason) in [(1, "suspicion_confirmed"), (3, "explained")] {
        try maria.openFlag(Fixture.id(number), via: "test")
        _ = try maria.decide(
          Fixture.id(number), to: number == 1 ? "escalated" : "cleared", reasonCode: reason, reason: "x",
          evidenceDigest: maria.evidenceDigestAsRead(Fixture.id(number)))
      }
      try room.owner().execute("SELECT manumit.refresh_statistics()", doing: "testing")
      let statistics = try maria.statistics()
      #expect(statistics.refreshedAt?.hasSuffix("Z") == true)
      let smuggling = try #require(statistics.rules.first { $0.typology == "human-smuggling" })
      #expect(smuggling.indicator == "SMUG-REMOTE-CASH" && smuggling.flags == 2 && smuggling.reviewed == 2)
      #expect(smuggling.productive == 1 && smuggling.unproductive == 1 && smuggling.rate == 0.5)
      // Wilson's interval of 1 in 2, computed by hand: 0.0945 to 0.9055.
      #expect(smuggling.low == 0.0945 && smuggling.high == 0.9055 && smuggling.lastProductiveAgeDays == 0)
      let unreviewed = try #require(statistics.rules.first { $0.typology == "labor-trafficking" })
      #expect(unreviewed.rate == nil && unreviewed.low == nil && unreviewed.high == nil)
      #expect(unreviewed.lastProductiveAt == nil && unreviewed.lastProductiveAgeDays == nil)
      #expect(try maria.rulePerformance(indicator: "SMUG-REMOTE-CASH").count == 2)
      #expect(try maria.rulePerformance(indicator: "NONE").isEmpty)
      #expect(
        statistics.months.first { $0.typology == "labor-trafficking" }
          == TypologyMonth(
            month: "2026-03", region: "GA", typology: "labor-trafficking", flags: 1, reviewed: 0,
            productive: 0,
            unproductive: 0, possibleVictims: 1))
      #expect(
        statistics.forcedLaborBesideSex == [
          ForcedLaborBesideSex(
            month: "2026-03", laborFlags: 1, laborReviewed: 0, laborProductive: 0, sexFlags: 0,
            sexReviewed: 0,
            sexProductive: 0)
        ])
    }
  }
}
