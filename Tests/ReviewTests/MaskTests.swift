import Detection
import Foundation
import History
import Testing

@testable import Review

/// What BI reads has no name, no account and no memo, and cannot be turned back.
@Suite(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
struct MaskTests {
  /// Words that stand for a person wherever a flag and its evidence can state one.
  private static func planted(seed: UInt64) -> (flags: [OutboxEntry], words: [String]) {
    var generator = SeededGenerator(seed: seed)
    var words: [String] = []
    func word() -> String {
      words.append("Zq" + String(generator.next(), radix: 36))
      return words[words.count - 1]
    }
    let flags = (1...5).map { number in
      let evidence = (1...6).map { place in
        var transaction = Fixture.transaction(number * 10 + place, memo: "for " + word())
        for field in [
          "account_id", "customer_id", "counterparty_name", "counterparty_account", "conductor", "txn_id",
          "branch_county", "branch_state", "branch_zip", "device_id", "phone", "counterparty_address",
        ] where Int.random(in: 0..<4, using: &generator) > 0 {
          transaction.fields[field] = word()
        }
        transaction.file = word() + ".csv"
        return transaction
      }
      let related = RelatedSubject(
        subject: Fixture.id(9), identifier: word(), name: word(), role: "possible_victim", indicator: "LAB-1")
      var flag = Fixture.flag(
        number, evidence: evidence, related: [related], explanation: "Cash from " + word(), name: word())
      flag.subjectIdentifier = word()
      return OutboxEntry.flag(flag, run: "r1")
    }
    return (flags, words)
  }

  @Test(arguments: [1, 2] as [UInt64]) func nothingPlantedIsInAnyColumn(seed: UInt64) throws {
    try TestDatabase.withFresh { name in
      let owner = try TestDatabase.connect(name)
      let (flags, words) = Self.planted(seed: seed)
      _ = try Publisher.publish(flags, on: owner)
      try Desk.decide("cleared", on: owner)
      try owner.refreshStatistics()
      let analyst = try TestDatabase.signIn("ann", as: "manumit_analytics", in: name)
      var all = ""
      for view in [
        "masked_flag", "masked_evidence", "rule_performance", "typology_month", "forced_labor_beside_sex",
      ] {
        let rows = try analyst.rows("SELECT v::text FROM manumit.\(view) v").map { $0[0] }
        #expect(!rows.isEmpty || view == "forced_labor_beside_sex")
        all += rows.joined(separator: "\n").lowercased()
      }
      #expect(words.count > 100)
      for word in words where all.contains(word.lowercased()) {
        Issue.record("seed \(seed): \(word) is shown")
      }
      // Manumit's own keys are derived from account numbers, which can be tried.
      for key in try owner.rows(
        "SELECT id FROM manumit.flagged UNION SELECT subject_key FROM manumit.flagged UNION SELECT transaction_id FROM manumit.evidence"
      ) where all.contains(key[0]) {
        Issue.record("seed \(seed): key \(key[0]) is shown")
      }
    }
  }

  @Test func theSameValueHasTheSamePseudonymAndOnlyHere() throws {
    let pseudonyms = try (1...2).map { _ in
      try TestDatabase.withFresh { name in
        let owner = try TestDatabase.connect(name)
        _ = try Publisher.publish(
          [.flag(Fixture.flag(1), run: "r1"), .flag(Fixture.flag(2), run: "r1")], on: owner)
        let analyst = try TestDatabase.signIn("ann", as: "manumit_analytics", in: name)
        // Both flags rest on the same three payments of one account, handed over by three people.
        let counts = try analyst.rows(
          """
          SELECT count(*), count(DISTINCT account), count(DISTINCT transaction), count(DISTINCT conductor), count(DISTINCT flag)
          FROM manumit.masked_evidence
          """, columns: 5)
        #expect(counts == [["6", "1", "3", "3", "2"]])
        #expect(
          try analyst.value(
            "SELECT count(*) FROM manumit.masked_flag JOIN manumit.masked_evidence USING (flag)")
            == "6")
        #expect(
          try analyst.value("SELECT count(*) FROM manumit.masked_flag WHERE subject_name IS NULL") == "0")
        return try analyst.value("SELECT DISTINCT account FROM manumit.masked_evidence")
      }
    }
    #expect(pseudonyms[0] != pseudonyms[1], "another database, another salt")
  }

  @Test func theAnalystReadsNothingElseAndMakesNoPseudonym() throws {
    try TestDatabase.withFresh { name in
      _ = try Publisher.publish([.flag(Fixture.flag(1), run: "r1")], on: TestDatabase.connect(name))
      let analyst = try TestDatabase.signIn("ann", as: "manumit_analytics", in: name)
      for statement in [
        "SELECT salt FROM manumit.pseudonym_salt", "SELECT manumit.open_flag('x', 'test')",
        "SELECT manumit.find_flags('jo')", "SELECT * FROM manumit.queue", "SELECT * FROM manumit.flagged",
      ] {
        #expect(try Desk.refusal { _ = try analyst.rows(statement, columns: 0) } == "42501", "\(statement)")
      }
      // A function of one's own is shown what the view shows, and no more.
      try analyst.execute(
        """
        CREATE FUNCTION pg_temp.listen(text) RETURNS boolean LANGUAGE plpgsql COST 0.0001
          AS 'BEGIN RETURN $1 !~ ''^[0-9a-f]{16}$''; END'
        """, doing: "testing")
      #expect(
        try analyst.value("SELECT count(*) FROM manumit.masked_flag WHERE pg_temp.listen(subject_name)")
          == "0")
      let callable = try analyst.rows(
        """
        SELECT proname FROM pg_proc WHERE pronamespace = 'manumit'::regnamespace
          AND has_function_privilege(oid, 'EXECUTE') ORDER BY 1
        """)
      #expect(callable == [["today"], ["words"]])
    }
  }
}
