import Glibc
import Ledger
import Synchronization

/// Writes a segment file, shard by shard in any order and from any thread.
///
/// The file is worth nothing until `finish`: without it the owner's end removes it.
final class SegmentWriter: Sendable {
  let number: UInt32
  private let file: OpenFile

  private struct Progress {
    var header = SegmentHeader()
    var regions = [ShardRegion](repeating: ShardRegion(), count: SubjectKey.shardCount)
    var end = SegmentFormat.headerSize
    /// Whether the file is no longer this owner's to remove: it is worth something, or gone.
    var isOver = false
  }

  private let progress = Mutex(Progress())
  /// Held while waiting for the device; what an early wait met.
  private let settling = Mutex<HistoryError?>(nil)

  init(number: UInt32, in directory: StateDirectory) throws(HistoryError) {
    self.number = number
    file = try OpenFile(creating: directory.segment(number))
  }

  deinit { discard() }

  /// Removes the file, unless it is finished.
  ///
  /// Once: whoever still waits for the device keeps this owner alive, and the next night has a file of the same name.
  func discard() {
    let wasOver = progress.withLock { progress in
      defer { progress.isOver = true }
      return progress.isOver
    }
    if !wasOver { unlink(file.path) }
  }

  /// Postings written so far.
  var postings: Int { progress.withLock { Int($0.header.postings) } }

  /// Writes all of a shard; once for each shard at most. Nothing is written where there is no posting.
  func write(
    shard: Int, directory: borrowing DirectoryBuilder, blocks: UnsafeRawBufferPointer, postings: Int,
    firstDay: Int32, lastDay: Int32
  ) throws(HistoryError) {
    guard postings > 0 else { return }
    let directoryBytes = directory.output.bytes
    let subjects = UInt64(directory.subjects)
    let offset = progress.withLock { progress in
      precondition(progress.regions[shard].offset == 0, "a shard is written once a night")
      let offset = progress.end
      progress.regions[shard] = ShardRegion(
        offset: UInt64(offset), directoryLength: UInt64(directoryBytes.count),
        blocksLength: UInt64(blocks.count), postings: UInt64(postings))
      progress.end += directoryBytes.count + blocks.count
      progress.header.postings += UInt64(postings)
      progress.header.subjects += subjects
      progress.header.firstDay = min(progress.header.firstDay, firstDay)
      progress.header.lastDay = max(progress.header.lastDay, lastDay)
      return offset
    }
    try file.write(directoryBytes, at: offset)
    try file.write(blocks, at: offset + directoryBytes.count)
  }

  /// Waits until what was written so far is on the device.
  ///
  /// The system tells of a failed write once: it is kept for `finish`, which would not hear of it any more.
  func settle() {
    settling.withLock { failure in
      do throws(HistoryError) { try file.synchronise() } catch { failure = error }
    }
  }

  /// Writes the header and waits until all is on the device. Only then may the catalogue name the segment.
  func finish(level: Int) throws(HistoryError) -> SegmentRecord {
    var (header, regions) = progress.withLock { ($0.header, $0.regions) }
    header.fileLength = UInt64(progress.withLock { $0.end })
    let page = UnsafeMutableRawBufferPointer.allocate(byteCount: SegmentFormat.headerSize, alignment: 8)
    defer { page.deallocate() }
    page.initializeMemory(as: UInt8.self, repeating: 0)
    page.storeBytes(of: header, as: SegmentHeader.self)
    for (shard, region) in regions.enumerated() {
      page.storeBytes(of: region, toByteOffset: SegmentFile.regionOffset(shard), as: ShardRegion.self)
    }
    let checksum = SegmentFile.headerChecksum(UnsafeRawBufferPointer(page))
    page.storeBytes(of: checksum, toByteOffset: SegmentFormat.headerSize - 8, as: UInt64.self)
    try file.write(UnsafeRawBufferPointer(page), at: 0)
    try settling.withLock { failure throws(HistoryError) in
      if let failure { throw failure }
      try file.synchronise()
    }
    progress.withLock { $0.isOver = true }
    return SegmentRecord(
      number: number, level: level, checksum: hexadecimal(checksum), bytes: Int(header.fileLength),
      postings: Int(header.postings), subjects: Int(header.subjects), firstDay: header.firstDay,
      lastDay: header.lastDay)
  }
}

/// What the catalogue says of a live segment.
struct SegmentRecord: Codable, Hashable, Sendable {
  var number: UInt32
  /// How often its postings were merged: segments of one level are of like size.
  var level: Int
  /// Checksum of its header, sixteen hexadecimal digits.
  var checksum: String
  var bytes: Int
  var postings: Int
  var subjects: Int
  /// Earliest and latest local date, days since 1970.
  var firstDay: Int32
  var lastDay: Int32
}
