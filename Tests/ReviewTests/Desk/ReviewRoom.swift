import Detection
import History
import Ledger

@testable import Review

/// A database with people who review, each signed in as themselves.
struct ReviewRoom {
  let name: String

  /// Runs `body` in a fresh database in which these flags were delivered.
  static func with<Result>(_ flags: [Flag] = [Fixture.flag()], _ body: (ReviewRoom) throws -> Result) throws
    -> Result
  {
    try TestDatabase.withFresh { name in
      let room = ReviewRoom(name: name)
      try room.deliver(flags.map { OutboxEntry.flag($0, run: "r1") })
      return try body(room)
    }
  }

  func owner() throws -> Connection { try TestDatabase.connect(name) }

  func deliver(_ entries: [OutboxEntry]) throws { _ = try Publisher.publish(entries, on: owner()) }

  /// Signs somebody in who has this role and no other; makes them first where they are new.
  func person(_ person: String, with role: String = "manumit_reviewer") throws -> Connection {
    let owner = try owner()
    let full = self.role(of: person)
    if try owner.value("SELECT count(*) FROM pg_roles WHERE rolname = $1", [full]) == "0" {
      try owner.execute("CREATE ROLE \(full) LOGIN; GRANT \(role) TO \(full)", doing: "testing")
    }
    return try Connection(ConnectionSettings("dbname=\(name) user=\(full)"))
  }

  /// A person's role, which no other test has.
  func role(of person: String) -> String { "\(name)_\(person)" }

  func set(_ setting: String, to value: String) throws {
    _ = try owner().query(
      "UPDATE manumit.review_setting SET value = $2 WHERE name = $1", [setting, value], doing: "testing")
  }
}

extension ReviewError {
  /// The code of the error that `body` ends in; nil where it ends well.
  static func code(_ body: () throws -> Void) -> Code? {
    do {
      try body()
      return nil
    } catch {
      return (error as? ReviewError)?.code ?? Code(rawValue: "\(error)")
    }
  }
}

extension Connection {
  /// The first flags of the queue.
  func queue(limit: Int) throws(ReviewError) -> [QueueEntry] {
    var filter = QueueFilter()
    filter.pageSize = limit
    return try queue(filter).entries
  }
}
