import Hummingbird
import Ledger
import Review
import Rulebook

/// One rule: whose words it follows, which numbers are whose, what could be innocent, and how often it was right.
struct RulePage: Page {
  static let template = Template.rule
  let title: String
  let section: Section? = .rulebook

  let id: String
  let name: String
  let kind: String
  let part: String?
  let typologies: String
  let sources: [SourceLine]
  let numbers: [NumberRow]
  let conditions: [String]
  let needs: [String]
  let notObservable: [String]
  let innocent: [String]
  let performance: [PerformanceRow]
  let coverage: String
  let queue: String?

  /// Answers `GET /rulebook/ID`.
  static func answer(_ request: Request, _ context: SignedInContext, _ rules: Rulebook) async throws
    -> Response
  {
    let id = context.parameters.get("id") ?? ""
    guard let rule = rules.rules.first(where: { $0.id == id }) else {
      throw ConsoleError(
        .notFound, place: "Opening a rule", reason: "the rulebook of this console has none of this name",
        advice: "Start from the rulebook.")
    }
    let performance = try await context.session.connection.use { connection throws(ReviewError) in
      try connection.rulePerformance(indicator: id)
    }
    return RulePage(rule, performance).response(session: context.session)
  }

  init(_ rule: Rule, _ performance: [RulePerformance]) {
    title = rule.id
    id = rule.id
    name = rule.title
    let isMitigation = rule.kind == .mitigation
    kind =
      isMitigation
      ? "an innocent pattern, \(rule.strength.rawValue)" : "a red flag, \(rule.strength.rawValue)"
    part =
      isMitigation || rule.role == .unknown
      ? nil : rule.role == .possibleVictim ? "a person to protect" : "suspected \(rule.role.rawValue)"
    typologies = rule.typologies.map(spoken).joined(separator: ", ")
    sources = rule.sources.map { SourceLine(Citation($0)) }
    numbers = rule.parameters.map(NumberRow.init)
    conditions = rule.test.conditionIndices.map { rule.conditions[$0].text }
    needs = rule.needs.names
    notObservable = rule.notObservable
    innocent = rule.innocent
    self.performance = performance.map(PerformanceRow.init)
    coverage = "/coverage?indicator=\(rule.id)"
    queue = isMitigation ? nil : "/?indicator=\(rule.id)"
  }
}

/// Where a red flag stands.
struct SourceLine: Sendable {
  let document: String
  let place: String?
  /// How well it was read; nil where it was read itself.
  let grade: String?

  init(_ citation: Citation) {
    document = citation.document
    place = citation.place.isEmpty ? nil : citation.place
    grade =
      switch citation.grade {
      case "secondary": "as others quote it"
      case "memory": "not at hand when this was written"
      case "default": "this rulebook's own"
      default: nil
      }
  }
}

/// A number of a rule, and whose it is.
struct NumberRow: Sendable {
  let name: String
  let value: String
  let whose: String

  init(_ parameter: Parameter) {
    name = parameter.name
    value = parameter.value
    whose =
      switch parameter.basis {
      case .institution: "the institution's default"
      case .source(let source): source
      }
  }
}

/// How often a rule was right in one typology.
struct PerformanceRow: Sendable {
  let typology: String
  let flags: String
  let reviewed: String
  let productive: String
  let unproductive: String
  let rate: String
  let last: String

  init(_ performance: RulePerformance) {
    typology = spoken(performance.typology)
    flags = grouped(performance.flags)
    reviewed = grouped(performance.reviewed)
    productive = grouped(performance.productive)
    unproductive = grouped(performance.unproductive)
    rate = Self.rate(performance)
    last = performance.lastProductiveAgeDays.map { $0 == 0 ? "today" : "\(grouped($0)) days ago" } ?? "never"
  }

  /// `60 % (23 to 88 %)`; nobody takes three of five for a law.
  private static func rate(_ performance: RulePerformance) -> String {
    guard let rate = performance.rate, let low = performance.low, let high = performance.high else {
      return "–"
    }
    func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }
    return "\(percent(rate)) % (\(percent(low)) to \(percent(high)) %)"
  }
}
