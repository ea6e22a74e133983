import Dispatch
import Ledger
import Synchronization
import Testing

@testable import History

@Suite struct ConcurrencyTests {
  @Test(arguments: 0..<6) func shardsMergedSideBySideGiveTheSameHistory(seed: UInt64) throws {
    let directory = try TemporaryDirectory()
    let store = try HistoryStore(directory: directory.state)
    let scenario = Scenario(seed: seed)
    let whole = Mutex(ShardTally())
    for file in scenario.files {
      let night = try store.beginNight()
      let filed = FiledRecords(file)
      let failures = Mutex<[HistoryError]>([])
      DispatchQueue.concurrentPerform(iterations: SubjectKey.shardCount) { shard in
        do throws(HistoryError) {
          let tally = try night.mergeShard(shard, incoming: filed.ranges(shard)) {
            merged throws(HistoryError) in
            let key = Catalogue.bytes(of: merged.activity.subject.high)
            let before = try night.get(.findings, key: key)?.first ?? 0
            night.put(.findings, key: key, value: [before + 1])
          }
          whole.withLock { $0.add(tally) }
        } catch { failures.withLock { $0.append(error) } }
      }
      #expect(failures.withLock { $0 }.isEmpty, "seed \(seed)")
      try night.commit()
    }
    let expected = Scenario.oracle(scenario.files)
    #expect(try store.everything().mapValues { Said($0) } == expected, "seed \(seed)")
    var changes = 0
    try store.scan(.findings) { _, value in
      changes += Int(value[0])
      return true
    }
    #expect(changes == whole.withLock { $0.changedSubjects }, "seed \(seed)")
  }
}

extension FiledRecords: @unchecked Sendable {}
