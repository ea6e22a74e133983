extension HistoryStore {
  /// The oldest entries PostgreSQL does not yet have, at most `limit` of them, in the order in which they must
  /// be delivered; of those behind `sequence`, where one is given.
  public func pendingEntries(limit: Int, after sequence: UInt64? = nil) throws(HistoryError)
    -> [(sequence: UInt64, entry: OutboxEntry)]
  {
    guard limit > 0, sequence != .max else { return [] }
    let start = sequence.map { Catalogue.bytes(of: $0 + 1) } ?? []
    var found: [(sequence: UInt64, value: [UInt8])] = []
    try catalogue.read { view throws(LMDBError) in
      try view.scan(.outbox, from: start) { key, value in
        found.append((Catalogue.number(key), Array(value)))
        return found.count < limit
      }
    }
    var entries: [(sequence: UInt64, entry: OutboxEntry)] = []
    for (sequence, value) in found {
      entries.append((sequence, try Catalogue.decode(outbox: value)))
    }
    return entries
  }

  /// Removes entries that were delivered. Doing it twice is no error; not doing it means delivering again.
  public func acknowledge(_ sequences: some Sequence<UInt64>) throws(HistoryError) {
    let keys = sequences.map { Catalogue.bytes(of: $0) }
    try catalogue.write { transaction throws(LMDBError) in
      for key in keys { try transaction.delete(.outbox, key) }
    }
  }
}
