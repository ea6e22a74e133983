import Ledger

/// A live segment, open for reading by any number of threads.
final class SegmentFile: Sendable {
  let record: SegmentRecord
  /// `record` as the catalogue keeps it.
  let encoded: [UInt8]
  let file: OpenFile
  private let regions: [ShardRegion]

  /// Opens a segment and checks that it is the one the catalogue means.
  init(_ record: SegmentRecord, in directory: StateDirectory) throws(HistoryError) {
    self.record = record
    encoded = try Catalogue.encode(record, operation: "name a segment")
    let path = directory.segment(record.number)
    guard StateDirectory.exists(path) else {
      throw HistoryError.damaged("open a segment", path: path, reason: "the file is missing")
    }
    file = try OpenFile(reading: path)
    guard try file.size() == record.bytes else {
      throw HistoryError.damaged(
        "open a segment", path: path, reason: "the file is not \(record.bytes) bytes long, as it was written")
    }
    let page = UnsafeMutableRawBufferPointer.allocate(byteCount: SegmentFormat.headerSize, alignment: 8)
    defer { page.deallocate() }
    try file.read(into: page, at: 0)
    let bytes = UnsafeRawBufferPointer(page)
    let checksum = SegmentFile.headerChecksum(bytes)
    guard bytes.load(as: SegmentHeader.self).magic == SegmentFormat.magic,
      bytes.load(fromByteOffset: SegmentFormat.headerSize - 8, as: UInt64.self) == checksum,
      hexadecimal(checksum) == record.checksum
    else {
      throw HistoryError.damaged(
        "open a segment", path: path, reason: "its header does not have the checksum in the catalogue")
    }
    regions = (0..<SubjectKey.shardCount).map {
      bytes.load(fromByteOffset: SegmentFile.regionOffset($0), as: ShardRegion.self)
    }
  }

  /// Where a shard's postings lie.
  func region(_ shard: Int) -> ShardRegion { regions[shard] }

  /// The error of a part that does not have its checksum.
  func damaged(shard: Int, part: String) -> HistoryError {
    .damaged(
      "read a segment", path: file.path, reason: "\(part) of shard \(shard) does not have its checksum")
  }

  static func regionOffset(_ shard: Int) -> Int { 64 + shard * MemoryLayout<ShardRegion>.stride }

  /// The hash of a header page, without the checksum at its end.
  static func headerChecksum(_ page: UnsafeRawBufferPointer) -> UInt64 {
    StableHash.hash(
      UnsafeRawBufferPointer(rebasing: page[..<(SegmentFormat.headerSize - 8)]),
      seed: SegmentFormat.checksumSeed)
  }
}
