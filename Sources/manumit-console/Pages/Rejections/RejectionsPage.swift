import Hummingbird
import Review

/// Records that were read and could not be accepted, and that nobody has mended yet: where they are and why. What they
/// say is in the run's own file of rejections, not here.
struct RejectionsPage: Page {
  static let template = Template.rejections
  let title = "Rejections"
  let section: Section? = .rejections

  let codes: [RejectionCode]
  let rows: [RejectionRow]
  /// The run they are of, where only one's are asked for.
  let run: String?
  let previous: String?
  let next: String?
  let isEmpty: Bool

  /// Answers `GET /rejections?run=…&code=…`.
  static func answer(_ request: Request, _ context: SignedInContext) async throws -> Response {
    let query = AddressQuery(request.uri)
    let (run, code, page) = (query.word("run"), query.word("code"), query.page)
    let found = try await context.session.connection.use { connection throws(ReviewError) in
      try connection.openRejections(run: run, code: code, page: page)
    }
    return RejectionsPage(found, run: run, code: code).response(session: context.session)
  }

  init(_ page: RejectionPage, run: String?, code: String?) {
    self.run = run
    func address(code: String?, page: Int = 1) -> String {
      let parts = [run.map { "run=\($0)" }, code.map { "code=\($0)" }, page > 1 ? "page=\(page)" : nil]
      let query = parts.compactMap(\.self).joined(separator: "&")
      return query.isEmpty ? "/rejections" : "/rejections?\(query)"
    }
    let all = RejectionCode(
      code: "all", count: grouped(page.byCode.reduce(0) { $0 + $1.count }), address: address(code: nil),
      isCurrent: code == nil)
    codes =
      [all]
      + page.byCode.map {
        RejectionCode(
          code: $0.code, count: grouped($0.count), address: address(code: $0.code), isCurrent: $0.code == code
        )
      }
    rows = page.entries.map(RejectionRow.init)
    isEmpty = rows.isEmpty
    previous = page.page > 1 ? address(code: code, page: page.page - 1) : nil
    next = page.hasNext ? address(code: code, page: page.page + 1) : nil
  }
}

/// How many records were rejected for one reason.
struct RejectionCode: Sendable {
  let code: String
  let count: String
  let address: String
  let isCurrent: Bool
}

/// A rejected record.
struct RejectionRow: Sendable {
  let file: String
  let line: String
  let byteOffset: String
  let code: String
  let field: String?
  let reason: String
  let when: String
  let run: String

  init(_ entry: RejectionEntry) {
    file = entry.file
    line = grouped(entry.line)
    byteOffset = grouped(entry.byteOffset)
    code = entry.code
    field = entry.field
    reason = entry.reason
    when = moment(entry.publishedAt)
    run = "/runs/\(entry.run)"
  }
}
