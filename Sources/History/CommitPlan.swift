import Ledger

/// Which segments will be live after a night, and which files come and go for it.
struct CommitPlan {
  private let store: HistoryStore
  private(set) var segments: [SegmentFile]
  private(set) var lastDay: BusinessDay?
  private(set) var withdrawn: WithdrawnSlots
  private(set) var reversed: ReversedIdentities
  private var forgotten: [SubjectSlot] = []
  private var forgottenReversals: [UInt64] = []
  private var created: [SegmentFile] = []
  private var removed: [SegmentFile] = []
  private var nextNumber: UInt32 = 1
  private let firstNumber: UInt32

  /// So many segments of a level are merged into one of the next. A look-up then meets at most seven
  /// segments a level, and a posting is written again once for each level it rises: with 120 days, twice.
  static let segmentsPerLevel = 8

  /// Starts from what is live, and lets go what is forgotten altogether.
  init(
    store: HistoryStore, segments: [SegmentFile], lastDay: BusinessDay?, withdrawn: WithdrawnSlots,
    reversed: ReversedIdentities
  ) throws(HistoryError) {
    self.withdrawn = withdrawn
    self.reversed = reversed
    self.store = store
    self.segments = segments
    self.lastDay = lastDay
    let next = try store.catalogue.read { view throws(LMDBError) in
      try Catalogue.number(.nextSegment, in: view) ?? 1
    }
    nextNumber = UInt32(truncatingIfNeeded: next)
    firstNumber = nextNumber
  }

  private var floor: BusinessDay? { lastDay?.advanced(by: -store.options.retentionDays) }

  /// Adds tonight's segment, if anything was written to it.
  mutating func add(_ writer: SegmentWriter) throws(HistoryError) {
    guard writer.postings > 0 else { return writer.discard() }
    let record = try writer.finish(level: 0)
    let segment = try SegmentFile(record, in: store.directory)
    nextNumber = writer.number + 1
    segments.append(segment)
    created.append(segment)
    let latest = BusinessDay(ordinal: record.lastDay)
    lastDay = lastDay.map { max($0, latest) } ?? latest
  }

  /// Drops segments that are wholly forgotten and merges levels that are full.
  mutating func compact() throws(HistoryError) {
    if let floor { remove(segments.filter { $0.record.lastDay < floor.ordinal }) }
    var level = 0
    while level <= segments.map(\.record.level).max() ?? -1 {
      let full = segments.filter { $0.record.level == level }
      if full.count >= CommitPlan.segmentsPerLevel { try merge(full, into: level + 1) }
      level += 1
    }
    forgotten = withdrawn.prune(segments)
    if let floor { forgottenReversals = reversed.forget(before: floor) }
  }

  private mutating func merge(_ sources: [SegmentFile], into level: Int) throws(HistoryError) {
    let writer = try SegmentWriter(number: nextNumber, in: store.directory)
    nextNumber += 1
    try Compaction.merge(sources, into: writer, floor: floor, withdrawn: withdrawn)
    remove(sources)
    guard writer.postings > 0 else { return writer.discard() }
    let segment = try SegmentFile(try writer.finish(level: level), in: store.directory)
    segments.append(segment)
    created.append(segment)
  }

  private mutating func remove(_ old: [SegmentFile]) {
    let numbers = Set(old.map(\.record.number))
    segments.removeAll { numbers.contains($0.record.number) }
    removed.append(contentsOf: old)
  }

  /// The catalogue's part of it.
  func write(to transaction: borrowing CatalogueTransaction) throws(LMDBError) {
    for segment in removed {
      try transaction.delete(.segments, Catalogue.bytes(of: UInt64(segment.record.number)))
    }
    let live = Set(segments.map(\.record.number))
    for segment in created where live.contains(segment.record.number) {
      try transaction.put(.segments, Catalogue.bytes(of: UInt64(segment.record.number)), segment.encoded)
    }
    for slot in forgotten { try transaction.delete(.withdrawn, slot.bytes) }
    for (slot, number) in withdrawn.since where number >= firstNumber {
      try transaction.put(.withdrawn, slot.bytes, Catalogue.bytes(of: UInt64(number)))
    }
    for identity in forgottenReversals { try transaction.delete(.reversals, Catalogue.bytes(of: identity)) }
    for (identity, day) in reversed.changes {
      let pattern = UInt64(UInt32(bitPattern: day))
      try transaction.put(.reversals, Catalogue.bytes(of: identity), Catalogue.bytes(of: pattern))
    }
    try Catalogue.setNumber(.nextSegment, UInt64(nextNumber), in: transaction)
    if let lastDay {
      let pattern = UInt64(UInt32(bitPattern: lastDay.ordinal))
      try Catalogue.setNumber(.lastDay, pattern, in: transaction)
    }
  }

  /// After the commit: files nothing names any more. What cannot be removed now is removed at the next opening.
  func removeOldFiles() { unlink(removed) }

  /// When there will be no commit.
  func removeNewFiles() { unlink(created) }

  private func unlink(_ files: [SegmentFile]) {
    for segment in files { try? StateDirectory.remove(segment.file.path) }
  }
}
