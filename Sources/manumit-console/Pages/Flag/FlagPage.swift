import Hummingbird
import Review

/// Everything of one flag, and what can be done about it.
struct FlagPage: Page {
  static let template = Template.flag
  /// Of the flag, never of its subject.
  let title: String
  let section: Section? = .queue

  let who: String
  let role: String
  let isProtect: Bool
  let typology: String
  let status: String
  let score: Int
  let paragraphs: [String]
  let forms: FlagForms

  /// Answers `GET /flags/ID`. To open a flag is itself on record.
  static func answer(_ request: Request, _ context: SignedInContext) async throws -> Response {
    let id = try context.flagID
    let (file, reasons) = try await context.session.connection.use { connection throws(ReviewError) in
      (try connection.flagFile(id, via: "console"), try connection.decisionReasons())
    }
    let forms = FlagForms(file, reasons, draft: context.session.takeDraft(of: id))
    return FlagPage(file, forms).response(session: context.session)
  }

  init(_ file: FlagFile, _ forms: FlagForms) {
    let head = file.head
    title = "Flag \(head.id.prefix(8)), \(spoken(head.typology))"
    who = head.who
    isProtect = head.isPossibleVictim
    role = isProtect ? "a person to protect" : head.role
    typology = spoken(head.typology)
    status = spoken(head.status)
    score = head.score
    paragraphs = head.explanation.split(separator: "\n\n").map(String.init)
    self.forms = forms
  }
}

extension SignedInContext {
  /// The flag that the address names.
  var flagID: String {
    get throws(ConsoleError) {
      let id = parameters.get("id") ?? ""
      guard id.wholeMatch(of: /[0-9a-f]{32}/) != nil else {
        throw ConsoleError(
          .notFound, place: "Opening a flag", reason: "there is none of this number",
          advice: "Start from the queue.")
      }
      return id
    }
  }
}
