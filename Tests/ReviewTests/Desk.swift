import Testing

@testable import Review

/// What reviewers do, as plain SQL: the rights and the rules are those of the database, whatever program asks.
enum Desk {
  static func open(_ flag: Int = 1, on connection: borrowing Connection) throws {
    try connection.openFlag(Fixture.id(flag), via: "test")
  }

  /// Decides on a flag, and says as which number.
  @discardableResult
  static func decide(
    _ status: String, on connection: borrowing Connection, flag: Int = 1, reason: String = "explained"
  ) throws -> String {
    try connection.value(
      "INSERT INTO manumit.decision (flag_id, to_status, reason_code, reason) VALUES ($1, $2, $3, 'x') RETURNING id",
      [Fixture.id(flag), status, reason])
  }

  static func secondOpinion(_ decision: String, agrees: Bool, on connection: borrowing Connection) throws {
    _ = try connection.rows(
      "INSERT INTO manumit.second_opinion (decision_id, agrees, reason) VALUES ($1, $2, 'seen')",
      [decision, agrees ? "t" : "f"])
  }

  static func snooze(
    _ flag: Int = 1, days: Int = 30, typology: String = "human-smuggling", on connection: borrowing Connection
  ) throws {
    _ = try connection.rows(
      """
      INSERT INTO manumit.snooze (subject_key, typology, until, reason)
      VALUES ($1, $2, manumit.today() + $3::int, 'seasonal')
      """, [Fixture.id(1000 + flag), typology, "\(days)"])
  }

  static func set(_ name: String, _ value: String, on owner: borrowing Connection) throws {
    _ = try owner.rows("UPDATE manumit.review_setting SET value = $2 WHERE name = $1", [name, value])
  }

  /// The SQLSTATE with which something is refused; nil where it is not.
  static func refusal(_ body: () throws -> Void) throws -> String? {
    do {
      try body()
      return nil
    } catch let error as ReviewError {
      return error.sqlState
    }
  }

  /// A row, or more, in every table of a reviewer's work, beside flags, runs, decisions and settings: the chain has 7
  /// rows of `AuditChainTests.fill`, then 9.
  static func fill(_ name: String) throws {
    try AuditChainTests.fill(name)
    try fill(entriesOnly: name)
  }

  /// The 9 rows of it that come after those of `AuditChainTests.fill`.
  static func fill(entriesOnly name: String) throws {
    let owner = try TestDatabase.connect(name)
    try set("four_eyes", "escalated,cleared", on: owner)
    try owner.execute(
      """
      INSERT INTO manumit.unit VALUES ('north', 'The northern office');
      INSERT INTO manumit.unit_member VALUES ('north', 'nobody');
      INSERT INTO manumit.unit_rule VALUES ('sextortion', NULL, 'north')
      """, doing: "filling")
    let maria = try TestDatabase.signIn("maria", in: name)
    let john = try TestDatabase.signIn("john", in: name)
    for flag in 1...2 {
      try open(flag, on: maria)
      try open(flag, on: john)
    }
    try decide("in_review", on: maria, flag: 2)
    try secondOpinion(decide("escalated", on: maria, flag: 2), agrees: true, on: john)
    try maria.execute(
      """
      INSERT INTO manumit.assignment (flag_id, assignee, reason) VALUES ('\(Fixture.id(2))', session_user, 'mine');
      INSERT INTO manumit.note (flag_id, text, reference) VALUES ('\(Fixture.id(2))', 'called the branch', 'CASE-7')
      """, doing: "filling")
    try snooze(2, on: maria)
    _ = try maria.rows(
      """
      INSERT INTO manumit.known_relationship (subject_key, counterparty, reason, until_date)
      VALUES ($1, 'ACC-9', 'rent', manumit.today() + 30)
      """, [Fixture.id(1002)])
    try maria.execute(
      "INSERT INTO manumit.known_relationship_end (id, reason) VALUES (1, 'moved out')", doing: "filling")
  }
}
