import Hummingbird
import Review
import Rulebook

/// The examiner's question: did this rule run on that night, over everything, and with what?
struct CoveragePage: Page {
  static let template = Template.coverage
  let title = "Coverage"
  let section: Section? = .runs

  let indicators: [Choice]
  let indicator: String?
  let name: String?
  let day: String?
  /// The answer in a sentence.
  let answer: String?
  let rows: [CoverageDayRow]

  /// Nights shown where no day is asked for.
  private static let nights = 60

  /// Answers `GET /coverage?indicator=…&day=…`.
  static func answer(_ request: Request, _ context: SignedInContext, _ rules: Rulebook) async throws
    -> Response
  {
    let query = AddressQuery(request.uri)
    let (indicator, day) = (query.word("indicator"), query.day("day"))
    var found: [CoverageDay] = []
    if let indicator {
      found = try await context.session.connection.use { connection throws(ReviewError) in
        try connection.coverage(of: indicator, on: day, limit: nights)
      }
    }
    return CoveragePage(indicator, day, found, rules).response(session: context.session)
  }

  init(_ indicator: String?, _ day: String?, _ found: [CoverageDay], _ rules: Rulebook) {
    self.indicator = indicator
    self.day = day
    let titles = RuleTitles(rules)
    indicators =
      [Choice("", "choose one", chosen: indicator ?? "")]
      + rules.rules.map { Choice($0.id, "\($0.id): \($0.title)", chosen: indicator) }
    name = indicator.map { titles[$0] }
    rows = found.map(CoverageDayRow.init)
    guard let indicator else {
      answer = nil
      return
    }
    let when = day.map { "on \($0)" } ?? "in any of the runs kept here"
    let times = found.count == 1 ? "once" : "\(grouped(found.count)) times"
    answer =
      found.isEmpty
      ? "No: \(indicator) did not run \(when)."
      : day == nil
        ? "\(indicator) in its last runs, newest first." : "Yes: \(indicator) ran \(times) \(when)."
  }
}

/// An indicator on one night.
struct CoverageDayRow: Sendable {
  let address: String
  let startedAt: String
  let command: String
  let days: String
  let evaluated: String
  let fired: String
  let missing: String?
  let rulebook: String

  init(_ night: CoverageDay) {
    address = "/runs/\(night.run)"
    startedAt = moment(night.startedAt)
    command = night.command
    days = period(night.firstDay, night.lastDay) ?? "none"
    evaluated = grouped(night.coverage.subjectsEvaluated)
    fired = grouped(night.coverage.subjectsFired)
    missing = night.coverage.missing
    rulebook = String(night.rulebook.prefix(12))
  }
}
