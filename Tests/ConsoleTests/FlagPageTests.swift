import Testing

@testable import Review
@testable import manumit_console

/// A flag's page: what was observed beside what is asked, who is on the other side, and nobody's text steers.
struct FlagPageTests {
  private static let hostile = "<script>alert(1)</script>"

  private static func head(_ kind: String, _ role: String) -> FlagHead {
    FlagHead(
      id: String(repeating: "0", count: 32), subjectKey: String(repeating: "a", count: 32), subjectKind: kind,
      subjectIdentifier: "X", subjectName: hostile, typology: "labor-trafficking", roleCode: role,
      role: role == "possible_victim" ? "possible victim: a person to protect" : "suspected \(role)",
      score: 90,
      status: "new", activeFrom: "2026-03-01", activeTo: "2026-03-09", amounts: "$30.00 out (2)",
      transactionCount: 2,
      indicators: ["LAB-X"], mitigations: [], relatedCount: 1,
      explanation:
        "First.\n\nSums.\n\nThe finding.\n\nWhat could explain it innocently, and should be ruled out first: a tanda; rent.",
      rulebook: "r", firstRun: "run", lastRun: "run", evidenceDigest: "d",
      firstFlaggedAt: "2026-03-09T01:00:00Z",
      changedAt: "2026-03-09T01:00:00Z", statusChangedAt: "2026-03-09T01:00:00Z", ageDays: 0, isMine: false)
  }

  private static func row(_ id: String, _ customer: String, _ minorUnits: Int64) -> EvidenceRow {
    EvidenceRow(
      id: id, instant: 1_772_400_000_000, zoneMinutes: -360, localTime: "2026-03-01 15:20", isTimeKnown: true,
      direction: "debit", minorUnits: minorUnits, currency: "USD", amount: "10.00", channel: "p2p",
      purpose: "unstated",
      customer: customer, counterpartyName: hostile, memo: hostile, file: "\(hostile).csv", line: 7,
      indicators: ["LAB-X", "LAB-Y"], isMitigationOnly: false, isGathered: false, isKnownRelationship: false,
      isNew: false)
  }

  private static func file(_ kind: String, _ role: String) -> FlagFile {
    func count(_ value: Int64) -> FlagQuantity { FlagQuantity(value: value, unit: "count", text: "\(value)") }
    let condition = FlagCondition(
      text: "distinct customer of swept in 90 days >= 3", observed: count(4), comparison: ">=",
      threshold: count(3),
      holds: true)
    let finding = FlagFinding(
      kind: "indicator", position: 1, indicator: "LAB-X", day: "2026-03-09",
      strongestAt: "2026-03-09T12:00:00Z",
      localTime: "2026-03-09 06:00", points: 60, conditions: [condition], measures: [], transactionCount: 2,
      transactions: [FindingTransaction(id: "t1", sets: []), FindingTransaction(id: "t2", sets: [])])
    return FlagFile(
      head: head(kind, role), amounts: [], findings: [finding],
      evidence: [row("t1", "W1", 1_000), row("t2", "W2", 2_000)],
      evidenceCount: 2,
      related: [
        FlagRelation(
          subjectKey: String(repeating: "b", count: 32), identifier: "W1", name: "Worker One",
          roleCode: "possible_victim",
          indicators: ["LAB-LEAF"])
      ],
      events: [
        FlagEvent(
          id: 1, happenedAt: "2026-03-09T01:00:00Z", run: "0011223344", kind: "created", toStatus: "new",
          score: 90,
          added: ["t1", "t2"], removed: [], reversed: [])
      ],
      decisions: [], notes: [], assignments: [],
      readings: [FlagReading(readAt: "2026-03-10T01:00:00Z", readBy: "maria", via: "console")],
      knownRelationships: [],
      moves: [], otherFlags: [])
  }

  private static func text(_ kind: String, _ role: String = "controller") async throws -> String {
    let file = file(kind, role)
    let page = FlagPage(file, FlagForms(file, [], draft: nil), RuleTitles(TestConsole.rulebook))
    let text = try await page.response(session: nil).text
    #expect(!text.contains("<script>alert"))
    #expect(!text.contains("<title>\(hostile)"))
    return text
  }

  @Test func whatWasObservedStandsBesideWhatIsAsked() async throws {
    let text = try await Self.text("counterparty")
    #expect(text.contains("distinct customer of swept in 90 days</th>"))
    #expect(text.contains("<b>4</b>") && text.contains("at least 3"))
    #expect(text.contains("<li>a tanda</li>") && text.contains("<li>rent</li>"))
    #expect(text.contains("first flagged (payments: 2 added), score 90"))
    #expect(text.contains("maria, console"))
  }

  @Test func ofAnOutsideSubjectTheCustomersAreShownAndVictimsProtected() async throws {
    let outside = try await Self.text("counterparty")
    #expect(
      outside.contains("<th scope=\"col\">Customer</th>") && outside.contains("The subject is no customer"))
    #expect(
      outside.contains("Worker One, a person to protect: $10"), "the money flow knows who may be a victim")
    #expect(outside.contains("$30.00 in from 2 parties"), "what customers pay out comes in to the subject")
    let own = try await Self.text("customer")
    #expect(own.contains("<th scope=\"col\">Other side</th>") && own.contains("$30.00 out to 1 party"))
  }

  @Test func aPossibleVictimIsNeverCalledSuspected() async throws {
    let text = try await Self.text("customer", "possible_victim")
    #expect(text.contains("a person to protect") && !text.contains("suspected"))
  }
}
