import Hummingbird
import Review

/// The queue: open flags, what to look at next.
struct HomePage: Page {
  static let template = Template.queue
  let title = "Queue"
  let section: Section? = .queue

  let glance: [GlanceEntry]
  let filters: QueueFilters
  /// What was searched for, where this answers a search.
  let searched: String?
  let summary: String
  let budgetLine: String?
  let rows: [QueueRow]
  let previous: String?
  let next: String?
  let isEmpty: Bool

  /// Answers `GET /`.
  static func answer(_ request: Request, _ context: SignedInContext, _ titles: RuleTitles) async throws
    -> Response
  {
    try await answer(QueueAddress(request.uri), context.session, titles)
  }

  /// Answers `POST /search`: what is searched for may be a customer's name, which has no place in an address.
  static func search(_ request: Request, _ context: SignedInContext, _ titles: RuleTitles) async throws
    -> Response
  {
    let form = try await Form(request, of: context.session)
    guard let text = form["text"] else { return .seeOther("/") }
    var address = QueueAddress()
    address.filter.text = text
    address.filter.includesSnoozed = true
    return try await answer(address, context.session, titles)
  }

  private static func answer(_ address: QueueAddress, _ session: Session, _ titles: RuleTitles) async throws
    -> Response
  {
    let (page, counts) = try await session.connection.use { connection throws(ReviewError) in
      (try connection.queue(address.filter), try connection.queueCounts())
    }
    return HomePage(address, page, counts, titles).response(session: session)
  }

  init(_ address: QueueAddress, _ page: QueuePage, _ counts: QueueCounts, _ titles: RuleTitles) {
    glance = GlanceEntry.all(of: counts, at: address)
    filters = QueueFilters(address, counts)
    searched = address.filter.text
    let number = (page.isTotalPartial ? "more than " : "") + grouped(page.total)
    summary = page.total == 1 ? "1 flag" : "\(number) flags"
    budgetLine = address.budget.map { Self.line($0, page) }
    let first = (page.page - 1) * page.pageSize
    rows = page.entries.enumerated().map { index, entry in
      QueueRow(
        entry, titles, endsBudget: address.budget == first + index + 1 && page.total > first + index + 1)
    }
    isEmpty = rows.isEmpty
    // A search is not in an address: its first page is all of it.
    previous = page.page > 1 && searched == nil ? address.page(page.page - 1).text : nil
    next = page.hasNext && searched == nil ? address.page(page.page + 1).text : nil
  }

  /// Where reading to a budget ends.
  private static func line(_ budget: Int, _ page: QueuePage) -> String {
    guard page.total > budget else { return "All of it fits into a budget of \(grouped(budget))." }
    let index = budget - 1 - (page.page - 1) * page.pageSize
    let cut = page.entries.indices.contains(index) ? ", at score \(page.entries[index].score)" : ""
    let left = (page.isTotalPartial ? "more than " : "") + grouped(page.total - budget)
    return "A budget of \(grouped(budget)) ends at the line\(cut); \(left) are left below it."
  }
}

/// A count that leads to what it counts.
struct GlanceEntry: Sendable {
  let name: String
  let count: String
  let address: String
  let isCurrent: Bool

  static func all(of counts: QueueCounts, at current: QueueAddress) -> [GlanceEntry] {
    func entry(_ name: String, _ count: Int, _ change: (inout QueueAddress) -> Void) -> GlanceEntry {
      var address = QueueAddress()
      change(&address)
      return GlanceEntry(
        name: name, count: grouped(count), address: address.text,
        isCurrent: address == current.page(1) && current.filter.text == nil)
    }
    return [
      entry("open", counts.open - counts.snoozed) { _ in },
      entry("yours", counts.mine) { $0.filter.assignee = .me },
      entry("nobody's", counts.unassigned) { $0.filter.assignee = .nobody },
      entry("to protect", counts.byRole["possible_victim"] ?? 0) { $0.filter.role = "possible_victim" },
      entry("reopened", counts.byStatus["reopened"] ?? 0) { $0.filter.status = "reopened" },
      entry("for a second pair of eyes", counts.pending) { $0.filter.isPending = true },
      entry("overdue", counts.overdue) { $0.filter.order = .oldest },
      entry("with those put aside", counts.open) { $0.filter.includesSnoozed = true },
    ].filter { $0.count != "0" || $0.isCurrent || $0.name == "open" || $0.name == "yours" }
  }
}
