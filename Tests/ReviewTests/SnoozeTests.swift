import Detection
import History
import Testing

@testable import Review

/// A subject put aside stays so until its day, or until there is something new.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct SnoozeTests {
  private static func withReviewer(
    _ body: (_ owner: borrowing Connection, _ reviewer: borrowing Connection) throws -> Void
  ) throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      _ = try Publisher.publish([.flag(Fixture.flag(), run: "r1")], on: owner)
      let reviewer = try TestDatabase.signIn(in: name)
      try Desk.open(on: reviewer)
      try body(owner, reviewer)
    }
  }

  /// Flags in the queue, by their numbers.
  private static func queue(_ connection: borrowing Connection) throws -> [String] {
    try connection.rows("SELECT right(id, 1) FROM manumit.queue ORDER BY 1").map { $0[0] }
  }

  /// Another episode of the first flag's subject.
  private static func episode(_ number: Int, indicator: String = "SMUG-REMOTE-CASH") -> Flag {
    var flag = Fixture.flag(number, evidence: [Fixture.transaction(number * 10)])
    flag.subject = Fixture.id(1001)
    flag.findings = [Fixture.finding([Fixture.transaction(number * 10)], indicator)]
    return flag
  }

  @Test func itIsOutOfTheQueueUntilItsDay() throws {
    try Self.withReviewer { owner, reviewer in
      try Desk.snooze(days: 30, on: reviewer)
      #expect(try Self.queue(reviewer) == [])
      #expect(
        try reviewer.value("SELECT snoozed_until = manumit.today() + 30 FROM manumit.queue_all") == "t")
      #expect(try reviewer.value("SELECT is_snoozed FROM manumit.queue_count") == "t")
      // Its day has come: what was tomorrow is today.
      try owner.execute("UPDATE manumit.flagged SET snoozed_until = manumit.today()", doing: "testing")
      #expect(try Self.queue(reviewer) == ["1"])
      #expect(try reviewer.value("SELECT snoozed_until FROM manumit.queue_all") == "∅")
      #expect(try reviewer.value("SELECT is_snoozed FROM manumit.queue_count") == "f")
    }
  }

  @Test func itIsEndedEarlyAndNeverTooLong() throws {
    try Self.withReviewer { owner, reviewer in
      #expect(try Desk.refusal { try Desk.snooze(days: 181, on: reviewer) } == "MN007")
      try Desk.snooze(days: 180, on: reviewer)
      #expect(try Self.queue(reviewer) == [])
      try Desk.snooze(days: 0, on: reviewer)
      #expect(try Self.queue(reviewer) == ["1"])
      try Desk.set("snooze_longest_days", "7", on: owner)
      #expect(try Desk.refusal { try Desk.snooze(days: 8, on: reviewer) } == "MN007")
      #expect(try Desk.refusal { try Desk.snooze(9, on: reviewer) } == "MN006", "no such subject")
      #expect(
        try Desk.refusal { try Desk.snooze(typology: "sextortion", on: reviewer) } == "MN006",
        "not in this typology")
    }
  }

  @Test func aNewEpisodeStaysAsideUnlessItShowsSomethingNew() throws {
    try Self.withReviewer { owner, reviewer in
      try Desk.snooze(on: reviewer)
      _ = try Publisher.publish([.flag(Self.episode(2), run: "r2")], on: owner)
      #expect(try Self.queue(reviewer) == [], "nothing that was not known")
      _ = try Publisher.publish([.flag(Self.episode(3, indicator: "SMUG-FEES"), run: "r3")], on: owner)
      #expect(try Self.queue(reviewer) == ["3"])
      var other = Self.episode(4)
      other.typology = "sextortion"
      _ = try Publisher.publish([.flag(other, run: "r4")], on: owner)
      #expect(try Self.queue(reviewer) == ["3", "4"], "another typology")

      var grown = Fixture.flag()
      grown.findings.append(Fixture.finding([Fixture.transaction(4)], "SMUG-BORDER"))
      _ = try Publisher.publish([.flag(grown, run: "r5")], on: owner)
      #expect(try Self.queue(reviewer) == ["1", "3", "4"], "a red flag it did not have")
      try Desk.snooze(on: reviewer)
      #expect(try Self.queue(reviewer) == ["4"], "put aside again, knowing all of it")
    }
  }

  @Test func aFlagThatReopensShows() throws {
    try Self.withReviewer { owner, reviewer in
      try Desk.decide("cleared", on: reviewer)
      try Desk.snooze(on: reviewer)
      let more = Fixture.flag(evidence: (1...4).map { Fixture.transaction($0) })
      _ = try Publisher.publish([.flag(more, run: "r2")], on: owner)
      #expect(try ReviewersWorkTests.status(owner) == "reopened")
      #expect(try Self.queue(reviewer) == ["1"])
    }
  }

  @Test func moreOfTheSameStaysAside() throws {
    try Self.withReviewer { owner, reviewer in
      try Desk.snooze(on: reviewer)
      let more = Fixture.flag(evidence: (1...9).map { Fixture.transaction($0) })
      _ = try Publisher.publish([.flag(more, run: "r2")], on: owner)
      #expect(try Self.queue(reviewer) == [])
    }
  }
}
