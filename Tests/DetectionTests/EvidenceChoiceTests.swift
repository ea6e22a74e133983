import Ledger
import Rulebook
import TestSupport
import Testing

@testable import Detection

/// What is listed of a subject so busy that nobody could read it all.
@Suite struct EvidenceChoiceTests {
  private static func findings(_ count: Int, seed: UInt64) throws -> [Finding] {
    var random = SeededRandom(seed: seed)
    let rulebook = try WrittenRules.rulebook([
      """
      sets:
        received: credit
      at: credit
      when: [count of received in 20 days > 100, sum of received in 1 day > 0 USD]
      """
    ])
    let activity = PostingMaker.activity(PostingMaker.random(count, days: 30, using: &random))
    let assessor = Assessor(rulebook: rulebook, geography: Geography())
    return assessor.assess(activity, from: PostingMaker.firstDay) { _ in "export.csv" }
  }

  @Test(arguments: UInt64(1)...3) func someOfEachDayAreListedAndTheRestCounted(seed: UInt64) throws {
    let findings = try Self.findings(24_000, seed: seed)
    let partial = findings.flatMap(\.measures).filter { $0.unlisted > 0 }
    #expect(partial.count >= 10, "seed \(seed): windows must be long enough to matter")
    for finding in findings {
      for measure in finding.measures where measure.aggregate == "count" {
        let rows = finding.evidence.filter {
          $0.sets.contains(measure.set) && $0.instant >= measure.from && $0.instant <= measure.until
        }
        // The shorter window of the other measure lists all it rests on, of the same set.
        let perDay = Dictionary(grouping: rows, by: \.localDay).mapValues(\.count)
        let full = perDay.values.filter { $0 > EvidenceChoice.listedOfEachDay }.count
        #expect(full <= 2 || measure.unlisted == 0, "seed \(seed), \(finding.day)")
        let chosen = perDay.values.reduce(0) { $0 + min($1, EvidenceChoice.listedOfEachDay) }
        if measure.unlisted > 0 {
          #expect(Int64(chosen + measure.unlisted) == measure.value.value, "seed \(seed), \(finding.day)")
          #expect(MeasureAudit.recompute(measure, from: finding.evidence) == nil)
        } else {
          #expect(MeasureAudit.recompute(measure, from: finding.evidence) == measure.value.value)
        }
      }
    }
  }

  @Test func whatTheWindowHoldsIsListedWholeUpToTheLimit() throws {
    let findings = try Self.findings(6_000, seed: 7)
    #expect(findings.count > 20)
    for finding in findings {
      for measure in finding.measures {
        #expect(measure.unlisted == 0)
        #expect(MeasureAudit.recompute(measure, from: finding.evidence) == measure.value.value)
      }
    }
  }
}
