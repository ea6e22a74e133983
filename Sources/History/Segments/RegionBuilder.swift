import Ledger

/// The part of a segment that belongs to one shard, while it is put together in memory.
struct RegionBuilder: ~Copyable {
  var encoder = BlockEncoder()
  private var directory = DirectoryBuilder()
  private(set) var postings = 0
  private var firstDay: Int32 = .max
  private var lastDay: Int32 = .min

  /// Forgets everything, for the next shard.
  mutating func begin() {
    encoder.output.removeAll()
    directory.begin()
    postings = 0
    firstDay = .max
    lastDay = .min
  }

  /// Notes the date of a posting that was encoded.
  @inline(__always)
  mutating func include(_ day: BusinessDay) {
    firstDay = min(firstDay, day.ordinal)
    lastDay = max(lastDay, day.ordinal)
  }

  /// Ends the block begun in `encoder` and names it in the directory. Subjects come in order.
  mutating func end(_ slot: SubjectSlot, count: Int) throws(HistoryError) {
    guard count > 0 else { return }
    let range = encoder.finish()
    guard let length = UInt32(exactly: range.count), let postings = UInt32(exactly: count) else {
      throw HistoryError(
        .subjectTooLarge, operation: "write a segment",
        reason: "the new postings of one subject take \(range.count) bytes, more than 4 GiB",
        advice: "Scan the input in smaller parts, a day at a time.")
    }
    let block = UnsafeRawBufferPointer(rebasing: encoder.output.bytes[range])
    directory.append(
      DirectoryEntry(
        high: slot.high, low: slot.low, length: length,
        checksum: UInt32(truncatingIfNeeded: StableHash.hash(block, seed: SegmentFormat.checksumSeed)),
        count: postings, kind: UInt32(slot.kind)))
    self.postings += count
  }

  /// Takes over a block of another segment as it is.
  mutating func copy(_ block: UnsafeRawBufferPointer, entry: DirectoryEntry) {
    encoder.output.append(contentsOf: block)
    directory.append(entry)
    postings += Int(entry.count)
  }

  /// Widens the dates to those of a segment whose blocks were copied.
  mutating func include(_ record: SegmentRecord) {
    firstDay = min(firstDay, record.firstDay)
    lastDay = max(lastDay, record.lastDay)
  }

  /// Hands the region to the segment.
  mutating func write(shard: Int, to writer: SegmentWriter) throws(HistoryError) {
    directory.finish()
    try writer.write(
      shard: shard, directory: directory, blocks: encoder.output.bytes, postings: postings,
      firstDay: firstDay, lastDay: lastDay)
  }
}
