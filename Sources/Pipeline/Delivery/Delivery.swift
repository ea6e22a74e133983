import Detection
public import History
public import Review

/// Brings what waits in the outbox to PostgreSQL. Doing it twice does what doing it once does.
public enum Delivery {
  /// So many entries go in one transaction: large enough to be quick, small enough to be held in memory.
  static let batchSize = 1000

  /// What came of it.
  public enum Outcome: Sendable {
    /// Everything was delivered.
    case delivered(PublishReport)
    /// PostgreSQL does not take some entries, whatever else is sent with them; all others were delivered. Those
    /// stay in the outbox, with later ones about the same flags, and are tried again next time.
    case refused(PublishReport, entries: Int, reason: ReviewError)
    /// PostgreSQL could not take it now; so many entries wait for the next run or `manumit publish`.
    case waiting(entries: Int, reason: ReviewError)
  }

  /// Delivers until nothing waits but what PostgreSQL refuses for its data, or until it takes nothing at all.
  ///
  /// - Throws: `HistoryError` where the outbox itself cannot be read; what PostgreSQL says is an outcome.
  public static func deliver(from store: HistoryStore, to settings: ConnectionSettings) throws -> Outcome {
    var refusals = Refusals()
    var report = PublishReport()
    do {
      let connection = try Connection(settings)
      try Migrations.requireCurrent(on: connection)
      var last: UInt64?
      while true {
        let page = try store.pendingEntries(limit: batchSize, after: last)
        guard let end = page.last else { break }
        last = end.sequence
        try deliver(page[...], from: store, on: connection, &report, &refusals)
      }
      try connection.refreshStatistics()
    } catch let error as ReviewError {
      return .waiting(entries: try store.statistics.outboxLength, reason: error)
    }
    guard let reason = refusals.reason else { return .delivered(report) }
    return .refused(report, entries: refusals.entries, reason: reason)
  }

  /// Delivers a batch. Where its data are refused each half is tried, until what is refused stands alone.
  private static func deliver(
    _ batch: ArraySlice<(sequence: UInt64, entry: OutboxEntry)>, from store: HistoryStore,
    on connection: borrowing Connection, _ report: inout PublishReport, _ refusals: inout Refusals
  ) throws {
    let ready = batch.filter { !refusals.holdBack($0.entry) }
    guard !ready.isEmpty else { return }
    do {
      report.add(try Publisher.publish(ready.map(\.entry), on: connection))
      try store.acknowledge(ready.map(\.sequence))
    } catch let error as ReviewError where error.code == .dataRefused {
      guard ready.count > 1 else { return refusals.note(ready[0].entry, error) }
      let middle = ready.count / 2
      try deliver(ready[..<middle], from: store, on: connection, &report, &refusals)
      try deliver(ready[middle...], from: store, on: connection, &report, &refusals)
    }
  }
}

/// What PostgreSQL refused in a delivery.
private struct Refusals {
  /// Entries that stay in the outbox.
  private(set) var entries = 0
  /// Why the first of them was refused.
  private(set) var reason: ReviewError?
  private var flags: Set<String> = []

  mutating func note(_ entry: OutboxEntry, _ error: ReviewError) {
    entries += 1
    reason = reason ?? error
    if let flag = entry.flag { flags.insert(flag) }
  }

  /// Whether an entry must wait behind a refused one about the same flag: delivered before it, it would be undone
  /// by it later. A held entry is counted.
  mutating func holdBack(_ entry: OutboxEntry) -> Bool {
    guard let flag = entry.flag, flags.contains(flag) else { return false }
    entries += 1
    return true
  }
}

extension OutboxEntry {
  /// The flag an entry is about.
  fileprivate var flag: String? {
    switch self {
    case .flag(let flag, _): flag.id
    case .withdrawal(let flag, _, _): flag
    case .run, .rejections, .reversals: nil
    }
  }
}
