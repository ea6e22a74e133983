import Ledger

extension Connection {
  /// Everything of one flag as it stands at one moment, after putting on record that it is read.
  ///
  /// - Throws: `ReviewError` `.notOpened` where there is no such flag or it is another unit's.
  public func flagFile(_ id: String, via program: String) throws(ReviewError) -> FlagFile {
    try openFlag(id, via: program)
    try execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", doing: FlagStatements.place)
    defer { rollBack() }
    guard let head = try flagHead(id) else {
      throw ReviewError(
        code: .notOpened, place: FlagStatements.place, reason: "there is no such flag any more",
        advice: "Look for its subject in the queue.")
    }
    let events = try ofFlag(FlagStatements.events, id, FlagStatements.event)
    // What came with the very beginning is not news.
    let news = events.last { $0.kind != "created" && !$0.added.isEmpty && $0.run == head.lastRun }
    return FlagFile(
      head: head, amounts: try ofFlag(FlagStatements.amounts, id, FlagStatements.amount),
      findings: try findings(id), evidence: try evidence(id, new: Set(news?.added ?? [])),
      evidenceCount: try query(FlagStatements.evidenceCount, [id], doing: FlagStatements.place).integer(0, 0),
      related: try ofFlag(FlagStatements.related, id, FlagStatements.relation), events: events,
      decisions: try ofFlag(FlagStatements.decisions, id, FlagStatements.decision),
      notes: try ofFlag(FlagStatements.notes, id, FlagStatements.note),
      assignments: try ofFlag(FlagStatements.assignments, id, FlagStatements.assignment),
      readings: try readings(id), snooze: try snoozes(of: head.subjectKey, head.typology).last,
      knownRelationships: try knownRelationships(of: head.subjectKey),
      moves: try ofFlag(FlagStatements.moves, id, FlagStatements.move),
      otherFlags: try ofFlag(FlagStatements.otherFlags, id, FlagStatements.mention))
  }

  /// The digest of the evidence that whoever is signed in read last, to decide on; the present one where they have opened
  /// the flag never, and the database says what that allows.
  ///
  /// - Throws: `ReviewError` `.changedSinceRead` where a run has changed the flag since; `.notOpened` as `flagFile`.
  public func evidenceDigestAsRead(_ id: String) throws(ReviewError) -> String {
    let place = "Deciding on the flag"
    let row = try query(FlagStatements.digestAsRead, [id], doing: place)
    guard row.rowCount == 1 else {
      throw ReviewError(
        code: .notOpened, place: place, reason: "there is no such flag, or it is another unit's",
        advice: "Look for it in the queue.")
    }
    guard !row.boolean(0, 1) else {
      throw ReviewError(
        code: .changedSinceRead, place: place, reason: "a run has changed the flag since you read it",
        advice: "Read the flag again, then decide.")
    }
    return row.required(0, 0)
  }

  /// What a flag says of itself; nil where there is none of this id, or it is another unit's.
  public func flagHead(_ id: String) throws(ReviewError) -> FlagHead? {
    try query(FlagStatements.head, [id], doing: FlagStatements.place).first(FlagStatements.head)
  }

  /// The decision on a flag that waits for a second person, if one does.
  public func pendingDecision(of flag: String) throws(ReviewError) -> Decision? {
    try ofFlag(FlagStatements.decisions, flag, FlagStatements.decision).last { $0.isPending }
  }

  /// The rows that a statement finds for a flag.
  private func ofFlag<Value>(
    _ statement: Statement, _ id: String, _ make: (inout RowCells) throws(ReviewError) -> Value
  ) throws(ReviewError) -> [Value] {
    try query(statement, [id], doing: FlagStatements.place).map(make)
  }

  private func findings(_ id: String) throws(ReviewError) -> [FlagFinding] {
    var transactions: [String: [FindingTransaction]] = [:]
    for (finding, transaction) in try ofFlag(
      FlagStatements.findingTransactions, id,
      { cells in
        (cells.text(), FindingTransaction(id: cells.text(), sets: cells.names()))
      })
    {
      transactions[finding, default: []].append(transaction)
    }
    return try ofFlag(FlagStatements.findings, id) { (cells) throws(ReviewError) in
      var finding = try FlagStatements.finding(&cells)
      finding.transactions = transactions["\(finding.kind)\(finding.position)"] ?? []
      return finding
    }
  }

  private func evidence(_ id: String, new: Set<String>) throws(ReviewError) -> [EvidenceRow] {
    let rows = try query(
      FlagStatements.evidence, [id, "\(FlagFile.longestEvidence)"], doing: FlagStatements.place)
    return try rows.map { cells in FlagStatements.evidence(&cells, new: new) }
  }

  private func readings(_ id: String) throws(ReviewError) -> [FlagReading] {
    let last = try query(
      FlagStatements.readings, [id, "\(FlagFile.longestReadings)"], doing: FlagStatements.place)
    return try last.map { cells in
      FlagReading(readAt: cells.text(), readBy: cells.written() ?? "", via: cells.text())
    }.reversed()
  }

  /// What was put aside, first to last; of one typology or of all.
  func snoozes(of subject: String, _ typology: String? = nil) throws(ReviewError) -> [Snooze] {
    let rows = try query(FlagStatements.snoozes, [subject, typology], doing: FlagStatements.place)
    return try rows.map(FlagStatements.snooze)
  }

  /// Whom a subject is known to pay or be paid by, first to last.
  func knownRelationships(of subject: String) throws(ReviewError) -> [KnownRelationship] {
    let rows = try query(FlagStatements.knownRelationships, [subject], doing: FlagStatements.place)
    return try rows.map(FlagStatements.knownRelationship)
  }
}
