import Hummingbird
import Review
import Rulebook

/// One run: over what, with which rules, and what it could not see.
struct RunPage: Page {
  static let template = Template.run
  let title: String
  let section: Section? = .runs

  let summary: RunRow
  let finishedAt: String
  let program: String
  let rulebook: String
  let isOtherRulebook: Bool
  let days: String?
  let addsUp: Bool
  let parameters: [Fact]
  let amounts: [AmountRow]
  let sources: [SourceRow]
  let skipped: [String]
  let rejections: [Fact]
  let blind: [CoverageRow]
  let seeing: [CoverageRow]

  /// Answers `GET /runs/ID`.
  static func answer(_ request: Request, _ context: SignedInContext, _ rules: Rulebook) async throws
    -> Response
  {
    let id = try context.runID
    let file = try await context.session.connection.use { connection throws(ReviewError) in
      try connection.runFile(id)
    }
    guard let file else { throw Self.unknown }
    return RunPage(file, rules).response(session: context.session)
  }

  static let unknown = ConsoleError(
    .notFound, place: "Opening a run", reason: "there is none of this number",
    advice: "Start from the list of runs.")

  init(_ file: RunFile, _ rules: Rulebook) {
    let titles = RuleTitles(rules)
    let run = file.summary
    title = "Run \(run.id.prefix(8))"
    summary = RunRow(run)
    finishedAt = moment(run.finishedAt)
    program = file.program
    rulebook = run.rulebook
    isOtherRulebook = run.rulebook != rules.hash
    days = period(file.firstDay, file.lastDay)
    addsUp = file.addsUp
    parameters = file.parameters.sorted { $0.key < $1.key }.map { Fact(name: $0.key, value: $0.value) }
    amounts = file.amounts.map(AmountRow.init)
    sources = file.sources.map(SourceRow.init)
    skipped = file.skippedFiles
    rejections = file.rejectionsByCode.map { Fact(name: $0.code, value: grouped($0.count)) }
    let rows = file.coverage.map { CoverageRow($0, titles) }
    blind = rows.filter { $0.missing != nil }
    seeing = rows.filter { $0.missing == nil }
  }
}

extension SignedInContext {
  /// The run that the address names.
  fileprivate var runID: String {
    get throws(ConsoleError) {
      let id = parameters.get("id") ?? ""
      guard id.wholeMatch(of: /[0-9a-f]{1,64}/) != nil else { throw RunPage.unknown }
      return id
    }
  }
}

/// A name and what is said of it.
struct Fact: Sendable {
  let name: String
  let value: String
}

/// Money of one fate and currency.
struct AmountRow: Sendable {
  let fate: String
  let amount: String

  init(_ amount: RunAmount) {
    fate = amount.fate
    self.amount =
      amount.currency.isEmpty
      ? "\(grouped(amount.recordsWithout)) records without an amount that can be read"
      : "\(amount.amount) \(amount.currency)"
  }
}

/// A file of the run.
struct SourceRow: Sendable {
  let name: String
  let format: String
  let records: String
  let bytes: String
  let controls: [String]

  init(_ source: RunSource) {
    name = source.name
    format = source.format
    records = grouped(source.records)
    bytes = grouped(source.bytes)
    controls = source.controls
  }
}

/// An indicator in a run.
struct CoverageRow: Sendable {
  let indicator: String
  let title: String
  let evaluated: String
  let fired: String
  /// What it could not see for want of a field; nil where it saw everything.
  let missing: String?

  init(_ coverage: IndicatorCoverage, _ titles: RuleTitles) {
    indicator = coverage.indicator
    title = titles[coverage.indicator]
    evaluated = grouped(coverage.subjectsEvaluated)
    fired = grouped(coverage.subjectsFired)
    missing = coverage.missing
  }
}
