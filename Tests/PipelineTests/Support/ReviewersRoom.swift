import Foundation
import TestSupport
import Testing

@testable import Pipeline

/// A database with flags of a made-up bank, and two people who review them.
final class ReviewersRoom {
  let database: ScratchDatabase
  /// Ids, in the order of reading.
  let flags: [String]

  init() throws {
    database = try ScratchDatabase("review")
    let state = try TestState(try SensitiveRules.rulebook())
    let rules = state.directory + "/rules"
    try SensitiveRules.write(to: rules)
    let file = try state.write(RandomExport(400, days: 20, seed: 12).rows, to: "export.csv")
    let scan = try BuiltProgram.run(
      ["scan", file, "--state", state.statePath, "--rulebook", rules], environment: database.environment)
    try #require(scan.status == 0, "\(scan.errors)")
    flags = try database.query("SELECT id FROM manumit.queue").split(separator: "\n").map(String.init)
    try #require(flags.count > 5)
    for person in Self.people {
      _ = try database.query(
        "CREATE ROLE \(role(of: person)) LOGIN; GRANT manumit_reviewer TO \(role(of: person))")
    }
  }

  deinit {
    for person in Self.people { _ = try? database.query("DROP ROLE \(role(of: person))") }
  }

  private static let people = ["maria", "ben"]

  /// A person's role, which no other test has.
  func role(of person: String) -> String { "\(database.name)_\(person)" }

  /// The variables of a person who is signed in, and those of their terminal.
  func environment(of person: String, _ terminal: [String: String]) -> [String: String] {
    database.environment.merging(["PGUSER": role(of: person)]) { $1 }.merging(terminal) { $1 }
  }

  func set(_ setting: String, to value: String) throws {
    _ = try database.query("UPDATE manumit.review_setting SET value = '\(value)' WHERE name = '\(setting)'")
  }

  /// What a run of the program prints on a terminal of so many columns (`script` of util-linux makes one).
  func onTerminal(width: Int, _ arguments: [String], _ environment: [String: String]) throws -> String {
    let program = try #require(BuiltProgram.path)
    let command = "stty cols \(width) && '\(program)' \(arguments.joined(separator: " "))"
    let said = try BuiltProgram.run(
      ["-qec", command, "/dev/null"], of: "/usr/bin/script", environment: environment)
    try #require(said.status == 0, "\(said.output)")
    return said.output
  }
}
