import ArgumentParser
import Review

/// `manumit review assign`.
struct ReviewAssignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign",
    abstract: "Give a flag to somebody, take it, or give it back.",
    discussion: """
      With --json: flag, status and, where there are any, assignee, snoozed_until and pending_decision.

        manumit review assign 3f9a2c --me
        manumit review assign 3f9a2c --to maria --because "She knows the business"
      """)

  @OptionGroup var flag: FlagArgument

  @Option(help: ArgumentHelp("The person's role in PostgreSQL.", valueName: "person"))
  var to: String?

  @ArgumentParser.Flag(help: "Take it yourself.")
  var me = false

  @ArgumentParser.Flag(help: "Give it back.")
  var nobody = false

  @Option(help: ArgumentHelp("Why, if there is something to say.", valueName: "text"))
  var because = ""

  @OptionGroup var review: ReviewOptions

  func validate() throws {
    guard [to != nil, me, nobody].filter({ $0 }).count == 1 else {
      throw ValidationError("Give one of --to, --me and --nobody.")
    }
  }

  func run() throws {
    try review.console.reporting {
      let connection = try review.connect()
      let id = try flag.id(on: connection)
      let assignee = me ? try connection.person() : to
      try connection.assign(id, to: assignee, reason: because)
      if review.json { return try review.printJSON(FlagState(of: id, on: connection)) }
      review.console.print("assigned   \(id.shortID): \(assignee ?? "nobody")")
    }
  }
}
