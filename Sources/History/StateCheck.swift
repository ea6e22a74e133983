import Ledger

/// What reading a whole state brought to light.
public struct StateCheck: Sendable {
  /// Entries of the catalogue.
  public var entries = 0
  public var segments = 0
  /// Postings in the segments, forgotten ones too.
  public var postings = 0
  /// What is damaged: at most one fault for each table of the catalogue and each shard of a segment.
  public var damage: [HistoryError] = []
}

extension HistoryStore {
  /// Reads everything there is and holds it to its checksums.
  public func check() -> StateCheck {
    var check = StateCheck()
    for table in CatalogueTable.allCases {
      do { check.entries += try entries(of: table) } catch { check.damage.append(error) }
    }
    let segments = segments
    check.segments = segments.count
    for segment in segments {
      let shards = concurrentMap(Array(0..<SubjectKey.shardCount), stretch: 8) {
        Self.tried($0, in: segment)
      }
      for shard in shards {
        switch shard {
        case .success(let postings): check.postings += postings
        case .failure(let error): check.damage.append(error)
        }
      }
    }
    return check
  }

  /// The entries of a table, each with its seal, as many as the table says it has.
  private func entries(of table: CatalogueTable) throws(HistoryError) -> Int {
    let (found, stated) = try catalogue.read { view throws(LMDBError) in
      var found = 0
      try view.scan(table, from: []) { _, _ in
        found += 1
        return true
      }
      return (found, try view.count(table))
    }
    guard found == stated else {
      throw HistoryError.damaged(
        "read the catalogue", path: directory.catalogue,
        reason: "table \(table.rawValue) has \(found) entries and says it has \(stated)")
    }
    return found
  }

  private static func tried(_ shard: Int, in segment: SegmentFile) -> Result<Int, HistoryError> {
    do { return .success(try postings(of: shard, in: segment)) } catch { return .failure(error) }
  }

  /// The postings of a shard, every one of them read.
  private static func postings(of shard: Int, in segment: SegmentFile) throws(HistoryError) -> Int {
    let region = segment.region(shard)
    guard region.postings > 0 else { return 0 }
    let cursor = try SegmentCursor(segment, shard: shard, wanted: .max, withdrawn: WithdrawnSlots())
    var decoder = BlockDecoder()
    var postings = 0
    while let entry = cursor.entry {
      decoder.removeAll()
      try cursor.decode(into: &decoder, floor: nil)
      postings += Int(entry.count)
      try cursor.advance()
    }
    guard postings == region.postings else { throw segment.damaged(shard: shard, part: "the directory") }
    return postings
  }
}
