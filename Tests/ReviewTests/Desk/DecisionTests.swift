import Detection
import History
import Ledger
import Testing

@testable import Review

@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct DecisionTests {
  private func decide(
    _ connection: borrowing Connection, _ status: String, digest: String? = nil, reason: String = "lease seen"
  ) throws -> Connection.DecisionOutcome {
    try connection.decide(
      Fixture.id(1), to: status, reasonCode: "explained", reason: reason,
      evidenceDigest: digest ?? connection.evidenceDigestAsRead(Fixture.id(1)))
  }

  @Test func aDecisionIsKeptAndMovesTheFlag() throws {
    try ReviewRoom.with { room in
      let maria = try room.person("maria")
      try maria.openFlag(Fixture.id(1), via: "test")
      let outcome = try decide(maria, "cleared", reason: "for\u{1B}[2J\nMarch")
      #expect(!outcome.isProposal && outcome.status == "cleared")
      let file = try maria.flagFile(Fixture.id(1), via: "test")
      #expect(
        file.head.status == "cleared" && !file.head.isOpen && file.moves.map(\.toStatus) == ["in_review"])
      let decision = try #require(file.decisions.first)
      #expect(decision.id == outcome.id && decision.decidedBy == room.role(of: "maria"))
      #expect(decision.outcome == "decided" && decision.reason == "for\\u{1b}[2J\nMarch")
      #expect(decision.evidenceDigest == file.head.evidenceDigest)
    }
  }

  @Test func nobodyDecidesOnWhatChangedUnderTheirEyes() throws {
    try ReviewRoom.with { room in
      let maria = try room.person("maria")
      let read = try maria.flagFile(Fixture.id(1), via: "test").head.evidenceDigest
      let more = Fixture.flag(evidence: (1...5).map { Fixture.transaction($0) })
      try room.deliver([.flag(more, run: "r2")])
      #expect(ReviewError.code { _ = try decide(maria, "cleared", digest: read) } == .changedSinceRead)
      #expect(ReviewError.code { _ = try decide(maria, "cleared") } == .changedSinceRead)
      try maria.openFlag(Fixture.id(1), via: "test")
      #expect(try decide(maria, "cleared").status == "cleared")
    }
  }

  @Test func whatTheRulesOfReviewingRefuse() throws {
    try ReviewRoom.with { room in
      let maria = try room.person("maria")
      #expect(ReviewError.code { _ = try decide(maria, "cleared") } == .notOpened)
      try maria.openFlag(Fixture.id(1), via: "test")
      #expect(ReviewError.code { _ = try decide(maria, "reported") } == .moveNotAllowed)
      #expect(ReviewError.code { _ = try decide(maria, "cleared", reason: " ") } == .termRefused)
      #expect(
        ReviewError.code { try maria.giveSecondOpinion(on: 1, agrees: true, reason: "x") } == .decisionRefused
      )
      let auditor = try room.person("olga", with: "manumit_auditor")
      try auditor.openFlag(Fixture.id(1), via: "test")
      #expect(ReviewError.code { _ = try decide(auditor, "cleared") } == .forbidden)
      try room.deliver([.withdrawal(flag: Fixture.id(1), successor: nil, run: "r2")])
      try maria.openFlag(Fixture.id(1), via: "test")
      #expect(ReviewError.code { _ = try decide(maria, "cleared") } == .decisionRefused)
      #expect(try maria.flagFile(Fixture.id(1), via: "test").decisions.isEmpty)
    }
  }

  @Test func twoPeopleDecideWhereTwoAreWanted() throws {
    try ReviewRoom.with { room in
      try room.set("four_eyes", to: "escalated,cleared")
      let maria = try room.person("maria")
      let ben = try room.person("ben")
      try maria.openFlag(Fixture.id(1), via: "test")
      let proposal = try decide(maria, "cleared")
      #expect(proposal.isProposal && proposal.status == "new")
      #expect(try maria.pendingDecision(of: Fixture.id(1))?.isMine == true)
      #expect(
        ReviewError.code {
          try maria.giveSecondOpinion(on: proposal.id, agrees: true, reason: "x")
        } == .secondPersonNeeded)
      #expect(
        ReviewError.code { try ben.giveSecondOpinion(on: proposal.id, agrees: true, reason: "x") }
          == .notOpened)
      let file = try ben.flagFile(Fixture.id(1), via: "test")
      #expect(file.pending?.id == proposal.id && file.pending?.isMine == false)
      #expect(file.moves.filter(\.needsSecond).map(\.toStatus) == ["escalated", "cleared"])
      try ben.giveSecondOpinion(on: proposal.id, agrees: false, reason: "no lease")
      let refused = try ben.flagFile(Fixture.id(1), via: "test")
      #expect(
        refused.head.status == "new" && refused.pending == nil && refused.decisions[0].outcome == "refused")
      #expect(refused.decisions[0].secondOpinion?.agrees == false)

      let again = try decide(ben, "cleared")
      try maria.openFlag(Fixture.id(1), via: "test")
      try maria.giveSecondOpinion(on: again.id, agrees: true, reason: "lease seen")
      let agreed = try maria.flagFile(Fixture.id(1), via: "test")
      #expect(agreed.head.status == "cleared" && agreed.decisions.map(\.outcome) == ["refused", "agreed"])
      #expect(agreed.decisions[1].secondOpinion?.decidedBy == room.role(of: "maria"))
      #expect(
        ReviewError.code {
          try maria.giveSecondOpinion(on: again.id, agrees: true, reason: "x")
        } == .changedSinceRead, "once is enough")
    }
  }

  @Test func newEvidenceEndsAProposal() throws {
    try ReviewRoom.with { room in
      try room.set("four_eyes", to: "cleared")
      let maria = try room.person("maria")
      let ben = try room.person("ben")
      try maria.openFlag(Fixture.id(1), via: "test")
      let proposal = try decide(maria, "cleared")
      let more = Fixture.flag(evidence: (1...5).map { Fixture.transaction($0) })
      try room.deliver([.flag(more, run: "r2")])
      let file = try ben.flagFile(Fixture.id(1), via: "test")
      #expect(file.pending == nil && file.decisions.map(\.outcome) == ["lapsed"])
      #expect(
        ReviewError.code {
          try ben.giveSecondOpinion(on: proposal.id, agrees: true, reason: "x")
        } == .changedSinceRead)
    }
  }

  @Test func reasonsAreListedWithWhatTheyCountFor() throws {
    try ReviewRoom.with([]) { room in
      let reasons = try room.person("maria").decisionReasons()
      #expect(reasons.count == 9 && reasons.last?.code == "other")
      #expect(reasons.first { $0.code == "victim_protection" }?.isProductive == true)
      #expect(reasons.first { $0.code == "needs_review" }?.isProductive == nil)
    }
  }

  @Test func assignedPutOffAndNoted() throws {
    try ReviewRoom.with { room in
      let maria = try room.person("maria")
      _ = try room.person("ben")
      #expect(try maria.person() == room.role(of: "maria"))
      try maria.assign(Fixture.id(1), to: room.role(of: "ben"))
      #expect(try maria.flagHead(Fixture.id(1))?.assignee == room.role(of: "ben"))
      #expect(ReviewError.code { try maria.assign(Fixture.id(1), to: "nobody at all") } == .termRefused)
      try maria.assign(Fixture.id(1), to: nil)
      #expect(try maria.flagHead(Fixture.id(1))?.assignee == nil)
      #expect(ReviewError.code { try maria.assign(Fixture.id(2), to: nil) } == .notOpened)

      let subject = Fixture.flag().subject
      let soon = try maria.value("SELECT manumit.today() + 3")
      func snooze(_ day: String, _ reason: String = "asked") -> ReviewError.Code? {
        ReviewError.code {
          try room.person("maria").snooze(
            subject: subject, typology: "human-smuggling", until: day, reason: reason)
        }
      }
      #expect(snooze(soon) == nil && snooze(soon, "") == .termRefused && snooze("next week") == .termRefused)
      #expect(snooze("2099-01-01") == .termRefused)
      #expect(try maria.queue(QueueFilter()).total == 0)
      #expect(
        ReviewError.code {
          try maria.snooze(subject: Fixture.id(7), typology: "x", until: soon, reason: "x")
        } == .notOpened)
      // A day that has come ends it.
      #expect(try snooze(maria.value("SELECT manumit.today()")) == nil)
      #expect(try maria.queue(QueueFilter()).total == 1)

      #expect(ReviewError.code { try maria.note(Fixture.id(1), text: "\t") } == .termRefused)
      try maria.note(Fixture.id(1), text: "x", reference: "")
      #expect(try maria.flagFile(Fixture.id(1), via: "test").notes.map(\.reference) == [nil])
    }
  }
}
