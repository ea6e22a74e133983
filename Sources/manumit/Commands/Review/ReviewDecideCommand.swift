import ArgumentParser
import Review

/// `manumit review decide`.
struct ReviewDecideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Decide on a flag you have read; who, when and why is kept for ever.",
    discussion: """
      Asks nothing. Refused, with exit code \(ExitStatus.declined.rawValue), where the flag has changed since you opened it \
      with `show`, where no such move leads from its status, and where you have not opened it. Where your institution wants \
      two people for it, the decision is a proposal until another person agrees with `second`.

      Reason codes are in manumit.decision_reason: needs_review, suspicion_confirmed, victim_protection, explained, \
      known_business, insufficient, data_error, duplicate, other, and those of your institution. With --json: flag, \
      status, decision, is_proposal and, where there are any, assignee, snoozed_until and pending_decision.

        manumit review decide 3f9a2c --to cleared --reason explained --because "Rent of four tenants"
      """)

  @OptionGroup var flag: FlagArgument

  @Option(help: "in_review, escalated, report_drafted, reported or cleared.")
  var to: String

  @Option(help: ArgumentHelp("The code of the reason.", valueName: "code"))
  var reason: String

  @Option(help: ArgumentHelp("Why, in your words.", valueName: "text"))
  var because: String

  @Option(
    help: ArgumentHelp(
      "The evidence you decide on, as `show --json` has it. Default: what you opened last.",
      valueName: "digest"))
  var evidence: String?

  @OptionGroup var review: ReviewOptions

  func run() throws {
    try review.console.reporting {
      let connection = try review.connect()
      let id = try flag.id(on: connection)
      let codes = try connection.decisionReasons().map(\.code)
      guard codes.contains(reason) else {
        throw ValidationError("--reason is one of: \(codes.joined(separator: ", ")).")
      }
      let before = try connection.pendingDecision(of: id)
      let digest = try evidence ?? connection.evidenceDigestAsRead(id)
      let outcome = try connection.decide(
        id, to: to, reasonCode: reason, reason: because, evidenceDigest: digest)
      let after = try FlagState(of: id, on: connection, decision: outcome)
      if review.json { return try review.printJSON(after) }
      if let before {
        review.console.print("replaces   what \(before.decidedBy) proposed: \(before.toStatus)")
      }
      review.console.print(
        outcome.isProposal
          ? "proposed   \(id.shortID): \(to); another person has to agree with `manumit review second`"
          : "decided    \(id.shortID): \(to)")
    }
  }
}

/// Where a flag stands after something was written about it.
struct FlagState: Encodable {
  var flag: String
  var status: String
  var assignee: String?
  var snoozedUntil: String?
  var pendingDecision: Int64?
  var decision: Int64?
  var isProposal: Bool?

  init(of id: String, on connection: borrowing Connection, decision: Connection.DecisionOutcome? = nil)
    throws(ReviewError)
  {
    let head = try connection.flagHead(id)
    flag = id
    status = head?.status ?? ""
    assignee = head?.assignee
    snoozedUntil = head?.snoozedUntil
    pendingDecision = head?.pendingDecision
    self.decision = decision?.id
    isProposal = decision?.isProposal
  }
}
