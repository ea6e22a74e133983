import Dispatch
import Ledger
import Synchronization

/// Merges several segments into one, leaving out what is forgotten and what gave way to another posting.
enum Compaction {
  /// Shards are handed to workers in slices of this many, so that a worker's scratch space serves several.
  private static let shardsPerSlice = 16

  /// Writes the postings of `sources` to `writer`, slices of shards side by side.
  static func merge(
    _ sources: [SegmentFile], into writer: SegmentWriter, floor: BusinessDay?, withdrawn: WithdrawnSlots
  ) throws(HistoryError) {
    let failure = Mutex<HistoryError?>(nil)
    DispatchQueue.concurrentPerform(iterations: SubjectKey.shardCount / shardsPerSlice) { slice in
      var merger = ShardMerger()
      for shard in (slice * shardsPerSlice)..<((slice + 1) * shardsPerSlice) {
        guard failure.withLock({ $0 == nil }) else { return }
        let task = ShardMerger.Task(
          shard: shard, segments: sources, floor: floor, withdrawn: withdrawn)
        do throws(HistoryError) { try merger.compact(task, into: writer) } catch {
          failure.withLock { $0 = error }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}

extension ShardMerger {
  /// Copies a shard of several segments into one.
  mutating func compact(_ task: Task, into writer: SegmentWriter) throws(HistoryError) {
    region.begin()
    var cursors: [SegmentCursor] = []
    for segment in task.segments where segment.region(task.shard).postings > 0 {
      cursors.append(
        try SegmentCursor(segment, shard: task.shard, wanted: .max, withdrawn: task.withdrawn))
    }
    while let slot = cursors.lazy.filter({ $0.entry != nil }).map(\.slot).min() {
      let holders = cursors.filter { $0.entry != nil && $0.slot == slot }
      if holders.count == 1, let entry = holders[0].entry, holders[0].segment.isWhollyAfter(task.floor) {
        region.copy(try holders[0].block(), entry: entry)
        region.include(holders[0].segment.record)
      } else {
        try remember(slot, from: holders, floor: task.floor)
        filter.mark(entries)
        try encodeRemembered(slot)
      }
      for cursor in holders { try cursor.advance() }
    }
    try region.write(shard: task.shard, to: writer)
  }

  /// Writes what is remembered of a subject and did not give way.
  private mutating func encodeRemembered(_ slot: SubjectSlot) throws(HistoryError) {
    entries.keep { !$0.marks.contains(.dropped) }
    guard entries.count > 0 else { return }
    sort()
    region.encoder.begin(count: entries.count)
    for position in 0..<entries.count {
      let posting = entries[position].value
      region.encoder.append(posting, texts: entries[position].texts)
      region.include(posting.day)
    }
    try region.end(slot, count: entries.count)
  }
}

extension SegmentFile {
  /// Whether nothing in it is forgotten.
  func isWhollyAfter(_ floor: BusinessDay?) -> Bool {
    guard let floor else { return true }
    return record.firstDay >= floor.ordinal
  }
}
