import Ledger

@testable import History

/// A filing of a test: a posting with its texts and the subject it is filed under.
struct Record {
  var kind: SubjectKind
  var key: SubjectKey
  var posting: Posting
  var texts: [UInt8]

  var slot: SubjectSlot { SubjectSlot(kind, key) }
}

/// Records laid out as a decoder does: for each shard some ranges of filings.
final class FiledRecords {
  private let buffers: [ShardBuffers]

  /// Spreads the records over `parts` buffers, as several workers would.
  init(_ records: [Record], parts: Int = 2) {
    buffers = (0..<parts).map { _ in ShardBuffers() }
    for (index, record) in records.enumerated() {
      record.texts.withUnsafeBytes {
        let texts = $0
        buffers[index % parts].withRoom(Filing.maximumSizeWithoutTexts + texts.count, in: record.key.shard) {
          Filing.append(
            to: &$0, kind: record.kind, subject: record.key, posting: record.posting, texts: texts)
        }
      }
    }
  }

  func ranges(_ shard: Int) -> [UnsafeRawBufferPointer] { buffers.flatMap { $0.ranges(of: shard) } }
}

extension HistoryStore {
  /// One whole night over some records; the tally of all shards.
  @discardableResult
  func run(
    _ records: [Record], body: (inout MergedSubject) throws(HistoryError) -> Void = { _ in }
  ) throws(HistoryError) -> ShardTally {
    let night = try beginNight()
    let tally = try night.merge(records, body: body)
    try night.commit()
    return tally
  }

  /// Every activity in the state.
  func everything() throws -> [SubjectSlot: Activity] {
    var all: [SubjectSlot: Activity] = [:]
    for shard in 0..<SubjectKey.shardCount {
      for (kind, key) in try subjects(inShard: shard) {
        if let activity = try activity(kind, key) { all[SubjectSlot(kind, key)] = activity }
      }
    }
    return all
  }
}

extension Night {
  /// Merges some records, shard after shard.
  func merge(
    _ records: [Record], body: (inout MergedSubject) throws(HistoryError) -> Void = { _ in }
  ) throws(HistoryError) -> ShardTally {
    let filed = FiledRecords(records)
    var tally = ShardTally()
    for shard in 0..<SubjectKey.shardCount {
      tally.add(try mergeShard(shard, incoming: filed.ranges(shard), body: body))
    }
    return tally
  }
}

/// What two activities are compared by: everything but the place a posting was read from, which for a record
/// that stands in two files is where it was seen first.
struct Said: Hashable {
  var postings: [[UInt8]]

  init(_ activity: Activity) {
    postings = activity.postings.map { posting in
      var bare = posting
      bare.file = 0
      bare.line = 0
      bare.textOffset = 0
      var bytes = withUnsafeBytes(of: &bare) { Array($0[..<MemoryLayout<Posting>.size]) }
      activity.texts.withUnsafeBytes { all in
        let own = UnsafeRawBufferPointer(rebasing: all[Int(posting.textOffset)...])
        bytes += own[..<PostingText.byteCount(mask: posting.textMask, in: own)]
      }
      return bytes
    }
  }
}
