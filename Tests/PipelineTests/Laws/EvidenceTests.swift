import Detection
import TestSupport
import Testing

@testable import Pipeline

/// Law 6: every number can be recomputed from the evidence stored with the flag.
@Suite struct EvidenceTests {
  @Test(arguments: UInt64(1)...3)
  func everyMeasureFollowsFromItsEvidence(seed: UInt64) throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let export = RandomExport(400, days: 30, seed: seed)
    for night in export.nights(3, of: 30) { try state.scan(night) }
    let flags = try state.flags()
    var measures = 0
    for flag in flags {
      for finding in flag.findings + flag.mitigations {
        #expect(!finding.evidence.isEmpty, "\(finding.indicator)")
        for measure in finding.measures {
          let again = MeasureAudit.recompute(measure, from: finding.evidence)
          #expect(again == measure.value.value, "seed \(seed), \(finding.indicator), \(measure.text)")
          measures += 1
        }
      }
    }
    #expect(measures > 50, "seed \(seed): \(flags.count) flags")
  }

  @Test func evidenceOfEarlierNightsKeepsItsTexts() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    for night in RandomExport(400, days: 30, seed: 9).nights(12, of: 30) { try state.scan(night) }
    let rows = try state.flags().flatMap(\.evidence).filter { $0.fields["payment_reference"] == nil }
    #expect(Set(rows.map(\.file)).count > 6, "evidence comes from many nights")
    for row in rows where row.channel != "other" {
      #expect(row.line > 1)
      #expect(row.file.contains("night-"))
      #expect(row.fields["customer_name"] != nil)
      #expect(row.fields["txn_id"] != nil)
    }
  }

  @Test func leavesAreNeverFlaggedForWhatIsDoneToThem() throws {
    let state = try TestState(try SensitiveRules.rulebook())
    for seed in UInt64(1)...3 { try state.scan(RandomExport(400, days: 30, seed: seed).rows) }
    let flags = try state.flags()
    #expect(!flags.flatMap(\.findings).contains { $0.indicator == "T-SWEEP" })
    let hubs = flags.filter { $0.findings.contains { $0.indicator == "T-HUB" } }
    #expect(!hubs.isEmpty)
    for hub in hubs {
      #expect(hub.subjectKind == "counterparty" && hub.role == "controller")
      let leaves = hub.related.filter { $0.indicator == "T-SWEEP" }
      #expect(leaves.count >= 2)
      #expect(leaves.allSatisfy { $0.role == "possible_victim" })
    }
  }
}
