import Ledger
import Testing

@testable import History

/// Laws 1 to 3 and 5 at the level of postings, on random files.
@Suite struct MergeTests {
  @Test(arguments: 0..<16) func anySplitIntoNightsEndsInTheSameHistory(seed: UInt64) throws {
    let scenario = Scenario(seed: seed)
    let expected = Scenario.oracle(scenario.files)
    var generator = Generator(seed: seed &+ 1_000_000)
    for attempt in 0..<4 {
      let directory = try TemporaryDirectory()
      let store = try HistoryStore(directory: directory.state)
      var files = scenario.files
      if attempt > 0 { files.shuffle(using: &generator) }
      while !files.isEmpty {
        // All in one night, in random groups, and each file in a night of its own, so that segments are merged.
        let count = [files.count, 1 + generator.below(files.count), 1 + generator.below(files.count), 1][
          attempt]
        let tonight = files.prefix(count).flatMap { $0 }.shuffled(using: &generator)
        files.removeFirst(count)
        try store.run(tonight)
      }
      #expect(try store.everything().mapValues { Said($0) } == expected, "seed \(seed), attempt \(attempt)")
    }
  }

  @Test(arguments: 0..<10) func theSameFilesAgainChangeNothingAndSaySo(seed: UInt64) throws {
    let directory = try TemporaryDirectory()
    let store = try HistoryStore(directory: directory.state)
    let records = Scenario(seed: seed).files.flatMap { $0 }
    try store.run(records)
    let before = try store.everything()
    let again = records.map { $0.at(file: Int($0.posting.file) + 1000, line: Int($0.posting.line)) }
    var called = 0
    let tally = try store.run(again) { _ in called += 1 }
    #expect(called == 0, "seed \(seed)")
    #expect(tally.accepted == RecordTally(), "seed \(seed)")
    #expect(tally.duplicate.records == records.count { $0.kind == .customer }, "seed \(seed)")
    #expect(
      try store.everything().mapValues { $0.postings } == before.mapValues { $0.postings }, "seed \(seed)")
    #expect(try store.statistics.segments == 1, "seed \(seed)")
  }

  @Test(arguments: 0..<10) func everyRecordIsAcceptedOrDuplicateByCountAndAmount(seed: UInt64) throws {
    let directory = try TemporaryDirectory()
    let store = try HistoryStore(directory: directory.state)
    for file in Scenario(seed: seed).files {
      var fed = RecordTally()
      for record in file where record.kind == .customer { fed.add(record.posting.money) }
      let tally = try store.run(file)
      var counted = tally.accepted
      counted.add(tally.duplicate)
      #expect(counted == fed, "seed \(seed)")
      #expect(tally.conflicting <= tally.duplicate.records, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<10) func theBodySeesWhereWhatIsNewBegins(seed: UInt64) throws {
    let directory = try TemporaryDirectory()
    let store = try HistoryStore(directory: directory.state)
    for file in Scenario(seed: seed).files {
      let before = try store.everything()
      var changed: [SubjectSlot: MergedSubject] = [:]
      try store.run(file) { changed[SubjectSlot($0.activity.kind, $0.activity.subject)] = $0 }
      let after = try store.everything()
      for (slot, activity) in after {
        guard let merged = changed[slot] else {
          #expect(before[slot].map { Said($0) } == Said(activity), "seed \(seed)")
          continue
        }
        #expect(Said(merged.activity) == Said(activity), "seed \(seed)")
        let old = Set(before[slot].map { Said($0).postings } ?? [])
        let new = Said(activity).postings
        let gone = (before[slot]?.postings ?? []).enumerated().filter {
          !Set(new).contains(Said(before[slot] ?? Activity()).postings[$0.offset])
        }
        let added = new.indices.filter { !old.contains(new[$0]) }
        let days = added.map { activity.postings[$0].day } + gone.map(\.element.day)
        #expect(merged.firstChangedDay == days.min(), "seed \(seed)")
      }
    }
  }

  @Test func honestTwinsBothCountAndTheFileAgainAddsNothing() throws {
    let directory = try TemporaryDirectory()
    let store = try HistoryStore(directory: directory.state)
    var posting = Posting()
    posting.amount = 500
    posting.currency = Currency.usDollar.letters
    posting.flags = [.contentIdentity, .countsRecord]
    posting.identity = 42
    let key = SubjectKey(kind: .customer, institution: 1, identifier: "twin")
    let record = Record(kind: .customer, key: key, posting: posting, texts: [])
    let twins = [record.at(file: 1, line: 7), record.at(file: 1, line: 3)]
    #expect(try store.run(twins).accepted.records == 2)
    #expect(try store.run(twins.map { $0.at(file: 2, line: Int($0.posting.line)) }).duplicate.records == 2)
    let triplets = (1...3).map { record.at(file: 3, line: $0) }
    let tally = try store.run(triplets)
    #expect(tally.accepted.records == 1)
    #expect(tally.duplicate.records == 2)
    #expect(try store.activity(.customer, key)?.postings.count == 3)
  }

  @Test func ofTwoThatContradictOneStaysWhicheverCameFirst() throws {
    let key = SubjectKey(kind: .customer, institution: 1, identifier: "contradiction")
    var posting = Posting()
    posting.identity = 9
    posting.amount = 100
    posting.currency = Currency.usDollar.letters
    posting.flags = .countsRecord
    let first = Record(kind: .customer, key: key, posting: posting, texts: []).at(file: 1, line: 1)
    posting.amount = 200
    let second = Record(kind: .customer, key: key, posting: posting, texts: []).at(file: 2, line: 1)
    var amounts: Set<[Int64]> = []
    for order in [[first, second], [second, first]] {
      let directory = try TemporaryDirectory()
      let store = try HistoryStore(directory: directory.state)
      try store.run([order[0]])
      let tally = try store.run([order[1]])
      #expect(tally.duplicate.minorUnits == ["USD": order[1].posting.amount])
      #expect(tally.conflicting == 1)
      amounts.insert(try store.activity(.customer, key)?.postings.map(\.amount) ?? [])
      // The one that gave way is still in its segment; it must not look like a change for ever.
      var called = 0
      try store.run(order) { _ in called += 1 }
      #expect(called == 0)
    }
    #expect(amounts.count == 1)
  }
}
