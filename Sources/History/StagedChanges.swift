public import Ledger
import Synchronization

/// What a night changes in the catalogue, kept in memory until it commits.
struct StagedChanges {
  /// By table; nil where the key is deleted.
  var values: [[[UInt8]: [UInt8]?]] = Array(repeating: [:], count: CatalogueTable.allCases.count)
  /// Outbox entries as they are stored, in the order in which they are to be delivered.
  var outbox: [[UInt8]] = []
  var nextSource: UInt32 = 1

  func write(to transaction: borrowing CatalogueTransaction) throws(LMDBError) {
    for table in CatalogueTable.allCases {
      for (key, value) in values[table.index].sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        if let value { try transaction.put(table, key, value) } else { try transaction.delete(table, key) }
      }
    }
    var sequence = try Catalogue.number(.nextOutbox, in: transaction) ?? 1
    for entry in outbox {
      try transaction.put(.outbox, Catalogue.bytes(of: sequence), entry)
      sequence += 1
    }
    try Catalogue.setNumber(.nextOutbox, sequence, in: transaction)
    try Catalogue.setNumber(.nextSource, UInt64(nextSource), in: transaction)
  }
}

extension Night {
  /// Adds a source to the catalogue of files; its index goes into `Posting.file`. Indices begin at 1, so that
  /// 0 stands for no file.
  public func register(source: SourceRecord) throws(HistoryError) -> UInt32 {
    let value = try Catalogue.encode(source, operation: "name a source")
    return staged.withLock { changes in
      let index = changes.nextSource
      changes.nextSource += 1
      changes.values[CatalogueTable.sources.index][Catalogue.bytes(of: UInt64(index))] = value
      return index
    }
  }

  /// Completes what is known of a source registered tonight: its length and digest are known at its end.
  public func describe(source index: UInt32, as source: SourceRecord) throws(HistoryError) {
    let value = try Catalogue.encode(source, operation: "name a source")
    staged.withLock {
      $0.values[CatalogueTable.sources.index][Catalogue.bytes(of: UInt64(index))] = value
    }
  }

  /// Sets the value of a key; keys are 1 to 511 bytes long.
  public func put(_ table: HistoryTable, key: [UInt8], value: [UInt8]) {
    precondition((1...HistoryStore.longestKey).contains(key.count), "keys are 1 to 511 bytes long")
    staged.withLock { changes in
      _ = changes.values[table.table.index].updateValue(value, forKey: key)
    }
  }

  /// Removes a key; one that is not there is no error.
  public func delete(_ table: HistoryTable, key: [UInt8]) {
    precondition((1...HistoryStore.longestKey).contains(key.count), "keys are 1 to 511 bytes long")
    staged.withLock { changes in
      _ = changes.values[table.table.index].updateValue(nil, forKey: key)
    }
  }

  /// The value of a key as it will be after the commit.
  public func get(_ table: HistoryTable, key: [UInt8]) throws(HistoryError) -> [UInt8]? {
    if let change = staged.withLock({ $0.values[table.table.index][key] }) { return change }
    return try store.get(table, key: key)
  }

  /// Queues entries for PostgreSQL, behind those that wait already.
  public func appendOutbox(_ entries: [OutboxEntry]) throws(HistoryError) {
    let results = concurrentMap(entries) { entry in
      Result<[UInt8], HistoryError> { () throws(HistoryError) in try Catalogue.encode(outbox: entry) }
    }
    var encoded: [[UInt8]] = []
    for result in results { encoded.append(try result.get()) }
    staged.withLock { $0.outbox.append(contentsOf: encoded) }
  }
}
