import History
import Testing

@testable import Review

/// The moves of a flag's status, each tried, against the list as it was agreed.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct MoveTests {
  static let statuses = [
    "new", "reopened", "in_review", "escalated", "report_drafted", "reported", "cleared", "withdrawn",
  ]
  static let targets = ["in_review", "escalated", "report_drafted", "reported", "cleared"]
  static let allowed = [
    "new": ["in_review", "escalated", "cleared"], "reopened": ["in_review", "escalated", "cleared"],
    "in_review": ["escalated", "cleared", "report_drafted"],
    "escalated": ["in_review", "report_drafted", "cleared"],
    "report_drafted": ["reported", "escalated", "cleared"], "reported": ["in_review"],
    "cleared": ["in_review"],
  ]

  @Test func everyMoveIsMadeOrRefused() throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      _ = try Publisher.publish([.flag(Fixture.flag(), run: "r1")], on: owner)
      let reviewer = try TestDatabase.signIn(in: name)
      try Desk.open(on: reviewer)
      for before in Self.statuses {
        _ = try owner.rows("UPDATE manumit.flagged SET status = $1", [before])
        let offered = try reviewer.rows("SELECT to_status FROM manumit.flag_move ORDER BY 1").map { $0[0] }
        #expect(offered == (Self.allowed[before] ?? []).sorted(), "what is offered from \(before)")
        for after in Self.targets {
          try reviewer.execute("BEGIN", doing: "testing")
          let refused = try Desk.refusal { try Desk.decide(after, on: reviewer) }
          let expected = before == "withdrawn" ? "MN002" : "MN004"
          let isAllowed = Self.allowed[before]?.contains(after) == true
          #expect(refused == (isAllowed ? nil : expected), "\(before) to \(after)")
          if refused == nil { #expect(try ReviewersWorkTests.status(reviewer) == after) }
          reviewer.rollBack()
        }
      }
    }
  }

  @Test func nobodyDecidesOnWhatTheyHaveNotOpened() throws {
    try TestDatabase.withFresh { name in
      _ = try Publisher.publish([.flag(Fixture.flag(), run: "r1")], on: TestDatabase.connect(name))
      let reviewer = try TestDatabase.signIn(in: name)
      #expect(try Desk.refusal { try Desk.decide("cleared", on: reviewer) } == "MN006")
      try Desk.decide("in_review", on: reviewer)
      #expect(try Desk.refusal { try Desk.decide("escalated", on: reviewer) } == "MN006")
      try Desk.open(on: reviewer)
      try Desk.decide("escalated", on: reviewer)
      let row = try reviewer.rows(
        "SELECT d.from_status, d.to_status, d.decided_by = session_user, f.status, d.evidence_digest = f.evidence_digest"
          + " FROM manumit.decision d JOIN manumit.flagged f ON f.id = d.flag_id ORDER BY d.id", columns: 5)
      #expect(
        row == [
          ["new", "in_review", "t", "escalated", "t"], ["in_review", "escalated", "t", "escalated", "t"],
        ])
      #expect(
        try Desk.refusal { try Desk.decide("cleared", on: reviewer, flag: 77) } == "MN002", "no such flag")
    }
  }
}
