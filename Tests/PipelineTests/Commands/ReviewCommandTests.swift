import Foundation
import TestSupport
import Testing

@testable import Pipeline

/// `manumit review` as two reviewers run it, each signed in as themselves.
@Suite(.enabled(if: ScratchDatabase.isAvailable, "\(ScratchDatabase.skipped)"))
struct ReviewCommandTests {
  private let room: ReviewersRoom

  init() throws { room = try ReviewersRoom() }

  private func review(_ person: String, _ arguments: String..., terminal: [String: String] = [:]) throws
    -> (status: Int32, output: String, errors: String)
  {
    try BuiltProgram.run(["review"] + arguments, environment: room.environment(of: person, terminal))
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func theQueueIsATableAndJSON() throws {
    let table = try review("maria", "queue", "--page-size", "3")
    #expect(table.status == 0, "\(table.errors)")
    let lines = table.output.split(separator: "\n")
    #expect(lines.count == 4 && lines[0].hasPrefix("flag      score  who"))
    #expect(lines.allSatisfy { $0.count <= 120 }, "what a pipe gets is no wider")
    #expect(!table.output.contains("\u{1B}"), "a pipe gets no colors")
    #expect(table.errors.hasPrefix("1 to 3 of \(room.flags.count) flags; --page 2 for more"))

    let json = try object(try review("maria", "queue", "--json", "--page-size", "1000").output)
    let entries = try #require(json["entries"] as? [[String: Any]])
    #expect(Set(entries.compactMap { $0["id"] as? String }) == Set(room.flags))
    #expect(json["total"] as? Int == room.flags.count && json["is_total_partial"] as? Bool == false)
    let scores = entries.compactMap { $0["score"] as? Int }
    #expect(scores == scores.sorted(by: >) && lines[1].contains(" \(scores[0])  "))
    for key in [
      "status", "role", "role_code", "is_possible_victim_elsewhere", "typology", "subject_key",
      "subject_kind",
      "who", "subject_identifier", "active_from", "active_to", "amounts", "transaction_count", "indicators",
      "mitigations", "related_count", "first_flagged_at", "changed_at", "age_days", "is_mine",
    ] {
      #expect(entries.allSatisfy { $0[key] != nil }, "\(key)")
    }
    let budget = try review("maria", "queue", "--budget", "2", "--json")
    #expect(try object(budget.output)["left_out"] as? Int == room.flags.count - 2)
    #expect(try review("maria", "queue", "--budget", "2").errors.contains("cut at score "))
    #expect(try review("maria", "queue", "--typology", "none").errors.hasPrefix("no flags"))
  }

  /// The words for somebody to protect are never cut off, and no victim is called a suspect.
  @Test func aPossibleVictimIsAPersonToProtect() throws {
    _ = try room.database.query(
      "UPDATE manumit.flagged SET role = 'possible_victim' WHERE id IN ('\(room.flags[0])', '\(room.flags[4])')"
    )
    let json = try object(try review("maria", "queue", "--json", "--role", "possible_victim").output)
    let entries = try #require(json["entries"] as? [[String: Any]])
    try #require(!entries.isEmpty)
    #expect(entries.allSatisfy { $0["role"] as? String == "possible victim: a person to protect" })
    let table = try review("maria", "queue", "--role", "possible_victim").output
    #expect(table.split(separator: "\n").dropFirst().allSatisfy { $0.contains("person to protect") })
    #expect(!table.contains("suspected"))
    let victim = try #require(entries[0]["id"] as? String)
    let page = try review("maria", "show", victim)
    #expect(
      page.output.contains("Possible victim: a person to protect: ") && !page.output.contains("Suspected"))
  }

  @Test func aFlagIsReadAndDecidedOn() throws {
    let flag = room.flags[0]
    #expect(
      try review("maria", "decide", flag, "--to", "cleared", "--reason", "explained", "--because", "x").status
        == 77)
    let page = try review("maria", "show", String(flag.prefix(12)))
    #expect(page.status == 0, "\(page.errors)")
    for part in [
      flag, "Red flags\n  +", "\nEvidence\ntime ", "\nWhat runs did\n  ", "\nNext\n  manumit review decide ",
    ] {
      #expect(page.output.contains(part), "\(part)")
    }
    let file = try object(try review("maria", "show", flag, "--json").output)
    let head = try #require(file["head"] as? [String: Any])
    #expect(head["id"] as? String == flag && (file["evidence"] as? [Any])?.isEmpty == false)
    #expect((file["readings"] as? [Any])?.count == 2, "each reading is on record")

    #expect(try review("maria", "assign", flag, "--me").output.hasPrefix("assigned   \(flag.prefix(8)): "))
    #expect(try review("maria", "queue", "--mine").output.contains("you"))
    #expect(try review("maria", "note", flag, "--text", "asked", "--reference", "C-7").status == 0)
    let wrongs: [(status: Int32, arguments: [String], says: String)] = [
      (
        77, ["decide", flag, "--to", "reported", "--reason", "explained", "--because", "x"],
        "no move from new to reported"
      ),
      (
        77, ["decide", flag, "--to", "cleared", "--reason", "explained", "--because", " "],
        "a reason is needed"
      ),
      (
        64, ["decide", flag, "--to", "cleared", "--reason", "because", "--because", "x"],
        "--reason is one of: "
      ),
      (
        64, ["decide", "ffffff", "--to", "cleared", "--reason", "explained", "--because", "x"],
        "No flag's id begins with"
      ),
      (77, ["second", flag, "--agree", "--because", "x"], "no decision on this flag waits"),
      (77, ["assign", flag, "--to", "nobody at all"], "nobody of this name reviews"),
      (77, ["snooze", flag, "--until", "soon", "--because", "x"], "a date is written as"),
      (77, ["snooze", flag, "--until", "2999-01-01", "--because", "x"], "at most 180 days"),
    ]
    for wrong in wrongs {
      let said = try BuiltProgram.run(
        ["review"] + wrong.arguments, environment: room.environment(of: "maria", [:]))
      #expect(
        said.status == wrong.status && said.errors.contains(wrong.says), "\(wrong.arguments): \(said.errors)")
    }
    let decided = try object(
      try review(
        "maria", "decide", flag, "--to", "cleared", "--reason", "explained", "--because", "seen", "--json"
      ).output)
    #expect(decided["status"] as? String == "cleared" && decided["is_proposal"] as? Bool == false)
    let after = try review("maria", "show", flag)
    #expect(
      after.output.contains("decided new to cleared (explained): seen")
        && after.output.contains(": asked [C-7]"))
  }

  @Test func twoPeopleDecideAndTheErrorSaysWhoProposed() throws {
    try room.set("four_eyes", to: "cleared")
    let flag = room.flags[1]
    _ = try review("maria", "show", flag)
    let proposed = try review(
      "maria", "decide", flag, "--to", "cleared", "--reason", "explained", "--because", "seen")
    #expect(
      proposed.status == 0
        && proposed.output.hasPrefix("proposed   \(flag.prefix(8)): cleared; another person"))
    #expect(try review("ben", "queue", "--pending").output.contains("new, proposed"))
    let alone = try review("maria", "second", flag, "--agree", "--because", "sure")
    #expect(
      alone.status == 77 && alone.errors.contains("\(room.role(of: "maria")), who you are, proposed it"))
    #expect(try review("ben", "second", flag, "--agree", "--because", "x").status == 77, "not opened")
    let page = try review("ben", "show", flag)
    #expect(page.output.contains("waits for a second person"))
    #expect(page.output.contains("manumit review second \(flag.prefix(8)) --agree"))
    let agreed = try review("ben", "second", flag, "--agree", "--because", "seen too")
    #expect(agreed.output == "agreed     \(flag.prefix(8)): cleared, as \(room.role(of: "maria")) proposed\n")
    #expect(try review("ben", "show", flag).output.contains("agreed: seen too"))
  }

  @Test func whoReadBeforeTheNightReadsAgain() throws {
    let flag = room.flags[2]
    _ = try review("maria", "show", flag)
    let digest = try room.database.query("SELECT evidence_digest FROM manumit.flagged WHERE id = '\(flag)'")
      .dropLast()
    _ = try room.database.query(
      "UPDATE manumit.flagged SET changed_at = now(), evidence_digest = repeat('0', 64) WHERE id = '\(flag)'")
    let decide = ["decide", flag, "--to", "cleared", "--reason", "explained", "--because", "x"]
    for arguments in [decide, decide + ["--evidence", String(digest)]] {
      let said = try BuiltProgram.run(["review"] + arguments, environment: room.environment(of: "maria", [:]))
      #expect(said.status == 77 && said.errors.contains("since "), "\(said.errors)")
    }
    _ = try review("maria", "show", flag)
    #expect(
      try BuiltProgram.run(["review"] + decide, environment: room.environment(of: "maria", [:])).status == 0)
  }

  @Test func whatIsPutOffComesBack() throws {
    let flag = room.flags[3]
    let day = try room.database.query("SELECT manumit.today() + 5").dropLast()
    let off = try review("maria", "snooze", flag, "--until", String(day), "--because", "asked")
    #expect(off.status == 0 && off.output.contains("until \(day)"), "\(off.errors)")
    let left = try object(try review("maria", "queue", "--json", "--page-size", "1000").output)
    #expect(!"\(left)".contains(flag))
    #expect(try review("maria", "queue", "--snoozed", "--json", "--page-size", "1000").output.contains(flag))
    let back = try review("maria", "snooze", flag, "--until", "2026-01-01", "--because", "heard back")
    #expect(back.output.hasPrefix("shows      "))
    #expect(try review("maria", "queue", "--json", "--page-size", "1000").output.contains(flag))
  }

  /// On a terminal the table is as wide as the window, and in colors where nobody forbids them.
  @Test(arguments: [
    (72, [:], true), (200, [:], true), (72, ["NO_COLOR": "1"], false), (72, ["TERM": "dumb"], false),
  ])
  func aTableFitsItsWindow(width: Int, variables: [String: String], isColored: Bool) throws {
    let environment = room.environment(
      of: "maria", ["TERM": "xterm", "NO_COLOR": ""].merging(variables) { $1 })
    let text = try room.onTerminal(width: width, ["review", "queue"], environment)
    #expect(text.contains("\u{1B}[") == isColored, "\(text.prefix(300))")
    let plain = text.replacing(/\u{1B}\[[0-9]+m/, with: "").split(whereSeparator: \.isNewline)
    try #require(plain.count > 3)
    #expect(plain.allSatisfy { $0.count <= width }, "\(plain)")
    #expect(plain.contains { $0.count > width - 25 } || width == 200)
  }
}
