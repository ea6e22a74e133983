import ArgumentParser
import Foundation
import Ledger
import Simulation

/// `manumit evaluate`: how well flags agree with the truth of a simulated world.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score flags against the truth of a simulated world.",
    discussion: """
      Reads flags as JSON, one object a line, and DIR/customers.csv and DIR/truth as `manumit simulate` wrote \
      them. A flag has kind (customer, account, counterparty; link, or what links: device, phone, address), \
      identifier, typology, role, score, first_day and, if any, since (the day from which it could be read, \
      first_day else), victims (customers attached to it) and rank (its place in the order of reading; where flags \
      have none they are read by score, and of one score the wrong ones first):

        {"kind":"customer","identifier":"C0012345","typology":"human-smuggling","role":"facilitator", \
      "score":0.83,"first_day":"2026-04-02","victims":["C0054321"]}

      A subject that it is right to flag counts as found whatever the typology; a possible victim or a paying \
      family counts as wrong, and as a never-event, unless the flag's role is possible_victim. Figures of \
      invented worlds say nothing of real ones.
      """)

  @Argument(help: "The flags, or `-` for standard input.")
  var flags: String

  @Option(help: ArgumentHelp("The folder of the world.", valueName: "dir"))
  var world: String

  @Option(help: "How many flags are read. Default: as many as there is to find.")
  var budget: Int?

  @Flag(help: "One JSON object instead of lines.")
  var json = false

  @OptionGroup var log: LogOptions

  func validate() throws {
    guard (budget ?? 1) > 0 else { throw ValidationError("--budget must be at least 1.") }
  }

  func run() throws {
    let console = log.console
    try console.reporting {
      let folder = URL(filePath: world)
      func text(_ path: String) throws -> String {
        let file = folder.appending(path: path)
        guard let data = try? Data(contentsOf: file) else {
          throw ValidationError("\(file.path) cannot be read.")
        }
        return String(decoding: data, as: UTF8.self)
      }
      let truth = try KnownTruth(
        customers: text("customers.csv"), operations: text("truth/operations.csv"),
        members: text("truth/members.csv"), lookalikes: text("truth/lookalikes.csv"))
      let evaluation = Evaluation(try readFlags(), against: truth, budget: budget)
      if json { console.print(evaluation.json) } else { evaluation.lines.forEach(console.print) }
    }
  }

  private func readFlags() throws -> [FlagRecord] {
    let data =
      flags == "-"
      ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: flags)
    guard let data else { throw ValidationError("\(flags) cannot be read.") }
    let decoder = JSONDecoder()
    return try data.split(separator: UInt8(ascii: "\n")).enumerated().map { index, line in
      guard let read = try? decoder.decode(FlagLine.self, from: Data(line)),
        let day = BusinessDay(read.since ?? read.firstDay)
      else { throw ValidationError("\(flags), line \(index + 1): not a flag; see --help for the fields.") }
      return FlagRecord(
        kind: read.kind, identifier: read.identifier, typology: read.typology, role: read.role,
        score: read.score, since: day, victims: read.victims ?? [], rank: read.rank)
    }
  }
}
