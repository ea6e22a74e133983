import Ledger

/// Walks the subjects of one shard of one segment in order, reading blocks only where asked to.
///
/// Holds two windows of bounded size: some directory pages, and the bytes around the last block read.
final class SegmentCursor {
  let segment: SegmentFile
  private let shard: Int
  private let region: ShardRegion
  private var pages: UnsafeMutableRawBufferPointer
  private var window = GrowingBuffer<UInt8>()
  /// Offset in the shard's blocks of the first byte of `window`.
  private var windowOffset = 0
  private let readAhead: Int
  private let withdrawn: WithdrawnSlots
  private let isPartlyVoid: Bool
  /// Directory bytes read so far.
  private var directoryOffset = 0
  private var pageOffset = 0
  private var pagesLength = 0
  private var entriesLeftInPage = 0
  private var entryOffset = 0
  private var blockOffset = 0

  /// Where the cursor stands; nil past the last subject.
  private(set) var entry: DirectoryEntry?
  /// The slot of `entry`, so that comparing does not unwrap it.
  private(set) var slot = SubjectSlot(high: 0, low: 0, kind: 0)

  /// Directory pages read at once: 64 KiB.
  private static let pagesAtOnce = 16
  /// Bytes of blocks read at once when most subjects are wanted, and when few are.
  private static let longReadAhead = 256 << 10
  private static let shortReadAhead = 8 << 10

  /// Stands at the first subject. `wanted` subjects are going to be asked for, about.
  init(_ segment: SegmentFile, shard: Int, wanted: Int, withdrawn: WithdrawnSlots) throws(HistoryError) {
    self.segment = segment
    self.withdrawn = withdrawn
    isPartlyVoid = withdrawn.concerns(segment)
    self.shard = shard
    region = segment.region(shard)
    let subjects = Int(region.directoryLength) / SegmentFormat.entrySize
    let isDense = wanted >= subjects / 8
    readAhead = isDense ? SegmentCursor.longReadAhead : SegmentCursor.shortReadAhead
    pages = .allocate(
      byteCount: min(Int(region.directoryLength), SegmentCursor.pagesAtOnce * SegmentFormat.pageSize),
      alignment: 8)
    try advance()
  }

  deinit { pages.deallocate() }

  /// Goes on to the next subject of which the segment's word counts.
  func advance() throws(HistoryError) {
    try step()
    while isPartlyVoid, entry != nil, withdrawn.hides(slot, in: segment) { try step() }
  }

  private func step() throws(HistoryError) {
    if let entry { blockOffset += Int(entry.length) }
    if entriesLeftInPage == 0 {
      guard try openPage() else {
        entry = nil
        return
      }
    }
    let next = pages.load(fromByteOffset: entryOffset, as: DirectoryEntry.self)
    entriesLeftInPage -= 1
    entryOffset += SegmentFormat.entrySize
    slot = next.slot
    entry = next
  }

  /// Goes on to the first subject not before `target`; whether it is `target`.
  func seek(_ target: SubjectSlot) throws(HistoryError) -> Bool {
    while entry != nil, slot < target { try advance() }
    return entry != nil && slot == target
  }

  /// The block of the subject the cursor stands at; valid until the next call.
  func block() throws(HistoryError) -> UnsafeRawBufferPointer {
    guard let entry else { preconditionFailure("no block past the last subject") }
    let length = Int(entry.length)
    let blocksLength = Int(region.blocksLength)
    guard blockOffset + length <= blocksLength else {
      throw segment.damaged(shard: shard, part: "the directory")
    }
    if blockOffset < windowOffset || blockOffset + length > windowOffset + window.count {
      let wanted = min(max(length, readAhead), blocksLength - blockOffset)
      window.removeAll()
      window.reserve(wanted)
      try segment.file.read(
        into: UnsafeMutableRawBufferPointer(start: window.base, count: wanted),
        at: Int(region.offset + region.directoryLength) + blockOffset)
      window.advance(by: wanted)
      windowOffset = blockOffset
    }
    let start = blockOffset - windowOffset
    let block = UnsafeRawBufferPointer(rebasing: window.bytes[start..<(start + length)])
    let checksum = StableHash.hash(block, seed: SegmentFormat.checksumSeed)
    guard UInt32(truncatingIfNeeded: checksum) == entry.checksum else {
      throw segment.damaged(shard: shard, part: "a block")
    }
    return block
  }

  /// Decodes the block of the subject the cursor stands at behind what `decoder` holds.
  func decode(into decoder: inout BlockDecoder, floor: BusinessDay?) throws(HistoryError) {
    let block = try block()
    guard decoder.decode(block, count: Int(entry?.count ?? 0), floor: floor) else {
      throw segment.damaged(shard: shard, part: "a block")
    }
  }

  /// Moves on to the next directory page, reading more where needed; false past the last.
  private func openPage() throws(HistoryError) -> Bool {
    if pageOffset >= pagesLength {
      let left = Int(region.directoryLength) - directoryOffset
      guard left > 0 else { return false }
      pagesLength = min(left, pages.count)
      try segment.file.read(
        into: UnsafeMutableRawBufferPointer(rebasing: pages[..<pagesLength]),
        at: Int(region.offset) + directoryOffset)
      directoryOffset += pagesLength
      pageOffset = 0
    }
    let length = min(SegmentFormat.pageSize, pagesLength - pageOffset)
    guard length > SegmentFormat.pageHeaderSize else {
      throw segment.damaged(shard: shard, part: "the directory")
    }
    let rest = UnsafeRawBufferPointer(rebasing: pages[(pageOffset + 8)..<(pageOffset + length)])
    let count = (length - SegmentFormat.pageHeaderSize) / SegmentFormat.entrySize
    guard
      StableHash.hash(rest, seed: SegmentFormat.checksumSeed)
        == pages.load(fromByteOffset: pageOffset, as: UInt64.self),
      rest.load(as: UInt64.self) == UInt64(count)
    else { throw segment.damaged(shard: shard, part: "the directory") }
    entryOffset = pageOffset + SegmentFormat.pageHeaderSize
    entriesLeftInPage = count
    pageOffset += length
    return true
  }
}
