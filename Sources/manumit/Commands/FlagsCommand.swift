import ArgumentParser
import Detection
import Foundation
import History
import Pipeline

/// `manumit flags`: the flags of a state as JSON lines, for whoever has no database at hand.
struct FlagsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flags",
    abstract: "Print the flags that a state stands for, one JSON object a line.",
    discussion: """
      They name people: keep what is printed as you keep the database. `manumit evaluate` reads it:

        manumit flags --state DIR | manumit evaluate - --world WORLD
      """)

  @OptionGroup var state: StateOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    let console = log.console
    try console.reporting {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      for flag in try FlagListing.flags(in: try state.openExisting(command: "flags")) {
        console.print(String(decoding: try encoder.encode(FlagLine(flag)), as: UTF8.self))
      }
    }
  }
}

/// A flag as a line of JSON: what is printed here and read by `evaluate`.
struct FlagLine: Codable {
  var kind: String
  var identifier: String
  var typology: String
  var role: String
  var score: Double
  var firstDay: String
  var lastDay: String?
  var indicators: [String]?
  var mitigations: [String]?
  /// Customers attached to it as possible victims.
  var victims: [String]?

  enum CodingKeys: String, CodingKey {
    case kind, identifier, typology, role, score, indicators, mitigations, victims
    case firstDay = "first_day"
    case lastDay = "last_day"
  }

  init(_ flag: Detection.Flag) {
    kind = flag.subjectKind
    identifier = flag.subjectIdentifier
    typology = flag.typology
    role = flag.role
    score = Double(flag.score)
    firstDay = flag.firstDay
    lastDay = flag.lastDay
    indicators = Set(flag.findings.map(\.indicator)).sorted()
    mitigations = Set(flag.mitigations.map(\.indicator)).sorted()
    victims = Set(flag.related.filter { $0.role == "possible_victim" }.map(\.identifier)).sorted()
  }
}
