import ArgumentParser
import Review

/// `manumit review snooze`.
struct ReviewSnoozeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snooze",
    abstract: "Put a flag's subject off, for its typology, until a day comes.",
    discussion: """
      New evidence beats it: a flag that reopens, or has a red flag it did not have, shows again at once. A day that has come \
      ends what was put off before. With --json: flag, status and, where there are any, assignee, snoozed_until and \
      pending_decision.

        manumit review snooze 3f9a2c --until 2026-12-01 --because "Payroll records are asked for"
      """)

  @OptionGroup var flag: FlagArgument

  @Option(help: ArgumentHelp("The first day on which it shows again, such as 2026-12-01.", valueName: "date"))
  var until: String

  @Option(help: ArgumentHelp("Why, in your words.", valueName: "text"))
  var because: String

  @OptionGroup var review: ReviewOptions

  func run() throws {
    try review.console.reporting {
      let connection = try review.connect()
      let id = try flag.id(on: connection)
      guard let head = try connection.flagHead(id) else { return }
      try connection.snooze(subject: head.subjectKey, typology: head.typology, until: until, reason: because)
      let after = try FlagState(of: id, on: connection)
      if review.json { return try review.printJSON(after) }
      review.console.print(
        after.snoozedUntil.map {
          "put off    \(id.shortID) and the subject's other flags of \(head.typology): until \($0)"
        }
          ?? "shows      \(id.shortID) and the subject's other flags of \(head.typology)")
    }
  }
}
