import Detection
public import History
import Ledger

/// Brings the database up to what runs have found.
public enum Publisher {
  /// Delivers a batch of outbox entries, in the order in which they were written, in one transaction.
  ///
  /// Delivering a batch again changes nothing. Never writes what a reviewer wrote: statuses follow from
  /// decisions and events inside the database, and a decided flag reopens only on evidence it never had.
  /// On failure nothing of the batch is stored.
  ///
  /// - Throws: `ReviewError`; `.unreachable` and `.conflict` are worth trying again.
  public static func publish(_ entries: [OutboxEntry], on connection: borrowing Connection)
    throws(ReviewError) -> PublishReport
  {
    guard !entries.isEmpty else { return PublishReport() }
    let batch = PublishBatch(entries)
    let place = "Publishing"
    try connection.execute("BEGIN ISOLATION LEVEL READ COMMITTED", doing: place)
    do throws(ReviewError) {
      // Two publishers take turns, so that neither works from what the other is changing.
      _ = try connection.query("SELECT pg_advisory_xact_lock($1)", ["\(lock)"], doing: place)
      var report = PublishReport()
      try publishReversals(of: batch, on: connection)
      try publishFlags(of: batch, on: connection, into: &report)
      try publishRuns(of: batch, on: connection, into: &report)
      try connection.commit(doing: place)
      return report
    } catch {
      connection.rollBack()
      throw error
    }
  }

  /// Any number but that of `Migrations.lock`.
  private static let lock = 0x7075_626C  // "publ"

  /// Before the flags: what happened to a flag says which of its payments were taken back.
  private static func publishReversals(
    of batch: borrowing PublishBatch, on connection: borrowing Connection
  ) throws(ReviewError) {
    guard batch.reversals.count > 0 else { return }
    try stage(.reversals, batch.reversals, on: connection)
    try connection.execute(RunChanges.insertReversals, doing: "Publishing what was taken back")
  }

  private static func publishFlags(
    of batch: borrowing PublishBatch, on connection: borrowing Connection, into report: inout PublishReport
  ) throws(ReviewError) {
    guard batch.flags.flags.count + batch.withdrawals.count > 0 else { return }
    let place = "Publishing flags"
    try stage(.flagged, batch.flags.flags, on: connection)
    try stage(.amounts, batch.flags.amounts, on: connection)
    try stage(.findings, batch.flags.findings, on: connection)
    try stage(.evidence, batch.flags.evidence, on: connection)
    try stage(.findingEvidence, batch.flags.findingEvidence, on: connection)
    try stage(.related, batch.flags.related, on: connection)
    try connection.execute(FlagChanges.createWithdrawals, doing: place)
    try connection.copy(FlagChanges.copyWithdrawals, batch.withdrawals, doing: place)

    for statement in [FlagChanges.lock, FlagChanges.findChanged, FlagChanges.findEvents] {
      try connection.execute(statement, doing: place)
    }
    try connection.execute(FlagChanges.upsertFlags, doing: place)
    // Rows that others refer to are removed last and added first.
    let children: [StagedTable] = [.amounts, .findings, .evidence, .related, .findingEvidence]
    for table in children.reversed() {
      try connection.execute(table.delete(changed: "change"), doing: place)
    }
    for table in children { try connection.execute(table.upsert(changed: "change"), doing: place) }
    for statement in [FlagChanges.insertEvents, FlagChanges.insertWithdrawals] {
      let events = try connection.query(statement, doing: place)
      for row in 0..<events.rowCount { report.count(event: events.required(row, 0)) }
    }
  }

  private static func publishRuns(
    of batch: borrowing PublishBatch, on connection: borrowing Connection, into report: inout PublishReport
  ) throws(ReviewError) {
    let place = "Publishing runs"
    if batch.runs.runs.count > 0 {
      try stage(.runs, batch.runs.runs, on: connection)
      try stage(.runAmounts, batch.runs.amounts, on: connection)
      try stage(.runSources, batch.runs.sources, on: connection)
      try stage(.runCoverage, batch.runs.coverage, on: connection)
      let changed = try connection.query(RunChanges.findChanged, doing: place)
      report.runs += changed.affectedRows
      let children: [StagedTable] = [.runAmounts, .runSources, .runCoverage]
      for table in children {
        try connection.execute(table.delete(changed: "changed_run"), doing: place)
      }
      for table in [.runs] + children {
        try connection.execute(table.upsert(changed: "changed_run"), doing: place)
      }
    }
    if batch.runs.rejections.count > 0 {
      try stage(.rejections, batch.runs.rejections, on: connection)
      let added = try connection.query(RunChanges.insertRejections, doing: "Publishing rejections")
      report.rejections += added.affectedRows
    }
  }

  private static func stage(
    _ table: StagedTable, _ rows: borrowing CopyRows, on connection: borrowing Connection
  ) throws(ReviewError) {
    let place = "Publishing table \(table.name.text)"
    try connection.execute(table.create, doing: place)
    try connection.copy(table.copy, rows, doing: place)
    // Without statistics the planner takes a temporary table for tiny. It joins by keys alone, and gathering
    // statistics of what is wide and long costs as much as storing it.
    try connection.execute(table.analyze, doing: place)
  }
}
