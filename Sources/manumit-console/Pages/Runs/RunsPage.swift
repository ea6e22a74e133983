import Hummingbird
import Review

/// The runs, newest first: did last night happen, and what came of it.
struct RunsPage: Page {
  static let template = Template.runs
  let title = "Runs"
  let section: Section? = .runs

  let rows: [RunRow]
  let previous: String?
  let next: String?
  let isEmpty: Bool

  private static let pageSize = 50

  /// Answers `GET /runs`.
  static func answer(_ request: Request, _ context: SignedInContext) async throws -> Response {
    let page = AddressQuery(request.uri).page
    // One more than is shown tells whether there is another page.
    let runs = try await context.session.connection.use { connection throws(ReviewError) in
      try connection.runs(limit: pageSize + 1, offset: (page - 1) * pageSize)
    }
    return RunsPage(runs, page: page).response(session: context.session)
  }

  init(_ runs: [RunSummary], page: Int) {
    rows = runs.prefix(Self.pageSize).map(RunRow.init)
    isEmpty = rows.isEmpty
    previous = page > 1 ? "/runs?page=\(page - 1)" : nil
    next = runs.count > Self.pageSize ? "/runs?page=\(page + 1)" : nil
  }
}

/// A run as a line of the list.
struct RunRow: Sendable {
  let address: String
  let startedAt: String
  let command: String
  let read: String
  let accepted: String
  let duplicate: String
  let rejected: String
  let flags: String
  let files: String

  init(_ run: RunSummary) {
    address = "/runs/\(run.id)"
    startedAt = moment(run.startedAt)
    command = run.command
    read = grouped(run.read)
    accepted = grouped(run.accepted)
    duplicate = grouped(run.duplicate)
    rejected = grouped(run.rejected)
    flags = Self.flags(run)
    files = run.sources.count == 1 ? "1 file" : "\(grouped(run.sources.count)) files"
  }

  /// What it did to flags, in words.
  static func flags(_ run: RunSummary) -> String {
    let parts = [
      (run.flagsNew, "new"), (run.flagsExtended, "extended"), (run.flagsAmended, "amended"),
      (run.flagsWithdrawn, "withdrawn"),
    ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    return parts.isEmpty ? "none" : parts.joined(separator: ", ")
  }
}
