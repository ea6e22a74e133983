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
  /// Whether another flag says that the subject may be a victim.
  let isProtectElsewhere: Bool
  let typology: String
  let status: String
  let score: Int
  let days: String
  let amounts: String
  let payments: String
  let unit: String?
  let snoozedUntil: String?
  let subject: String
  /// What it is about, in the words of the explanation.
  let opening: [String]
  /// The rest of the explanation: each finding in a paragraph.
  let telling: [String]
  /// What could explain it innocently.
  let innocent: [String]
  let timeline: String?
  let flow: String?
  let places: String?
  let findings: [FindingCard]
  let mitigations: [FindingCard]
  let evidence: [EvidenceLine]
  /// Whether the subject is the other side of the payments, and no customer of the bank.
  let isOutside: Bool
  /// What of the evidence is not on the page.
  let evidenceNote: String?
  let related: [RelatedLine]
  let others: [MentionLine]
  let history: FlagHistory
  let forms: FlagForms

  /// Rows of evidence on the page: more than anybody reads one by one, and still quick to draw.
  private static let shownEvidence = 500

  /// Answers `GET /flags/ID`. To open a flag is itself on record.
  static func answer(_ request: Request, _ context: SignedInContext, _ titles: RuleTitles) async throws
    -> Response
  {
    let id = try context.flagID
    let (file, reasons) = try await context.session.connection.use { connection throws(ReviewError) in
      (try connection.flagFile(id, via: "console"), try connection.decisionReasons())
    }
    let forms = FlagForms(file, reasons, draft: context.session.takeDraft(of: id))
    return FlagPage(file, forms, titles).response(session: context.session)
  }

  init(_ file: FlagFile, _ forms: FlagForms, _ titles: RuleTitles) {
    let head = file.head
    title = "Flag \(head.id.prefix(8)), \(spoken(head.typology))"
    who = head.who
    isProtect = head.isPossibleVictim
    isProtectElsewhere = file.isPossibleVictimElsewhere && !head.isPossibleVictim
    role = isProtect ? "a person to protect" : head.role
    typology = spoken(head.typology)
    status = spoken(head.status)
    score = head.score
    days = "\(head.activeFrom) to \(head.activeTo)"
    amounts = head.amounts
    payments = grouped(head.transactionCount)
    unit = head.unit
    snoozedUntil = head.snoozedUntil
    subject = "/subjects/\(head.subjectKey)"
    let paragraphs = head.explanation.split(separator: "\n\n").map(String.init)
    let last = paragraphs.last.flatMap { $0.hasPrefix(Self.innocentBeginning) ? $0 : nil }
    opening = Array(paragraphs.prefix(2))
    telling = Array(paragraphs.dropFirst(2).dropLast(last == nil ? 0 : 1))
    innocent = last.map(Self.innocentList) ?? []
    timeline = FlagTimeline.figure(file, titles)
    flow = FlagMoneyFlow.figure(file)
    places = FlagPlaces.figure(file)
    findings = file.indicators.map { FindingCard($0, titles) }
    mitigations = file.mitigations.map { FindingCard($0, titles) }
    let rows = file.evidence.filter { !$0.isGathered }
    let isOutside = head.subjectKind == "counterparty"
    self.isOutside = isOutside
    evidence = rows.prefix(Self.shownEvidence).map {
      EvidenceLine($0, isOutside: isOutside)
    }
    let hidden = rows.count - evidence.count
    evidenceNote =
      hidden > 0 || file.evidence.count < file.evidenceCount
      ? "The first \(grouped(evidence.count)) by time. All are in the table manumit.evidence of the database."
      : nil
    related = file.related.map(RelatedLine.init)
    others = file.otherFlags.map(MentionLine.init)
    history = FlagHistory(file)
    self.forms = forms
  }

  /// How the explanation begins the paragraph about innocent explanations, which are a list with semicolons.
  private static let innocentBeginning = "What could explain it innocently"

  private static func innocentList(_ paragraph: String) -> [String] {
    let list = paragraph.split(separator: ":", maxSplits: 1).last ?? ""
    return list.split(separator: ";").map {
      var item = $0.drop { $0.isWhitespace }
      if item.hasSuffix(".") { item.removeLast() }
      return String(item)
    }
  }
}

/// A subject gathered at the flagged one.
struct RelatedLine: Sendable {
  let who: String
  let address: String
  let isProtect: Bool
  let indicators: String

  init(_ relation: FlagRelation) {
    who = relation.who
    address = "/subjects/\(relation.subjectKey)"
    isProtect = relation.isPossibleVictim
    indicators = relation.indicators.joined(separator: ", ")
  }
}

/// Another flag of the same subject.
struct MentionLine: Sendable {
  let address: String
  let typology: String
  let status: String
  let score: Int
  let days: String

  init(_ mention: FlagMention) {
    address = "/flags/\(mention.id)"
    typology = spoken(mention.typology)
    status = spoken(mention.status)
    score = mention.score
    days = "\(mention.activeFrom) to \(mention.activeTo)"
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
