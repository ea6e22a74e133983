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
    /// PostgreSQL could not take it now; so many entries wait for the next run or `manumit publish`.
    case waiting(entries: Int, reason: ReviewError)
  }

  /// Delivers until nothing waits, or PostgreSQL refuses.
  ///
  /// - Throws: `HistoryError` where the outbox itself cannot be read; what PostgreSQL says is an outcome.
  public static func deliver(from store: HistoryStore, to settings: ConnectionSettings) throws -> Outcome {
    var report = PublishReport()
    do {
      let connection = try Connection(settings)
      try Migrations.requireCurrent(on: connection)
      while true {
        let batch = try store.pendingEntries(limit: batchSize)
        guard !batch.isEmpty else { return .delivered(report) }
        report.add(try Publisher.publish(batch.map(\.entry), on: connection))
        try store.acknowledge(batch.map(\.sequence))
      }
    } catch let error as ReviewError {
      return .waiting(entries: try store.statistics.outboxLength, reason: error)
    }
  }
}
