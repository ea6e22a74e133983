import ArgumentParser
import Review

/// `manumit review note`.
struct ReviewNoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: "Write a note beside a flag; it is kept for ever.",
    discussion: """
      What belongs to it, such as a statement or a photograph, is kept where your institution keeps such things; give its \
      number or link. With --json: flag, status and, where there are any, assignee, snoozed_until and pending_decision.

        manumit review note 3f9a2c --text "Called the branch" --reference CASE-2026-118
      """)

  @OptionGroup var flag: FlagArgument

  @Option(help: "The note.")
  var text: String

  @Option(help: ArgumentHelp("Where what belongs to it lies.", valueName: "text"))
  var reference: String?

  @OptionGroup var review: ReviewOptions

  func run() throws {
    try review.console.reporting {
      let connection = try review.connect()
      let id = try flag.id(on: connection)
      try connection.note(id, text: text, reference: reference)
      if review.json { return try review.printJSON(FlagState(of: id, on: connection)) }
      review.console.print("noted      \(id.shortID)")
    }
  }
}
