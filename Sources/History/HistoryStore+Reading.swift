public import Ledger

extension HistoryStore {
  /// The longest key LMDB takes.
  static let longestKey = 511

  /// Everything remembered of a subject; nil where nothing is.
  ///
  /// - Parameter includingReversed: with what was taken back, and the records that say so.
  public func activity(
    _ kind: SubjectKind, _ subject: SubjectKey, includingReversed: Bool = false
  ) throws(HistoryError) -> Activity? {
    let slot = SubjectSlot(kind, subject)
    var holders: [SegmentCursor] = []
    let (segments, withdrawn, reversed) = live
    for segment in segments where segment.region(subject.shard).postings > 0 {
      let cursor = try SegmentCursor(segment, shard: subject.shard, wanted: 1, withdrawn: withdrawn)
      if try cursor.seek(slot) { holders.append(cursor) }
    }
    guard !holders.isEmpty else { return nil }
    var merger = ShardMerger()
    let activity = try merger.activity(
      of: slot, from: holders, floor: floor, reversed: includingReversed ? ReversedIdentities() : reversed)
    return activity.postings.isEmpty ? nil : activity
  }

  /// The subjects of a shard, by key. Some may have nothing left but forgotten postings.
  public func subjects(inShard shard: Int) throws(HistoryError) -> [(kind: SubjectKind, key: SubjectKey)] {
    var slots: [SubjectSlot] = []
    let (segments, withdrawn, _) = live
    for segment in segments where segment.region(shard).postings > 0 {
      let cursor = try SegmentCursor(segment, shard: shard, wanted: 0, withdrawn: withdrawn)
      while cursor.entry != nil {
        slots.append(cursor.slot)
        try cursor.advance()
      }
    }
    slots.sort()
    var subjects: [(kind: SubjectKind, key: SubjectKey)] = []
    for (index, slot) in slots.enumerated() where index == 0 || slots[index - 1] != slot {
      subjects.append((slot.subjectKind, slot.key))
    }
    return subjects
  }

  /// Lends what is remembered of the subjects of a shard that are wanted, one after another, by key.
  ///
  /// - Parameter includingReversed: with what was taken back, and the records that say so.
  /// - Complexity: one pass over the shard's directories, and the postings of those wanted.
  public func visit(
    shard: Int, includingReversed: Bool = false,
    where isWanted: (_ kind: SubjectKind, _ key: SubjectKey) -> Bool,
    _ body: (Activity) throws -> Void
  ) throws {
    var merger = ShardMerger()
    var cursors: [SegmentCursor] = []
    let (segments, withdrawn, known) = live
    let reversed = includingReversed ? ReversedIdentities() : known
    for segment in segments where segment.region(shard).postings > 0 {
      cursors.append(try SegmentCursor(segment, shard: shard, wanted: .max, withdrawn: withdrawn))
    }
    while let slot = cursors.lazy.filter({ $0.entry != nil }).map(\.slot).min() {
      let holders = cursors.filter { $0.entry != nil && $0.slot == slot }
      if isWanted(slot.subjectKind, slot.key) {
        let activity = try merger.activity(of: slot, from: holders, floor: floor, reversed: reversed)
        if !activity.postings.isEmpty { try body(activity) }
      }
      for cursor in holders { try cursor.advance() }
    }
  }

  /// A source by its index; nil where there is none.
  public func source(_ index: UInt32) throws(HistoryError) -> SourceRecord? {
    let key = Catalogue.bytes(of: UInt64(index))
    let value = try catalogue.read { view throws(LMDBError) in try view.get(.sources, key) }
    guard let value else { return nil }
    return try Catalogue.decode(SourceRecord.self, from: value, table: .sources)
  }

  /// All sources of committed runs by their index. O(sources).
  public func sources() throws(HistoryError) -> [UInt32: SourceRecord] {
    var sources: [UInt32: SourceRecord] = [:]
    for index in 1..<(UInt32(try statistics.sources) + 1) { sources[index] = try source(index) }
    return sources
  }

  /// The name of a source by its index; nil where there is none.
  public func fileName(_ index: UInt32) throws(HistoryError) -> String? { try source(index)?.name }

  /// The value of a key; nil where there is none.
  public func get(_ table: HistoryTable, key: [UInt8]) throws(HistoryError) -> [UInt8]? {
    try catalogue.read { view throws(LMDBError) in try view.get(table.table, key) }
  }

  /// Lends every key that begins with `prefix`, with its value, in the order of keys, until `body` returns
  /// false. `body` must not call the store.
  public func scan(
    _ table: HistoryTable, prefix: [UInt8] = [],
    _ body: (_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool
  ) throws(HistoryError) {
    try catalogue.read { view throws(LMDBError) in
      try view.scan(table.table, from: prefix) { key, value in
        key.starts(with: prefix) && body(key, value)
      }
    }
  }

  /// Every key of a table, in order, without reading what lies under it.
  public func keys(of table: HistoryTable) throws(HistoryError) -> [[UInt8]] {
    try catalogue.read { view throws(LMDBError) in try view.keys(of: table.table) }
  }

  /// Figures about the state, for people.
  public var statistics: HistoryStatistics {
    get throws(HistoryError) {
      let records = segments.map(\.record)
      let counts = try catalogue.read { view throws(LMDBError) in
        (outbox: try view.count(.outbox), sources: try view.count(.sources))
      }
      return HistoryStatistics(
        segments: records.count, postings: records.reduce(0) { $0 + $1.postings },
        bytes: records.reduce(0) { $0 + $1.bytes },
        firstDay: records.map(\.firstDay).min().map { BusinessDay(ordinal: $0) }, lastDay: lastDay,
        outboxLength: counts.outbox, sources: counts.sources)
    }
  }
}

/// Figures about a state.
public struct HistoryStatistics: Hashable, Sendable {
  /// Segment files.
  public var segments: Int
  /// Postings in them, one for each subject they are filed under; forgotten ones count until they are merged
  /// away.
  public var postings: Int
  /// Bytes of segment files.
  public var bytes: Int
  /// Earliest date in the segments.
  public var firstDay: BusinessDay?
  /// Latest date ever accepted.
  public var lastDay: BusinessDay?
  /// Entries PostgreSQL does not yet have.
  public var outboxLength: Int
  /// Sources ever registered.
  public var sources: Int
}
