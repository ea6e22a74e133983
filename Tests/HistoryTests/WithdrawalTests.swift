import Ledger
import Testing

@testable import History

/// Postings that move from one subject to another, against a dictionary that forgets and remembers at once.
@Suite struct WithdrawalTests {
  private static let subjects = (0..<6).map {
    SubjectKey(kind: .customer, institution: 1, identifier: "\($0)")
  }

  private static func night(_ number: Int, _ random: inout Generator) -> [Record] {
    (0..<12).map { line in
      var posting = Posting()
      posting.instant = Instant(
        day: BusinessDay(ordinal: 20_000 + Int32(number)), secondOfDay: line, zoneMinutes: 0)
      posting.identity = UInt64(number) * 100 + UInt64(line)
      posting.flags = [.countsRecord, .contentIdentity]
      let key = subjects[random.below(subjects.count)]
      return Record(kind: .customer, key: key, posting: posting, texts: []).at(file: number + 1, line: line)
    }
  }

  /// What the store holds: identities by subject.
  private static func held(_ store: HistoryStore) throws -> [SubjectKey: Set<UInt64>] {
    var held: [SubjectKey: Set<UInt64>] = [:]
    for activity in try store.everything().values {
      held[activity.subject] = Set(activity.postings.map(\.identity))
    }
    return held
  }

  /// The same, read in passing.
  private static func visited(_ store: HistoryStore) throws -> [SubjectKey: Set<UInt64>] {
    var visited: [SubjectKey: Set<UInt64>] = [:]
    for shard in 0..<SubjectKey.shardCount {
      try store.visit(shard: shard, where: { _, _ in true }) {
        visited[$0.subject] = Set($0.postings.map(\.identity))
      }
    }
    return visited
  }

  /// Files every second posting of one subject under another.
  private static func move(
    from source: SubjectKey, to target: SubjectKey, in store: HistoryStore,
    _ expected: inout [SubjectKey: Set<UInt64>]
  ) throws {
    guard source != target, let activity = try store.activity(.customer, source) else { return }
    let night = try store.beginNight()
    night.withdraw(.customer, source)
    var records: [Record] = []
    for (index, posting) in activity.postings.enumerated() {
      let key = index.isMultiple(of: 2) ? target : source
      records.append(Record(kind: .customer, key: key, posting: posting, texts: []))
      guard index.isMultiple(of: 2) else { continue }
      expected[source]?.remove(posting.identity)
      expected[target, default: []].insert(posting.identity)
    }
    let filed = FiledRecords(records)
    for shard in 0..<SubjectKey.shardCount {
      _ = try night.mergeShard(shard, incoming: filed.ranges(shard), isFiledAnew: true) { _ in }
    }
    try night.commit()
    if expected[source]?.isEmpty == true { expected[source] = nil }
  }

  @Test(arguments: UInt64(1)...4)
  func whatMovesIsFoundInItsNewPlaceAlone(seed: UInt64) throws {
    let directory = try TemporaryDirectory()
    var random = Generator(seed: seed)
    var expected: [SubjectKey: Set<UInt64>] = [:]
    // Opened anew after some nights: what is void must survive that.
    for opening in 0..<8 {
      let store = try HistoryStore(directory: directory.state)
      for number in (opening * 5)..<(opening * 5 + 5) {
        let records = Self.night(number, &random)
        try store.run(records)
        for record in records {
          let identity = PostingIdentity.numbered(digest: record.posting.identity, occurrence: 0)
          expected[record.key, default: []].insert(identity)
        }
        if random.chance(50) {
          let source = Self.subjects[random.below(Self.subjects.count)]
          let target = Self.subjects[random.below(Self.subjects.count)]
          try Self.move(from: source, to: target, in: store, &expected)
        }
        #expect(try Self.held(store) == expected, "seed \(seed), night \(number)")
        #expect(try Self.visited(store) == expected, "seed \(seed), night \(number)")
      }
    }
  }

  @Test func whatWasWithdrawnIsForgottenWithTheSegmentsThatHoldIt() throws {
    let directory = try TemporaryDirectory()
    var random = Generator(seed: 9)
    let store = try HistoryStore(directory: directory.state)
    var expected: [SubjectKey: Set<UInt64>] = [:]
    try store.run(Self.night(0, &random))
    try Self.move(from: Self.subjects[0], to: Self.subjects[1], in: store, &expected)
    #expect(store.live.withdrawn.since.count == 1)
    for number in 1..<CommitPlan.segmentsPerLevel { try store.run(Self.night(number, &random)) }
    #expect(store.live.withdrawn.since.isEmpty, "the segments were merged")
    #expect(try Catalogue.withdrawn(in: store.catalogue).since.isEmpty)
  }

  @Test func aNightThatIsGivenUpWithdrawsNothing() throws {
    let directory = try TemporaryDirectory()
    var random = Generator(seed: 10)
    let store = try HistoryStore(directory: directory.state)
    try store.run(Self.night(0, &random))
    let before = try Self.held(store)
    let night = try store.beginNight()
    for subject in Self.subjects { night.withdraw(.customer, subject) }
    night.abandon()
    #expect(try Self.held(store) == before)
  }
}
