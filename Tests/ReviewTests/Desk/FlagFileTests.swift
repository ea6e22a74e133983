import Detection
import Foundation
import History
import Ledger
import Testing

@testable import Review

@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct FlagFileTests {
  private static let worker = RelatedSubject(
    subject: Fixture.id(9), identifier: "CUST-9", name: "Ana Roe", role: "possible_victim",
    indicator: "LAB-WAGE-SWEEP")

  private static func flag(_ transactions: ClosedRange<Int>) -> Flag {
    Fixture.flag(
      evidence: transactions.map {
        Fixture.transaction(
          $0, direction: $0 == 2 ? "debit" : "credit", memo: $0 == 2 ? "for\u{1B}[2J\nthe trip" : nil)
      },
      mitigations: [Fixture.finding([Fixture.transaction(77)], "MIT-PAYDAY", points: -5)], related: [worker])
  }

  @Test func everythingOfAFlagIsReadAndTheReadingKept() throws {
    try ReviewRoom.with([Self.flag(1...3)]) { room in
      let maria = try room.person("maria")
      var other = Fixture.flag(4)
      other.subject = Self.flag(1...3).subject
      other.typology = "sex-trafficking"
      try room.deliver([.flag(Self.flag(1...4), run: "r2"), .flag(other, run: "r2")])
      try maria.assign(Fixture.id(1), to: room.role(of: "maria"), reason: "mine")
      try maria.note(Fixture.id(1), text: "seen\u{1B}\nand filed", reference: "CASE-7")
      try QueueTests.decide(maria, 1, "in_review")
      try maria.snooze(
        subject: other.subject, typology: "human-smuggling",
        until: maria.value("SELECT manumit.today() + 9"), reason: "asked the branch")

      let file = try maria.flagFile(Fixture.id(1), via: "test")
      #expect(file.head.who == "Jo Doe" && file.head.role == "suspected facilitator" && file.head.isMine)
      #expect(
        file.head.status == "in_review"
          && file.head.explanation == "Cash from several people,\nfar from home.")
      #expect(file.head.snoozedUntil == file.snooze?.until && file.snooze?.reason == "asked the branch")
      #expect(
        file.amounts == [
          FlagAmount(currency: "USD", credits: 3, debits: 1, amountIn: "8700.00", amountOut: "2900.00")
        ])
      let finding = try #require(file.indicators.first)
      #expect(
        finding.indicator == "SMUG-REMOTE-CASH" && finding.points == 20 && finding.transactionCount == 4)
      #expect(finding.localTime == "2026-03-02 04:00" && finding.strongestAt == "2026-03-02T09:00:00Z")
      #expect(
        finding.conditions == [
          FlagCondition(
            text: "distinct(conductor) of remote cash in window",
            observed: FlagQuantity(value: 3, unit: "count", text: "3"), comparison: ">=",
            threshold: FlagQuantity(value: 2, unit: "count", text: "2"), upper: nil, holds: true)
        ])
      #expect(finding.measures.map(\.value.text) == ["$11,600.00"] && finding.measures[0].unlisted == nil)
      #expect(finding.transactions.map(\.id) == (1...4).map { hexadecimal(UInt64($0)) })
      #expect(finding.transactions.allSatisfy { $0.sets == ["remote cash"] })
      #expect(file.mitigations.map(\.points) == [-5])
      #expect(file.evidenceCount == 5 && file.evidence.map(\.line) == [2, 3, 4, 5, 78])
      let second = file.evidence[1]
      #expect(second.memo == "for\\u{1b}[2J\\u{a}the trip" && second.direction == "debit")
      #expect(
        second.localTime == "2026-03-02 06:00" && second.zoneMinutes == -300 && second.amount == "2900.00")
      #expect(
        second.instant == Fixture.start + 7_200_000 && second.placeState == "GA"
          && second.place == "Fulton GA")
      #expect(
        file.evidence.map(\.isNew) == [false, false, false, true, false], "what the second run brought")
      #expect(file.evidence.map(\.isMitigationOnly) == [false, false, false, false, true])
      #expect(
        file.related == [
          FlagRelation(
            subjectKey: Fixture.id(9), identifier: "CUST-9", name: "Ana Roe", roleCode: "possible_victim",
            indicators: ["LAB-WAGE-SWEEP"])
        ])
      #expect(file.events.map(\.kind) == ["created", "extended"])
      #expect(
        file.decisions.map(\.toStatus) == ["in_review"] && file.decisions[0].isMine && file.pending == nil)
      #expect(file.notes.map(\.text) == ["seen\\u{1b}\nand filed"] && file.notes[0].reference == "CASE-7")
      #expect(file.assignments.map(\.reason) == ["mine"])
      #expect(file.readings.map(\.via) == ["test"] && file.readings[0].readBy == room.role(of: "maria"))
      #expect(file.moves.map(\.toStatus) == ["escalated", "report_drafted", "cleared"])
      #expect(file.otherFlags.map(\.id) == [Fixture.id(4)])
      let again = try JSONDecoder().decode(FlagFile.self, from: JSONEncoder().encode(file))
      #expect(again == file)
    }
  }

  @Test func whatANewFlagBroughtIsNoNews() throws {
    try ReviewRoom.with { room in
      let maria = try room.person("maria")
      #expect(try maria.flagFile(Fixture.id(1), via: "test").evidence.allSatisfy { !$0.isNew })
      let auditor = try room.person("olga", with: "manumit_auditor")
      #expect(try auditor.flagFile(Fixture.id(1), via: "test").moves.isEmpty, "an auditor moves nothing")
      #expect(try maria.flagFile(Fixture.id(1), via: "test").readings.count == 3)
    }
  }

  @Test func aFlagThatIsNotThereCannotBeOpened() throws {
    try ReviewRoom.with { room in
      let maria = try room.person("maria")
      for id in [Fixture.id(2), "", "' OR '1'='1"] {
        #expect(ReviewError.code { _ = try maria.flagFile(id, via: "test") } == .notOpened)
      }
      #expect(try maria.flagHead(Fixture.id(2)) == nil)
      // The connection is of use all the same.
      #expect(try maria.flagFile(Fixture.id(1), via: "test").head.id == Fixture.id(1))
    }
  }

  /// A finding in a form of another version must not be shown as if it had no conditions.
  @Test func aFormThatIsNotKnownIsAnError() throws {
    try ReviewRoom.with { room in
      try room.owner().execute("UPDATE manumit.finding SET conditions = '[{\"text\": 7}]'", doing: "testing")
      let maria = try room.person("maria")
      #expect(ReviewError.code { _ = try maria.flagFile(Fixture.id(1), via: "test") } == .failed)
      #expect(try maria.queue(limit: 1).count == 1, "the transaction is over")
    }
  }

  @Test func paymentsOfAKnownRelationshipAreMarked() throws {
    try ReviewRoom.with([]) { room in
      let evidence = (1...4).map { number in
        var transaction = Fixture.transaction(number)
        transaction.fields["counterparty_name"] = number.isMultiple(of: 2) ? "Landlord" : "Other"
        return transaction
      }
      try room.deliver([.flag(Fixture.flag(evidence: evidence), run: "r1")])
      let maria = try room.person("maria")
      let subject = Fixture.flag().subject
      for last in ["2026-03-01", "2026-03-31"] {
        try maria.relate(
          subject: subject, counterparty: "Landlord", from: "2026-01-01", until: last, reason: "lease seen")
      }
      let file = try maria.flagFile(Fixture.id(1), via: "test")
      #expect(file.evidence.map(\.isKnownRelationship) == [false, true, false, true])
      #expect(file.knownRelationships.map(\.untilDate) == ["2026-03-01", "2026-03-31"])
      try maria.endRelationship(file.knownRelationships[1].id, reason: "moved out")
      let after = try maria.flagFile(Fixture.id(1), via: "test")
      #expect(after.evidence.allSatisfy { !$0.isKnownRelationship })
      #expect(after.knownRelationships.map { $0.end?.reason } == [nil, "moved out"])
      #expect(after.head.score == file.head.score, "it changes no score")
      let refusals: [(String, String, String, String)] = [
        ("2026-02-02", "2026-02-01", "L", "x"), ("2026-02-30", "2026-03-01", "L", "x"),
        ("2026-02-01", "2026-03-01", " ", "x"), ("2026-02-01", "2026-03-01", "L", "\n"),
        ("2026-02-01", "2099-03-01", "L", "x"),
      ]
      for (first, last, counterparty, reason) in refusals {
        let code = ReviewError.code {
          try maria.relate(
            subject: subject, counterparty: counterparty, from: first, until: last, reason: reason)
        }
        #expect(code == .termRefused, "\(first) \(last) \(counterparty)")
      }
    }
  }
}
