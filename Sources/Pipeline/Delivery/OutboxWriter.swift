import History
import Ledger

/// Puts a run into the order in which PostgreSQL is told: the run, what it took back, its rejections, its flags.
enum OutboxWriter {
  /// Rejections travel in groups, so that one entry stays small.
  static let rejectionsPerEntry = 500
  /// So do reversals.
  static let reversalsPerEntry = 5_000

  static func entries(
    of record: RunRecord, _ changes: DerivedChanges, _ rejections: [Rejection] = [],
    _ reversals: [ReversalRecord] = []
  ) -> [OutboxEntry] {
    var entries: [OutboxEntry] = [.run(record)]
    for first in stride(from: 0, to: reversals.count, by: reversalsPerEntry) {
      let group = reversals[first..<min(first + reversalsPerEntry, reversals.count)]
      entries.append(.reversals(run: record.id, Array(group)))
    }
    for first in stride(from: 0, to: rejections.count, by: rejectionsPerEntry) {
      let group = rejections[first..<min(first + rejectionsPerEntry, rejections.count)]
      entries.append(.rejections(run: record.id, first: first, Array(group)))
    }
    entries += changes.flags.map { .flag($0, run: record.id) }
    entries += changes.withdrawals.map {
      .withdrawal(flag: $0.flag, successor: $0.successor, run: record.id)
    }
    return entries
  }
}
