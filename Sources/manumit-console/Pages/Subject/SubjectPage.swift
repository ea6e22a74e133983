import Hummingbird
import Review
import Rulebook

/// One subject across typologies and episodes.
struct SubjectPage: Page {
  static let template = Template.subject
  /// Never the name of a customer.
  let title = "Subject"
  let section: Section? = .queue

  let who: String
  let identifier: String
  let kind: String
  let isProtect: Bool
  let network: String
  let flags: [QueueRow]
  let gathers: [RelationLine]
  let gatheredBy: [RelationLine]
  let snoozes: [Fact]
  let known: [Fact]
  let hasNoFlags: Bool

  /// Answers `GET /subjects/KEY`. To open a subject is to open every flag around it, which is on record.
  static func answer(_ request: Request, _ context: SignedInContext, _ titles: RuleTitles) async throws
    -> Response
  {
    let key = try context.subjectKey
    let file = try await context.session.connection.use { connection throws(ReviewError) in
      try connection.subjectFile(key, via: "console")
    }
    return SubjectPage(file, titles).response(session: context.session)
  }

  init(_ file: SubjectFile, _ titles: RuleTitles) {
    who = file.who
    identifier = file.identifier
    kind = file.subjectKind ?? "known only where others are flagged"
    isProtect = file.isPossibleVictim
    network = "/subjects/\(file.subjectKey)/network"
    flags = file.flags.map { QueueRow($0, titles) }
    hasNoFlags = flags.isEmpty
    gathers = file.gathers.map { RelationLine($0, titles) }
    gatheredBy = file.gatheredBy.map { RelationLine($0, titles) }
    snoozes = file.snoozes.map {
      Fact(name: "\(spoken($0.typology)), until \($0.until)", value: "\($0.reason) (\($0.snoozedBy))")
    }
    known = file.knownRelationships.map {
      Fact(
        name: "\($0.counterparty), \($0.fromDate) to \($0.untilDate)",
        value: "\($0.reason) (\($0.statedBy))"
          + ($0.end.map { "; ended: \($0.reason) (\($0.endedBy))" } ?? ""))
    }
  }
}

/// A subject at the other end of a relation.
struct RelationLine: Sendable {
  let who: String
  let address: String
  let isProtect: Bool
  let sign: String
  let flag: String
  let typology: String

  init(_ relation: SubjectRelation, _ titles: RuleTitles) {
    who = relation.who
    address = "/subjects/\(relation.subjectKey)"
    isProtect = relation.isPossibleVictim
    sign = titles[relation.indicator]
    flag = "/flags/\(relation.flag)"
    typology = spoken(relation.typology)
  }
}

extension SignedInContext {
  /// The subject that the address names.
  var subjectKey: String {
    get throws(ConsoleError) {
      let key = parameters.get("key") ?? ""
      guard key.wholeMatch(of: /[0-9a-f]{32}/) != nil else {
        throw ConsoleError(
          .notFound, place: "Opening a subject", reason: "there is none of this number",
          advice: "Start from one of its flags.")
      }
      return key
    }
  }
}
