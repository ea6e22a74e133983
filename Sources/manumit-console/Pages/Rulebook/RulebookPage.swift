import Hummingbird
import Review
import Rulebook

/// Every red flag and every innocent pattern, with how often each was right.
struct RulebookPage: Page {
  static let template = Template.rulebook
  let title = "Rulebook"
  let section: Section? = .rulebook

  let typologies: [Choice]
  let count: String
  let rows: [RuleRow]

  /// Answers `GET /rulebook?typology=…`.
  static func answer(_ request: Request, _ context: SignedInContext, _ rules: Rulebook) async throws
    -> Response
  {
    let typology = AddressQuery(request.uri).word("typology")
    let performance = try await context.session.connection.use { connection throws(ReviewError) in
      try connection.rulePerformance()
    }
    return RulebookPage(rules, performance, typology: typology).response(session: context.session)
  }

  init(_ rulebook: Rulebook, _ performance: [RulePerformance], typology: String?) {
    typologies =
      [Choice("", "any", chosen: typology ?? "")]
      + rulebook.typologies.map { Choice($0.id, $0.title, chosen: typology) }
    let byRule = Dictionary(grouping: performance, by: \.indicator)
    let rules = rulebook.rules.filter { rule in typology.map(rule.typologies.contains) ?? true }
    rows = rules.map { RuleRow($0, byRule[$0.id] ?? []) }
    count = rules.count == 1 ? "1 rule" : "\(grouped(rules.count)) rules"
  }
}

/// A rule as a line of the list.
struct RuleRow: Sendable {
  let id: String
  let address: String
  let title: String
  let kind: String
  let typologies: String
  let flags: String
  let hits: String

  init(_ rule: Rule, _ performance: [RulePerformance]) {
    id = rule.id
    address = "/rulebook/\(rule.id)"
    title = rule.title
    kind =
      rule.kind == .mitigation
      ? "innocent pattern" : rule.isObservable ? rule.strength.rawValue : "not observable"
    typologies = rule.typologies.map(spoken).joined(separator: ", ")
    let (productive, decided) = performance.reduce((0, 0)) {
      ($0.0 + $1.productive, $0.1 + $1.productive + $1.unproductive)
    }
    flags = grouped(performance.reduce(0) { $0 + $1.flags })
    hits = decided == 0 ? "–" : "\(grouped(productive)) of \(grouped(decided))"
  }
}
