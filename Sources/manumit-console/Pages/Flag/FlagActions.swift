import HTTPTypes
import Hummingbird
import Review

/// What forms of a flag do, by the last part of their addresses: `POST /flags/ID/decisions`. Each is done by the database
/// or refused by it, and leads back to the flag.
enum FlagActions: String, CaseIterable, Sendable {
  case decisions
  case secondOpinions = "second-opinions"
  case assignments
  case snoozes
  case notes
  case relationships
  case relationshipEnds = "relationship-ends"

  /// Answers such a post.
  func answer(_ request: Request, _ context: SignedInContext) async throws -> Response {
    let action = FlagAction(
      flag: try context.flagID, role: context.session.role,
      form: try await Form(request, of: context.session))
    do {
      let done = try await context.session.connection.use { connection throws(ReviewError) in
        try perform(action, connection)
      }
      context.session.leave(Notice(text: done, isRefusal: false))
    } catch {
      guard Self.isRefusal(error) else { throw error }
      context.session.keep(draft: action.form.fields, of: action.flag)
      context.session.leave(
        Notice(text: "\(error.place): \(error.reason). \(error.advice)", isRefusal: true))
    }
    return .seeOther("/flags/\(action.flag)")
  }

  /// - Returns: what to say of it.
  private func perform(
    _ action: FlagAction, _ connection: borrowing Connection
  ) throws(ReviewError) -> String {
    switch self {
    case .decisions: try Self.decide(action, connection)
    case .secondOpinions: try Self.giveOpinion(action, connection)
    case .assignments: try Self.assign(action, connection)
    case .snoozes: try Self.snooze(action, connection)
    case .notes: try Self.note(action, connection)
    case .relationships: try Self.relate(action, connection)
    case .relationshipEnds: try Self.endRelationship(action, connection)
    }
  }

  /// Whether the person can mend it where they are; anything else is a page of its own.
  private static func isRefusal(_ error: ReviewError) -> Bool {
    [
      .changedSinceRead, .moveNotAllowed, .secondPersonNeeded, .notOpened, .termRefused, .decisionRefused,
      .dataRefused, .conflict,
    ].contains(error.code)
  }

  private static func decide(_ action: FlagAction, _ connection: borrowing Connection) throws(ReviewError)
    -> String
  {
    let outcome = try connection.decide(
      action.flag, to: try action.required("to", "what becomes of it"),
      reasonCode: try action.required("code", "a kind of reason"), reason: action.text("reason"),
      evidenceDigest: action.text("evidence"))
    let target = spoken(action.text("to"))
    return outcome.isProposal
      ? "Proposed: \(target). It counts when somebody else agrees."
      : "Decided: \(target). It is kept under your name."
  }

  private static func giveOpinion(
    _ action: FlagAction, _ connection: borrowing Connection
  ) throws(ReviewError) -> String {
    let agrees = action.text("agrees") == "yes"
    guard agrees || action.text("agrees") == "no", let decision = Int64(action.text("decision")) else {
      throw action.refused("say whether you agree")
    }
    try connection.giveSecondOpinion(on: decision, agrees: agrees, reason: action.text("opinion"))
    return agrees ? "You agreed: the decision counts." : "You did not agree: the proposal is over."
  }

  private static func assign(_ action: FlagAction, _ connection: borrowing Connection) throws(ReviewError)
    -> String
  {
    switch action.text("to") {
    case "me":
      try connection.assign(action.flag, to: action.role)
      return "It is yours."
    case "nobody":
      try connection.assign(action.flag, to: nil)
      return "It is nobody's now."
    default:
      let person = try action.required("person", "a role")
      try connection.assign(action.flag, to: person)
      return "It is \(person)'s now."
    }
  }

  private static func snooze(_ action: FlagAction, _ connection: borrowing Connection) throws(ReviewError)
    -> String
  {
    let day = try action.required("until-day", "a day")
    guard let head = try connection.flagHead(action.flag) else {
      throw action.refused("there is no such flag")
    }
    try connection.snooze(
      subject: head.subjectKey, typology: head.typology, until: day, reason: action.text("snooze-reason"))
    return "Put aside until \(day), unless new evidence comes."
  }

  private static func note(_ action: FlagAction, _ connection: borrowing Connection) throws(ReviewError)
    -> String
  {
    try connection.note(action.flag, text: action.text("note"), reference: action.form["reference"])
    return "The note is kept."
  }

  private static func relate(_ action: FlagAction, _ connection: borrowing Connection) throws(ReviewError)
    -> String
  {
    guard let head = try connection.flagHead(action.flag) else {
      throw action.refused("there is no such flag")
    }
    try connection.relate(
      subject: head.subjectKey, counterparty: action.text("counterparty"), from: action.text("from"),
      until: action.text("until"), reason: action.text("relation-reason"))
    return "Kept: payments between these two are shown as known on those days. Scores stay as they are."
  }

  private static func endRelationship(
    _ action: FlagAction, _ connection: borrowing Connection
  ) throws(ReviewError) -> String {
    guard let id = Int64(action.text("relationship")) else { throw action.refused("say which") }
    try connection.endRelationship(id, reason: action.text("end-reason"))
    return "The relationship counts as known no longer."
  }
}

/// One post of a flag's form.
struct FlagAction: Sendable {
  let flag: String
  /// Whose it is.
  let role: String
  let form: Form

  /// A field; empty where it is not stated, which the desk refuses in its own words where it must not be.
  func text(_ name: String) -> String { form[name] ?? "" }

  /// A field that must be stated.
  func required(_ name: String, _ what: String) throws(ReviewError) -> String {
    guard let text = form[name] else { throw refused("\(what) is needed") }
    return text
  }

  func refused(_ reason: String) -> ReviewError {
    ReviewError(
      code: .termRefused, place: "Taking the form", reason: reason, advice: "Mend it, and send it once more.")
  }
}
