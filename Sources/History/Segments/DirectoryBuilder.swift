import Ledger

/// Collects the directory of a shard, page after page.
struct DirectoryBuilder: ~Copyable {
  /// Whole pages once `finish` was called.
  private(set) var output = GrowingBuffer<UInt8>(capacity: SegmentFormat.pageSize)
  private(set) var subjects = 0
  private var pageStart = 0
  private var entriesInPage = 0

  /// Forgets everything, for the next shard.
  mutating func begin() {
    output.removeAll()
    subjects = 0
    entriesInPage = 0
  }

  /// Adds the entry of the next subject in order.
  mutating func append(_ entry: DirectoryEntry) {
    if entriesInPage == SegmentFormat.entriesPerPage { finish() }
    if entriesInPage == 0 {
      pageStart = output.count
      output.reserve(SegmentFormat.pageSize)
      output.advance(by: SegmentFormat.pageHeaderSize)
    }
    UnsafeMutableRawPointer(output.base + output.count).storeBytes(of: entry, as: DirectoryEntry.self)
    output.advance(by: SegmentFormat.entrySize)
    entriesInPage += 1
    subjects += 1
  }

  /// Closes the page begun: its number of entries, and the checksum of all behind the checksum.
  mutating func finish() {
    guard entriesInPage > 0 else { return }
    let page = UnsafeMutableRawPointer(output.base + pageStart)
    page.initializeMemory(as: UInt8.self, repeating: 0, count: SegmentFormat.pageHeaderSize)
    page.storeBytes(of: UInt64(entriesInPage), toByteOffset: 8, as: UInt64.self)
    let rest = UnsafeRawBufferPointer(start: page + 8, count: output.count - pageStart - 8)
    page.storeBytes(of: StableHash.hash(rest, seed: SegmentFormat.checksumSeed), as: UInt64.self)
    entriesInPage = 0
  }
}
