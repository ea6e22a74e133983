extension Connection {
  private static let readingQueue = "Reading the queue"

  /// A page of the queue: open flags that `filter` lets through, as far as whoever is signed in may see them.
  public func queue(_ filter: QueueFilter) throws(ReviewError) -> QueuePage {
    let statements = QueueStatements(filter)
    let entries: [QueueEntry] =
      switch filter.order {
      case .reading: try entries(statements, statements.page(in: QueueStatements.readingOrder))
      case .oldest: try entries(statements, statements.page(in: "f.first_flagged_at, f.id"))
      case .newest: try entries(statements, statements.page(in: "f.first_flagged_at DESC, f.id DESC"))
      case .changed: try entries(statements, statements.page(in: "f.changed_at DESC, f.id"))
      case .budget: try budgetEntries(statements)
      }
    let count = statements.isCounted ? statements.knownCount : statements.count
    let total = try query(count, statements.parameters, doing: Self.readingQueue).integer(0, 0)
    let isPartial = !statements.isCounted && total > QueuePage.longestCount
    return QueuePage(
      entries: entries, page: statements.pageNumber, pageSize: statements.pageSize,
      total: isPartial ? QueuePage.longestCount : total, isTotalPartial: isPartial)
  }

  private func entries(
    _ statements: QueueStatements, _ page: Statement, limit: Int? = nil, offset: Int? = nil
  ) throws(ReviewError) -> [QueueEntry] {
    let place = ["\(limit ?? statements.pageSize)", "\(offset ?? statements.offset)"]
    return try query(page, statements.parameters + place, doing: Self.readingQueue)
      .map(QueueStatements.entry)
  }

  /// The first flag of each subject, then the others.
  private func budgetEntries(_ statements: QueueStatements) throws(ReviewError) -> [QueueEntry] {
    var page = try entries(statements, statements.page(ofFirst: true))
    guard page.count < statements.pageSize else { return page }
    var firsts = statements.offset + page.count
    if page.isEmpty, statements.offset > 0 {
      firsts = try query(statements.countOfFirst, statements.parameters, doing: Self.readingQueue).integer(
        0, 0)
    }
    page += try entries(
      statements, statements.page(ofFirst: false), limit: statements.pageSize - page.count,
      offset: max(0, statements.offset - firsts))
    return page
  }

  /// The first `budget` open flags that `filter` lets through, where that cut the queue, and how much it left: the best
  /// flag of every subject comes before any other of its flags.
  public func queue(budget: Int, _ filter: QueueFilter = QueueFilter()) throws(ReviewError) -> QueueBudget {
    var filter = filter
    filter.order = .budget
    filter.page = 1
    filter.pageSize = budget
    let page = try queue(filter)
    let leftOut = max(0, page.total - page.entries.count)
    return QueueBudget(
      entries: page.entries, leftOut: leftOut, cut: leftOut > 0 ? page.entries.last?.score : nil)
  }

  /// What lies in the queue, at a glance.
  public func queueCounts() throws(ReviewError) -> QueueCounts {
    let place = "Counting the queue"
    let assigned = try query(QueueStatements.assigned, doing: place)
    let pending = try query(QueueStatements.pending, doing: place)
    var counts = QueueCounts(
      byStatus: [:], byTypology: [:], byRole: [:], open: 0, mine: assigned.integer(0, 0), unassigned: 0,
      snoozed: 0, pending: pending.integer(0, 0), pendingForMe: pending.integer(0, 1), overdue: 0)
    let rows = try query(QueueStatements.counts, doing: place)
    for row in 0..<rows.rowCount {
      let flags = rows.integer(row, 5)
      counts.byStatus[rows.required(row, 0), default: 0] += flags
      counts.byTypology[rows.required(row, 1), default: 0] += flags
      counts.byRole[rows.required(row, 2), default: 0] += flags
      counts.open += flags
      if rows.boolean(row, 3) { counts.snoozed += flags }
      if rows.boolean(row, 4) { counts.overdue += flags }
    }
    counts.unassigned = counts.open - assigned.integer(0, 1)
    return counts
  }

  /// How many flags have each status; statuses without a flag are left out.
  public func flagCounts() throws(ReviewError) -> [String: Int] {
    let rows = try query(
      "SELECT status, sum(flags) FROM manumit.queue_count GROUP BY status HAVING sum(flags) > 0",
      doing: "Counting the flags")
    var counts: [String: Int] = [:]
    for row in 0..<rows.rowCount { counts[rows.required(row, 0)] = rows.integer(row, 1) }
    return counts
  }
}
