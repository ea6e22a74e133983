import ArgumentParser
import Review

/// `manumit review second`.
struct ReviewSecondCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "second",
    abstract: "Agree or disagree with what another person proposes for a flag you have read.",
    discussion: """
      Refused, with exit code \(ExitStatus.declined.rawValue), where you proposed it yourself, where the flag has changed \
      since, and where you have not opened it. With --json: flag, status and, where there are any, assignee, \
      snoozed_until and pending_decision.
      """)

  /// The two answers there are.
  enum Answer: String, EnumerableFlag {
    case agree
    case disagree
  }

  @OptionGroup var flag: FlagArgument

  @ArgumentParser.Flag(help: "Whether the flag moves as proposed.")
  var answer: Answer

  @Option(help: ArgumentHelp("Why, in your words.", valueName: "text"))
  var because: String

  @OptionGroup var review: ReviewOptions

  func run() throws {
    try review.console.reporting {
      let connection = try review.connect()
      let id = try flag.id(on: connection)
      guard let proposal = try connection.pendingDecision(of: id) else {
        throw ReviewError(
          code: .decisionRefused, place: "Giving a second opinion",
          reason: "no decision on this flag waits for a second person", advice: "Read the flag again.")
      }
      guard !proposal.isMine else {
        throw ReviewError(
          code: .secondPersonNeeded, place: "Giving a second opinion",
          reason: "\(proposal.decidedBy), who you are, proposed it",
          advice: "Ask somebody else to agree or disagree.")
      }
      try connection.giveSecondOpinion(on: proposal.id, agrees: answer == .agree, reason: because)
      let after = try FlagState(of: id, on: connection)
      if review.json { return try review.printJSON(after) }
      review.console.print(
        answer == .agree
          ? "agreed     \(id.shortID): \(after.status), as \(proposal.decidedBy) proposed"
          : "disagreed  \(id.shortID): stays \(after.status); \(proposal.decidedBy) had proposed \(proposal.toStatus)"
      )
    }
  }
}
