import Foundation
import Testing

@testable import Review

/// The database of which only its size matters.
private enum ScaleDatabase {
  static let name = ProcessInfo.processInfo.environment["MANUMIT_SCALE_DATABASE"]
}

/// What the pages ask, on a database as large as `Scripts/lib/review_scale.sql` makes it. `Scripts/bench --review` makes
/// one and runs this; the time of each query alone and its plan are in the server's log, under the label given here.
@Suite(.enabled(if: ScaleDatabase.name != nil, "needs the database that Scripts/bench --review makes"))
struct ReviewScaleTests {
  /// So many times a page is asked for; the last but one time it is warm, and the last time it is measured.
  private static let repeats = 5

  private static func signIn(_ person: String) throws -> Connection {
    try Connection(ConnectionSettings("dbname=\(ScaleDatabase.name ?? "") user=\(person)"))
  }

  /// Asks several times; what is asked last goes by its label in the server's log.
  private static func ask(
    _ label: String, on connection: borrowing Connection, _ body: (borrowing Connection) throws -> Void
  ) throws {
    var best = Duration.seconds(3600)
    for turn in 1...repeats {
      if turn == repeats {
        _ = try connection.rows("SELECT set_config('application_name', $1, false)", [label])
      }
      best = min(best, try ContinuousClock().measure { try body(connection) })
    }
    _ = try connection.rows("SELECT set_config('application_name', '', false)")
    let milliseconds = best / .milliseconds(1)
    print("\(label): \(String(format: "%.1f", milliseconds)) ms")
  }

  private static func filter(_ change: (inout QueueFilter) -> Void) -> QueueFilter {
    var filter = QueueFilter()
    change(&filter)
    return filter
  }

  private static let filters: [(label: String, filter: QueueFilter)] = [
    ("as it is", filter { _ in }), ("page 20", filter { $0.page = 20 }),
    ("best of each subject", filter { $0.order = .budget }), ("oldest", filter { $0.order = .oldest }),
    ("newest", filter { $0.order = .newest }), ("last changed", filter { $0.order = .changed }),
    ("of a typology", filter { $0.typology = "labor-trafficking" }),
    ("of a role", filter { $0.role = "possible_victim" }),
    ("of a status", filter { $0.status = "escalated" }),
    ("of a closed status", filter { $0.status = "reported" }),
    ("of an indicator", filter { $0.indicator = "RULE-3" }),
    ("of a rare indicator", filter { $0.indicator = "RULE-237" }), ("mine", filter { $0.assignee = .me }),
    ("nobody's", filter { $0.assignee = .nobody }), ("of a unit", filter { $0.unit = "north" }),
    ("waiting for a second person", filter { $0.isPending = true }),
    ("with those put aside", filter { $0.includesSnoozed = true }),
    ("from a score on", filter { $0.minimumScore = 90 }), ("by a name", filter { $0.text = "ana" }),
    ("by two words", filter { $0.text = "mei a" }), ("by an identifier", filter { $0.text = "CUST-4711" }),
  ]

  @Test(arguments: ["john", "maria", "eve"]) func theQueue(person: String) throws {
    let connection = try Self.signIn(person)
    for (label, filter) in Self.filters {
      try Self.ask("\(person) queue \(label)", on: connection) { _ = try $0.queue(filter) }
    }
    try Self.ask("\(person) queue counts", on: connection) { _ = try $0.queueCounts() }
    try Self.ask("\(person) statuses", on: connection) { _ = try $0.flagCounts() }
  }

  @Test(arguments: ["john", "eve"]) func flagsSubjectsAndNetworks(person: String) throws {
    let owner = try TestDatabase.connect(ScaleDatabase.name ?? "")
    let usual = try owner.value(
      "SELECT id FROM manumit.flagged WHERE unit IS NULL AND status = 'new' AND hashtext(id) % 2 = 0 ORDER BY id LIMIT 1"
    )
    let large = try owner.value(
      "SELECT id FROM manumit.flagged WHERE unit IS NULL AND hashtext(id) % 10000 = 0 ORDER BY id LIMIT 1")
    // The unit of hubs is the north: they are opened by whoever sees all.
    let hub = try owner.rows(
      "SELECT id, subject_key FROM manumit.flagged WHERE related_count > 0 AND hashtext(id) % 1000 = 0 ORDER BY id LIMIT 1",
      columns: 2)[0]
    let worker = try owner.value(
      "SELECT subject_key FROM manumit.related_subject WHERE flag_id = $1 ORDER BY 1 LIMIT 1", [hub[0]])
    let subject = try owner.value("SELECT subject_key FROM manumit.flagged WHERE id = $1", [usual])
    let connection = try Self.signIn(person)
    try Self.ask("\(person) flag", on: connection) { _ = try $0.flagFile(usual, via: "test") }
    try Self.ask("\(person) flag of 5,000 payments", on: connection) {
      _ = try $0.flagFile(large, via: "test")
    }
    try Self.ask("\(person) story", on: connection) { _ = try $0.story(flagID: usual) }
    try Self.ask("\(person) subject", on: connection) { _ = try $0.subjectFile(subject, via: "test") }
    try Self.ask("\(person) network", on: connection) { _ = try $0.neighbourhood(of: subject, via: "test") }
    guard person == "eve" else { return }
    try Self.ask("\(person) flag of a hub of 2,000", on: connection) {
      _ = try $0.flagFile(hub[0], via: "test")
    }
    try Self.ask("\(person) subject gathered", on: connection) { _ = try $0.subjectFile(worker, via: "test") }
    try Self.ask("\(person) network of a hub", on: connection) {
      _ = try $0.neighbourhood(of: hub[1], via: "test")
    }
    try Self.ask("\(person) network of two steps", on: connection) {
      _ = try $0.neighbourhood(of: worker, depth: 2, via: "test")
    }
  }

  @Test func runsAndStatistics() throws {
    let connection = try Self.signIn("eve")
    try Self.ask("runs", on: connection) { _ = try $0.runs(limit: 50) }
    try Self.ask("run", on: connection) { _ = try $0.runFile("run700") }
    try Self.ask("coverage of a rule", on: connection) { _ = try $0.coverage(of: "RULE-7") }
    try Self.ask("coverage of a night", on: connection) {
      _ = try $0.coverage(of: "RULE-7", on: "2024-06-01")
    }
    try Self.ask("rejections", on: connection) { _ = try $0.openRejections() }
    try Self.ask("rejections of a run", on: connection) { _ = try $0.openRejections(run: "run700") }
    try Self.ask("rejections of a code", on: connection) {
      _ = try $0.openRejections(code: "amount-unreadable")
    }
    try Self.ask("rules' performance", on: connection) { _ = try $0.rulePerformance() }
    try Self.ask("a rule's performance", on: connection) { _ = try $0.rulePerformance(indicator: "RULE-7") }
    try Self.ask("statistics", on: connection) { _ = try $0.statistics() }
  }
}
