import ArgumentParser
import Review

/// `manumit review show`.
struct ReviewShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Open a flag: why, which payments, what speaks against it, and what was decided.",
    discussion: """
      That you opened it is on record. With --json: head, amounts, findings (kind, position, indicator, day, \
      strongest_at, local_time, points, conditions, measures, transaction_count, transactions), evidence, \
      evidence_count, related, events, decisions, notes, assignments, readings, known_relationships, moves, other_flags \
      and, where there is one, snooze. `head.evidence_digest` is what `decide --evidence` takes.
      """)

  @OptionGroup var flag: FlagArgument

  @Option(help: ArgumentHelp("Rows of evidence to show; 0 for all. JSON has all.", valueName: "count"))
  var evidence = 40

  @OptionGroup var review: ReviewOptions

  func validate() throws {
    guard evidence >= 0 else { throw ValidationError("--evidence is 0 or more.") }
  }

  func run() throws {
    try review.console.reporting {
      let connection = try review.connect()
      let file = try connection.flagFile(try flag.id(on: connection), via: "terminal")
      if review.json { return try review.printJSON(file) }
      let window = TerminalWindow()
      let page = FlagPage(
        file, width: window.width, inColor: window.inColor, evidenceRows: evidence == 0 ? .max : evidence)
      for line in page.lines { review.console.print(line) }
    }
  }
}
