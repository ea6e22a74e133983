extension Connection {
  private static let readingRun = "Reading the run"

  /// One run with all that it read, rejected and could not see; nil where there is none of this id.
  public func runFile(_ id: String) throws(ReviewError) -> RunFile? {
    try execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", doing: Self.readingRun)
    defer { rollBack() }
    guard let summary = try runs(id: id, limit: 1, offset: 0).first else { return nil }
    let head = try query(
      """
      SELECT r.program, r.parameters, r.first_day, r.last_day, r.adds_up, \(.moment("r.published_at")),
        \(.list("r.skipped_files"))
      FROM manumit.run r WHERE r.id = $1
      """, [id], doing: Self.readingRun
    ).first { cells in
      RunFile(
        summary: summary, program: cells.text(), parameters: cells.json([String: String].self) ?? [:],
        firstDay: cells.optional(), lastDay: cells.optional(), addsUp: cells.boolean(),
        publishedAt: cells.text(), amounts: [], sources: [], skippedFiles: cells.names(), coverage: [],
        rejectionsByCode: [])
    }
    guard var file = head else { return nil }
    file.amounts = try runAmounts(id)
    file.sources = try runSources(id)
    file.coverage = try query(
      """
      SELECT c.indicator, c.subjects_evaluated, c.subjects_fired, c.not_evaluable
      FROM manumit.run_coverage c WHERE c.run_id = $1 ORDER BY c.indicator
      """, [id], doing: Self.readingRun
    ).map(Self.coverage)
    file.rejectionsByCode = try query(
      "SELECT j.code, count(*) FROM manumit.rejection j WHERE j.run_id = $1 GROUP BY j.code ORDER BY 2 DESC, 1",
      [id],
      doing: Self.readingRun
    ).map { cells in RejectionCount(code: cells.text(), count: cells.integer()) }
    return file
  }

  private func runAmounts(_ id: String) throws(ReviewError) -> [RunAmount] {
    try query(
      """
      SELECT a.fate, a.currency, a.records_without, a.amount FROM manumit.run_amount a WHERE a.run_id = $1
      ORDER BY array_position(ARRAY['read', 'accepted', 'duplicate', 'rejected'], a.fate), a.currency
      """, [id], doing: Self.readingRun
    ).map { cells in
      RunAmount(
        fate: cells.text(), currency: cells.text(), recordsWithout: cells.integer(), amount: cells.text())
    }
  }

  private func runSources(_ id: String) throws(ReviewError) -> [RunSource] {
    try query(
      """
      SELECT s.name, s.format, s.bytes, s.digest, s.records, \(.list("s.controls"))
      FROM manumit.run_source s WHERE s.run_id = $1 ORDER BY s.position
      """, [id], doing: Self.readingRun
    ).map { cells in
      RunSource(
        name: cells.written() ?? "", format: cells.text(), bytes: cells.integer(), digest: cells.text(),
        records: cells.integer(), controls: cells.names())
    }
  }

  private static func coverage(_ cells: inout RowCells) -> IndicatorCoverage {
    IndicatorCoverage(
      indicator: cells.text(), subjectsEvaluated: cells.integer(), subjectsFired: cells.integer(),
      notEvaluable: cells.json([String: Int].self) ?? [:])
  }

  /// Did this indicator run, and over what: on one day, or on the last ones, newest first. No entry: it did not.
  ///
  /// - Parameter day: an ISO 8601 date on which runs began, UTC.
  public func coverage(of indicator: String, on day: String? = nil, limit: Int = 60) throws(ReviewError)
    -> [CoverageDay]
  {
    try query(
      """
      SELECT c.run_id, c.day, \(.moment("c.started_at")), c.command, c.rulebook, c.first_day, c.last_day, c.indicator,
        c.subjects_evaluated, c.subjects_fired, c.not_evaluable
      FROM manumit.run_coverage_by_day c WHERE c.indicator = $1 AND ($2::date IS NULL OR c.day = $2)
      ORDER BY c.started_at DESC, c.run_id LIMIT $3
      """, [indicator, day, "\(limit)"], doing: "Reading the coverage"
    ).map { cells in
      CoverageDay(
        run: cells.text(), day: cells.text(), startedAt: cells.text(), command: cells.text(),
        rulebook: cells.text(), firstDay: cells.optional(), lastDay: cells.optional(),
        coverage: Self.coverage(&cells))
    }
  }

  /// Rejected records that nobody has mended yet, newest first; of one run and code, or of all.
  public func openRejections(run: String? = nil, code: String? = nil, page: Int = 1, pageSize: Int = 50)
    throws(ReviewError) -> RejectionPage
  {
    let place = "Reading the rejections"
    let size = min(max(1, pageSize), QueueFilter.longestPage)
    // One more than the page holds says whether there is another page.
    var entries = try query(
      """
      SELECT j.run_id, j.number, j.source_file, j.source_line, j.byte_offset, j.code, j.field, j.reason,
        \(.moment("j.published_at"))
      FROM manumit.open_rejections j
      WHERE ($1::text IS NULL OR j.run_id = $1) AND ($2::text IS NULL OR j.code = $2)
      ORDER BY j.published_at DESC, j.run_id, j.number LIMIT $3 OFFSET $4
      """, [run, code, "\(size + 1)", "\((max(1, page) - 1) * size)"], doing: place
    ).map { cells in
      RejectionEntry(
        run: cells.text(), number: cells.integer(), file: cells.written() ?? "", line: cells.integer(),
        byteOffset: cells.integer(), code: cells.text(), field: cells.written(),
        reason: cells.written() ?? "", publishedAt: cells.text())
    }
    let hasNext = entries.count > size
    if hasNext { entries.removeLast() }
    let byCode = try query(
      """
      SELECT j.code, count(*) FROM manumit.open_rejections j WHERE $1::text IS NULL OR j.run_id = $1
      GROUP BY j.code ORDER BY 2 DESC, 1
      """, [run], doing: place
    ).map { cells in RejectionCount(code: cells.text(), count: cells.integer()) }
    return RejectionPage(
      entries: entries, page: max(1, page), pageSize: size, hasNext: hasNext, byCode: byCode)
  }
}
