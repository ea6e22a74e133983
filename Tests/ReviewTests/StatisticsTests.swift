import Detection
import History
import Testing

@testable import Review

/// Counts and statistics are what counting every flag and decision gives.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct StatisticsTests {
  /// The counts, and what looking at every flag gives.
  private static func counts(_ connection: borrowing Connection) throws -> (
    kept: [[String]], slow: [[String]]
  ) {
    let kept = try connection.rows(
      "SELECT status, typology, role_code, is_snoozed, is_overdue, flags FROM manumit.queue_count ORDER BY 1, 2, 3, 4, 5",
      columns: 6)
    let slow = try connection.rows(
      """
      SELECT status, typology, role, coalesce(snoozed_until > manumit.today(), false),
        status NOT IN ('cleared', 'reported', 'withdrawn')
          AND (first_flagged_at AT TIME ZONE 'UTC')::date < manumit.today() - 30, count(*)
      FROM manumit.flagged GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
      """, columns: 6)
    return (kept, slow)
  }

  @Test(arguments: [1, 2] as [UInt64]) func countsFollowWhateverHappens(seed: UInt64) throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      var generator = SeededGenerator(seed: seed)
      var rest = DeliveryTests.outbox(seed: seed)[...]
      while !rest.isEmpty {
        let batch = Array(rest.prefix(Int.random(in: 1...7, using: &generator)))
        rest = rest.dropFirst(batch.count)
        _ = try Publisher.publish(batch, on: owner)
        let flag = Int.random(in: 1...4, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: _ = try? Desk.decide("cleared", on: owner, flag: flag)
        case 1: _ = try? Desk.decide("in_review", on: owner, flag: flag)
        case 2: try? Desk.snooze(flag, on: owner)
        case 3: try owner.refreshStatistics()
        default:
          try owner.execute(
            "UPDATE manumit.flagged SET first_flagged_at = first_flagged_at - interval '20 days'",
            doing: "testing")
        }
        let (kept, slow) = try Self.counts(owner)
        try #require(kept == slow && !slow.isEmpty, "seed \(seed)")
      }
      try owner.refreshStatistics()
      let (kept, slow) = try Self.counts(owner)
      #expect(kept == slow, "seed \(seed)")
      let rows = Int(try owner.value("SELECT count(*) FROM manumit.flag_count")) ?? 0
      #expect(rows <= 4, "seed \(seed): what was added up is one row each")
    }
  }

  /// Ten flags, of which so many are decided one way and so many the other.
  private static func fill(_ owner: borrowing Connection) throws {
    let kinds = ["labor-trafficking", "sex-trafficking", "illicit-massage", "human-smuggling"]
    let entries = (1...10).map { number in
      var flag = Fixture.flag(number, role: number == 3 ? "possible_victim" : "facilitator")
      flag.typology = kinds[number % 4]
      flag.firstDay = number < 6 ? "2026-02-28" : "2026-03-02"
      if number.isMultiple(of: 2) {
        flag.findings.append(Fixture.finding([Fixture.transaction(2)], "SMUG-FEES"))
      }
      return OutboxEntry.flag(flag, run: "r1")
    }
    _ = try Publisher.publish(entries, on: owner)
    for number in 1...9 { try Desk.open(number, on: owner) }
    for number in [1, 2, 4] {
      try Desk.decide("escalated", on: owner, flag: number, reason: "suspicion_confirmed")
    }
    try Desk.decide("cleared", on: owner, flag: 5)
    try Desk.decide("cleared", on: owner, flag: 6, reason: "duplicate")
    try Desk.decide("in_review", on: owner, flag: 7, reason: "needs_review")
    // Cleared at first, confirmed in the end, taken up once more: the last decision that counts is a hit.
    try Desk.decide("cleared", on: owner, flag: 8)
    try Desk.decide("in_review", on: owner, flag: 8, reason: "needs_review")
    try Desk.decide("escalated", on: owner, flag: 8, reason: "suspicion_confirmed")
    try Desk.decide("in_review", on: owner, flag: 8, reason: "needs_review")
    _ = try Publisher.publish([.withdrawal(flag: Fixture.id(10), successor: nil, run: "r2")], on: owner)
    // A proposal that nobody has agreed to counts for nothing.
    try Desk.set("four_eyes", "cleared", on: owner)
    try Desk.decide("cleared", on: owner, flag: 9)
    try owner.refreshStatistics()
  }

  @Test func performanceIsWhatReviewersDecided() throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      try Self.fill(owner)
      let rows = try owner.rows(
        """
        SELECT indicator, sum(flags), sum(reviewed), sum(productive), sum(unproductive), max(last_productive_age_days)
        FROM manumit.rule_performance GROUP BY 1 ORDER BY 1
        """, columns: 6)
      // Of flags 1 to 9: decided beyond taking up 1, 2, 4, 5, 6, 8; hits 1, 2, 4, 8; none 5.
      #expect(
        rows == [["SMUG-FEES", "4", "4", "3", "0", "0"], ["SMUG-REMOTE-CASH", "9", "6", "4", "1", "0"]])
      #expect(
        try owner.value("SELECT count(*) FROM manumit.rule_performance WHERE refreshed_at IS NULL") == "0")
    }
  }

  /// The rates for which what was seen is no further off than 1.96 standard deviations, by halving.
  private static func end(from rate: Double, to limit: Double, of all: Int) -> Double {
    var (inside, outside) = (rate, limit)
    for _ in 1...60 {
      let middle = (inside + outside) / 2
      let deviation = 1.959964 * (middle * (1 - middle) / Double(all)).squareRoot()
      if abs(rate - middle) <= deviation { inside = middle } else { outside = middle }
    }
    return inside
  }

  @Test func theIntervalIsWilsons() throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      for (productive, all) in [(5, 10), (0, 10), (10, 10), (1, 1), (30, 100)] {
        try owner.execute(
          "BEGIN; DELETE FROM manumit.flag_count; TRUNCATE manumit.evidence", doing: "testing")
        for number in 1...all {
          let isHit = number <= productive
          try owner.execute(
            """
            INSERT INTO manumit.flagged (id, subject_key, subject_kind, subject_identifier, typology, role, score,
              active_from, active_to, amounts, transaction_count, indicators, mitigations, related_count, explanation,
              rulebook, first_run, last_run, evidence_digest, content_digest)
            VALUES ('\(Fixture.id(number))', '1', 'customer', '1', 'sextortion', 'buyer', 1, '2026-01-01', '2026-01-01',
              '', 1, '{R}', '{}', 0, '', '', '', '', '', '');
            INSERT INTO manumit.decision (flag_id, to_status, reason_code, reason)
            VALUES ('\(Fixture.id(number))', '\(isHit ? "escalated" : "cleared")',
              '\(isHit ? "victim_protection" : "explained")', 'x')
            """, doing: "testing")
        }
        try owner.refreshStatistics()
        let interval = try owner.rows("SELECT low, high FROM manumit.rule_performance", columns: 2)
        let rate = Double(productive) / Double(all)
        let ends = [Self.end(from: rate, to: 0, of: all), Self.end(from: rate, to: 1, of: all)]
        for (found, expected) in zip(interval[0], ends) {
          #expect(
            abs((Double(found) ?? -1) - expected) < 0.0001, "\(productive) of \(all): \(found), \(expected)")
        }
        owner.rollBack()
      }
    }
  }

  @Test func monthsRegionsAndTypologiesAddUp() throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      try Self.fill(owner)
      let months = try owner.rows(
        "SELECT month, region, typology, flags, reviewed, productive, unproductive, possible_victims"
          + " FROM manumit.typology_month ORDER BY 1, 3", columns: 8)
      #expect(
        months == [
          ["2026-02-01", "GA", "human-smuggling", "1", "0", "0", "0", "1"],
          ["2026-02-01", "GA", "illicit-massage", "1", "1", "1", "0", "0"],
          ["2026-02-01", "GA", "labor-trafficking", "1", "1", "1", "0", "0"],
          ["2026-02-01", "GA", "sex-trafficking", "2", "2", "1", "1", "0"],
          ["2026-03-01", "GA", "human-smuggling", "1", "0", "0", "0", "0"],
          ["2026-03-01", "GA", "illicit-massage", "1", "1", "0", "0", "0"],
          ["2026-03-01", "GA", "labor-trafficking", "1", "1", "1", "0", "0"],
          ["2026-03-01", "GA", "sex-trafficking", "1", "0", "0", "0", "0"],
        ])
      let sides = try owner.rows(
        """
        SELECT month, labor_flags, labor_reviewed, labor_productive, sex_flags, sex_reviewed, sex_productive
        FROM manumit.forced_labor_beside_sex ORDER BY 1
        """, columns: 7)
      #expect(
        sides == [
          ["2026-02-01", "1", "1", "1", "3", "3", "2"], ["2026-03-01", "1", "1", "1", "2", "1", "0"],
        ])
    }
  }

  @Test func theNightlyRunRefreshesAndReadsNothing() throws {
    try TestDatabase.withFresh { name in
      let ingest = try TestDatabase.signIn("robot", as: "manumit_ingest", in: name)
      _ = try Publisher.publish([.flag(Fixture.flag(), run: "r1")], on: ingest)
      try ingest.refreshStatistics()
      #expect(
        try Desk.refusal { _ = try ingest.rows("SELECT FROM manumit.rule_performance", columns: 0) }
          == "42501")
      let analyst = try TestDatabase.signIn("ann", as: "manumit_analytics", in: name)
      #expect(
        try analyst.rows("SELECT flags, rate, low, high FROM manumit.rule_performance", columns: 4)
          == [["1", "∅", "∅", "∅"]], "nothing decided, no rate")
    }
  }

  @Test func theRegionIsWhereMostPaymentsWereMade() throws {
    let made = { (states: [String?]) in
      var flag = Fixture.flag(evidence: [])
      flag.findings = [
        Fixture.finding(
          states.enumerated().map { number, state in
            var transaction = Fixture.transaction(number)
            transaction.fields["branch_state"] = state
            return transaction
          })
      ]
      return FlagTransactions(flag).region
    }
    #expect(made(["GA", "TX", "TX"]) == "TX")
    #expect(made(["TX", "GA", nil]) == "GA", "of equals the first by letters")
    #expect(made([nil, "Texas", "tx", "Jo Doe", "T1"]) == nil)
    #expect(made([]) == nil)
  }
}
