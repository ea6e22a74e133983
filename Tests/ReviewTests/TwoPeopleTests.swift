import History
import Testing

@testable import Review

/// Where two people must agree, one proposes and another agrees, or nothing moves.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct TwoPeopleTests {
  private static func withTwo(
    _ body: (_ owner: borrowing Connection, _ maria: borrowing Connection, _ john: borrowing Connection)
      throws
      -> Void
  ) throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      _ = try Publisher.publish([.flag(Fixture.flag(), run: "r1")], on: owner)
      try Desk.set("four_eyes", "escalated,cleared", on: owner)
      let maria = try TestDatabase.signIn("maria", in: name)
      let john = try TestDatabase.signIn("john", in: name)
      try Desk.open(on: maria)
      try body(owner, maria, john)
    }
  }

  private static func state(_ connection: borrowing Connection) throws -> [String] {
    try connection.rows(
      "SELECT f.status, f.pending_decision, (SELECT d.outcome FROM manumit.flag_decision d ORDER BY id DESC LIMIT 1)"
        + " FROM manumit.flagged f", columns: 3)[0]
  }

  @Test func anotherPersonAgreesAndTheStatusMoves() throws {
    try Self.withTwo { owner, maria, john in
      let proposal = try Desk.decide("cleared", on: maria)
      #expect(try Self.state(owner) == ["new", "1", "proposed"])
      #expect(try maria.value("SELECT pending_decision FROM manumit.queue") == "1")
      #expect(
        try Desk.refusal { try Desk.secondOpinion(proposal, agrees: true, on: maria) } == "MN005",
        "not the one who proposed")
      #expect(
        try Desk.refusal { try Desk.secondOpinion(proposal, agrees: true, on: john) } == "MN006",
        "not whoever has not read it")
      try Desk.open(on: john)
      try Desk.secondOpinion(proposal, agrees: true, on: john)
      #expect(try Self.state(owner) == ["cleared", "∅", "agreed"])
      let kept = try owner.rows(
        "SELECT d.needs_second, d.from_status, s.decided_by LIKE '%john', s.agrees FROM manumit.decision d"
          + " JOIN manumit.second_opinion s ON s.decision_id = d.id", columns: 4)
      #expect(kept == [["t", "new", "t", "t"]])
      #expect(try Desk.refusal { try Desk.secondOpinion(proposal, agrees: false, on: john) } == "MN003")
      #expect(try Desk.refusal { try Desk.secondOpinion("99", agrees: true, on: john) } == "MN002")
      try Desk.decide("in_review", on: john)
      #expect(
        try Self.state(owner) == ["in_review", "∅", "decided"], "a status that is not named needs nobody")
      #expect(
        try Desk.refusal { try Desk.secondOpinion("2", agrees: true, on: maria) } == "MN002", "no proposal")
    }
  }

  @Test func whoDisagreesEndsTheProposal() throws {
    try Self.withTwo { owner, maria, john in
      try Desk.open(on: john)
      try Desk.secondOpinion(Desk.decide("escalated", on: maria), agrees: false, on: john)
      #expect(try Self.state(owner) == ["new", "∅", "refused"])
      try Desk.secondOpinion(Desk.decide("escalated", on: john), agrees: true, on: maria)
      #expect(try Self.state(owner) == ["escalated", "∅", "agreed"])
    }
  }

  @Test func whatChangesTheEvidenceEndsTheProposal() throws {
    try Self.withTwo { owner, maria, john in
      try Desk.open(on: john)
      let first = try Desk.decide("cleared", on: maria)
      _ = try Publisher.publish([.flag(Fixture.flag(score: 99), run: "r2")], on: owner)
      #expect(try Self.state(owner) == ["new", first, "proposed"], "another score is no other evidence")
      let more = Fixture.flag(evidence: (1...4).map { Fixture.transaction($0) })
      _ = try Publisher.publish([.flag(more, run: "r3")], on: owner)
      #expect(try Self.state(owner) == ["new", "∅", "lapsed"])
      #expect(try Desk.refusal { try Desk.secondOpinion(first, agrees: true, on: john) } == "MN003")

      let second = try Desk.decide("cleared", on: maria)
      _ = try Publisher.publish(
        [.withdrawal(flag: Fixture.id(1), successor: nil, run: "r4")], on: owner)
      #expect(try Self.state(owner) == ["withdrawn", "∅", "lapsed"])
      #expect(try Desk.refusal { try Desk.secondOpinion(second, agrees: true, on: john) } == "MN003")
      _ = try Publisher.publish([.flag(more, run: "r5")], on: owner)
      #expect(try Self.state(owner) == ["new", "∅", "lapsed"], "restored, and nothing waits")
    }
  }

  @Test func theRuleIsThatOfTheSettingWhenTheProposalWasMade() throws {
    try Self.withTwo { owner, maria, john in
      let proposal = try Desk.decide("cleared", on: maria)
      try Desk.set("four_eyes", "", on: owner)
      #expect(try Self.state(owner) == ["new", proposal, "proposed"])
      try Desk.decide("escalated", on: maria)
      #expect(try Self.state(owner) == ["escalated", "∅", "decided"], "another decision takes its place")
      for wrong in ["new", "escalated, cleared", "withdrawn", "x"] {
        #expect(try Desk.refusal { try Desk.set("four_eyes", wrong, on: owner) } == "MN007", "\(wrong)")
      }
    }
  }

  /// Whatever two people and the runs do one after another, the flag stands where a few lines of Swift say.
  @Test(arguments: [1, 2, 3] as [UInt64]) func itIsWhatASlowModelSays(seed: UInt64) throws {
    try Self.withTwo { owner, maria, john in
      try Desk.open(on: john)
      var generator = SeededGenerator(seed: seed)
      var status = "new"
      var pending: (id: String, to: String, isMarias: Bool)?
      var payments = 3
      for step in 1...60 {
        let isMaria = Bool.random(using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0...2:
          let target = MoveTests.targets.randomElement(using: &generator) ?? ""
          let made =
            try? isMaria ? Desk.decide(target, on: maria) : Desk.decide(target, on: john)
          let isAllowed = MoveTests.allowed[status]?.contains(target) == true
          try #require((made != nil) == isAllowed, "seed \(seed), step \(step)")
          guard let made else { break }
          let isProposal = ["escalated", "cleared"].contains(target)
          pending = isProposal ? (made, target, isMaria) : nil
          if !isProposal { status = target }
        case 3, 4:
          let agrees = Int.random(in: 0..<3, using: &generator) > 0
          let asked = pending?.id ?? "1"
          let refused = try Desk.refusal {
            try isMaria
              ? Desk.secondOpinion(asked, agrees: agrees, on: maria)
              : Desk.secondOpinion(asked, agrees: agrees, on: john)
          }
          let isOthers = pending.map { $0.isMarias != isMaria } ?? false
          try #require((refused == nil) == isOthers, "seed \(seed), step \(step)")
          guard let proposal = pending, isOthers else { break }
          if agrees { status = proposal.to }
          pending = nil
        default:
          payments += 1
          let flag = Fixture.flag(evidence: (1...payments).map { Fixture.transaction($0) })
          _ = try Publisher.publish([.flag(flag, run: "s\(step)")], on: owner)
          if ["cleared", "reported"].contains(status) { status = "reopened" }
          pending = nil
        }
        let found = try Self.state(owner)
        try #require(Array(found.prefix(2)) == [status, pending?.id ?? "∅"], "seed \(seed), step \(step)")
      }
      #expect(try owner.auditChain().fault == nil, "seed \(seed)")
    }
  }
}
