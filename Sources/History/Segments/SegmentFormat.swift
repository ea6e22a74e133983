import Ledger

/// A segment file: the postings one night (or several, merged) added, written once and never changed.
///
/// ```
/// header, padded to 8 KiB     magic · version · totals · a place for each shard · checksum
/// for each shard, anywhere    directory pages · blocks
/// ```
/// Within a shard everything is in the order of `SubjectSlot`. The directory says which subjects there are
/// and where their blocks lie, so that a merge passes over the others without reading them. Each directory
/// page and each block has its own checksum, verified whenever it is read: damage is found where it is
/// touched, however large the file.
enum SegmentFormat {
  /// `MANUSEG1` in ASCII.
  static let magic: UInt64 = 0x3147_4553_554E_414D
  /// Bytes before the first region.
  static let headerSize = 8192
  /// Bytes of a full directory page; the last of a shard is shorter.
  static let pageSize = 4096
  /// Checksum, number of entries.
  static let pageHeaderSize = 32
  /// Bytes of a `DirectoryEntry`.
  static let entrySize = 32
  /// Entries of a full page.
  static let entriesPerPage = (pageSize - pageHeaderSize) / entrySize
  /// What checksums are seeded with, so that a block of zeros is not its own checksum.
  static let checksumSeed: UInt64 = 0x6D61_6E75_6D69_7421
}

/// Where a subject's block lies in its shard, and what it must hash to.
struct DirectoryEntry: BitwiseCopyable {
  var high: UInt64 = 0
  var low: UInt64 = 0
  /// Bytes of the block; blocks follow one another in the order of entries.
  var length: UInt32 = 0
  /// Lower half of the block's hash.
  var checksum: UInt32 = 0
  /// Postings in the block.
  var count: UInt32 = 0
  /// `SubjectKind.rawValue`.
  var kind: UInt32 = 0

  var slot: SubjectSlot { SubjectSlot(high: high, low: low, kind: UInt8(truncatingIfNeeded: kind)) }
}

/// Where a shard's postings lie in a segment file.
struct ShardRegion: BitwiseCopyable {
  var offset: UInt64 = 0
  var directoryLength: UInt64 = 0
  var blocksLength: UInt64 = 0
  var postings: UInt64 = 0
}

/// What the beginning of a segment file says.
struct SegmentHeader: BitwiseCopyable {
  var magic = SegmentFormat.magic
  var version: UInt32 = 1
  var shards = UInt32(SubjectKey.shardCount)
  var fileLength: UInt64 = 0
  var postings: UInt64 = 0
  var subjects: UInt64 = 0
  /// Earliest and latest local date, days since 1970.
  var firstDay: Int32 = .max
  var lastDay: Int32 = .min
}

/// A subject with its kind, in the order in which shards are kept: key, then kind.
struct SubjectSlot: BitwiseCopyable, Comparable, Hashable {
  var high: UInt64
  var low: UInt64
  var kind: UInt8

  init(high: UInt64, low: UInt64, kind: UInt8) {
    self.high = high
    self.low = low
    self.kind = kind
  }

  init(_ kind: SubjectKind, _ key: SubjectKey) {
    self.init(high: key.high, low: key.low, kind: kind.rawValue)
  }

  var key: SubjectKey { SubjectKey(high: high, low: low) }
  var subjectKind: SubjectKind { SubjectKind(rawValue: kind) ?? .customer }

  @inline(__always)
  static func < (left: SubjectSlot, right: SubjectSlot) -> Bool {
    if left.high != right.high { return left.high < right.high }
    return left.low != right.low ? left.low < right.low : left.kind < right.kind
  }
}
