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
      They name people: keep what is printed as you keep the database. The first to read comes first: the \
      best flag of every subject before any other of its flags, and before the possible victims whom one of \
      those names; by score, then by more people attached, more different red flags, fewer innocent patterns, the later \
      activity, and the flag's ID; `ahead_by` says which of these put a flag before the next. With a budget, \
      the cut and how many were left out are told on standard error. `manumit evaluate` reads it:

        manumit flags --state DIR | manumit evaluate - --world WORLD
      """)

  @OptionGroup var state: StateOptions
  @OptionGroup var log: LogOptions

  @Option(help: ArgumentHelp("Print the first so many flags. Default: all.", valueName: "count"))
  var budget: Int?

  func validate() throws {
    guard (budget ?? 1) > 0 else { throw ValidationError("--budget must be at least 1.") }
  }

  func run() throws {
    let console = log.console
    try console.reporting {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let chosen = FlagBudget(
        try FlagListing.flags(in: try state.openExisting(command: "flags")), count: budget)
      for (index, place) in chosen.kept.enumerated() {
        var line = FlagLine(place.flag)
        line.rank = index + 1
        line.aheadBy = place.reason?.rawValue
        console.print(String(decoding: try encoder.encode(line), as: UTF8.self))
      }
      if let budget { console.log("budget", Self.facts(chosen, budget: budget)) }
    }
  }

  /// What is said of a budget: the cut is the score of the last flag printed.
  private static func facts(_ chosen: FlagBudget, budget: Int) -> [(String, String)] {
    var facts = [
      ("flags", "\(budget)"), ("printed", "\(chosen.kept.count)"), ("left_out", "\(chosen.leftOut)"),
    ]
    if let cut = chosen.cut, let reason = chosen.reason {
      facts += [("cut", "\(cut)"), ("decided_by", reason.rawValue.replacing(" ", with: "-"))]
    }
    return facts
  }
}

/// A flag as a line of JSON: what is printed here and read by `evaluate`.
struct FlagLine: Codable {
  var kind: String
  var identifier: String
  var typology: String
  var role: String
  var score: Double
  /// The day on which there first was enough for a flag.
  var since: String?
  var firstDay: String
  var lastDay: String?
  var indicators: [String]?
  var mitigations: [String]?
  /// Customers attached to it as possible victims.
  var victims: [String]?
  /// Its place in the order of reading, from 1.
  var rank: Int?
  /// What puts it before the next.
  var aheadBy: String?

  enum CodingKeys: String, CodingKey {
    case kind, identifier, typology, role, score, since, indicators, mitigations, victims, rank
    case firstDay = "first_day"
    case lastDay = "last_day"
    case aheadBy = "ahead_by"
  }

  init(_ flag: Detection.Flag) {
    kind = flag.subjectKind
    identifier = flag.subjectIdentifier
    typology = flag.typology
    role = flag.role
    score = Double(flag.score)
    since = flag.since
    firstDay = flag.firstDay
    lastDay = flag.lastDay
    indicators = Set(flag.findings.map(\.indicator)).sorted()
    mitigations = Set(flag.mitigations.map(\.indicator)).sorted()
    victims = Set(flag.related.filter { $0.role == "possible_victim" }.map(\.identifier)).sorted()
  }
}
