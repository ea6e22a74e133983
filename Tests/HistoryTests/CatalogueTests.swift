import Detection
import Ledger
import Testing

@testable import History

@Suite struct CatalogueTests {
  private static let entry = OutboxEntry.withdrawal(flag: "a", successor: nil, run: "1")

  @Test func tablesKeepWhatWasCommittedInTheOrderOfKeys() throws {
    let directory = try TemporaryDirectory()
    do {
      let store = try HistoryStore(directory: directory.state)
      let night = try store.beginNight()
      for key in [[2, 1], [1], [2], [2, 0], [3]] as [[UInt8]] { night.put(.findings, key: key, value: key) }
      night.put(.flags, key: [2], value: [])
      night.delete(.findings, key: [3])
      #expect(try night.get(.findings, key: [2, 1]) == [2, 1])
      #expect(try night.get(.findings, key: [3]) == nil)
      #expect(try store.get(.findings, key: [1]) == nil)
      try night.commit()
    }
    let store = try HistoryStore(directory: directory.state)
    var keys: [[UInt8]] = []
    try store.scan(.findings, prefix: [2]) { key, value in
      #expect(Array(key) == Array(value))
      keys.append(Array(key))
      return true
    }
    #expect(keys == [[2], [2, 0], [2, 1]])
    #expect(try store.get(.flags, key: [2]) == [])
    let night = try store.beginNight()
    night.delete(.findings, key: [2, 0])
    #expect(try night.get(.findings, key: [2, 0]) == nil)
    #expect(try night.get(.findings, key: [2]) == [2])
    try night.commit()
    #expect(try store.get(.findings, key: [2, 0]) == nil)
    var seen = 0
    try store.scan(.findings) { _, _ in
      seen += 1
      return seen < 2
    }
    #expect(seen == 2)
  }

  @Test func theMapGrowsWithWhatIsPutIntoIt() throws {
    let directory = try TemporaryDirectory()
    let value = [UInt8](repeating: 7, count: 40 << 20)
    do {
      let store = try HistoryStore(directory: directory.state)
      let night = try store.beginNight()
      for key in 0..<8 as Range<UInt8> { night.put(.gathered, key: [key], value: value) }
      try night.commit()
    }
    let store = try HistoryStore(directory: directory.state)
    for key in 0..<8 as Range<UInt8> { #expect(try store.get(.gathered, key: [key])?.count == value.count) }
  }

  @Test func sourcesAreNumberedForEverAndCanBeCompleted() throws {
    let directory = try TemporaryDirectory()
    var source = SourceRecord(name: "monday.csv", format: "csv", bytes: 0, digest: "", records: 0)
    do {
      let store = try HistoryStore(directory: directory.state)
      let night = try store.beginNight()
      #expect(try night.register(source: source) == 1)
      #expect(try night.register(source: source) == 2)
      source.records = 17
      try night.describe(source: 1, as: source)
      try night.commit()
      let abandoned = try store.beginNight()
      #expect(try abandoned.register(source: source) == 3)
    }
    let store = try HistoryStore(directory: directory.state)
    let night = try store.beginNight()
    #expect(try night.register(source: source) == 3)
    night.abandon()
    #expect(try store.source(1)?.records == 17)
    #expect(try store.source(2)?.records == 0)
    #expect(try store.fileName(1) == "monday.csv")
    #expect(try store.fileName(3) == nil)
  }

  @Test func theOutboxKeepsItsOrderUntilEveryEntryIsAcknowledged() throws {
    let directory = try TemporaryDirectory()
    let entries = (0..<300).map { OutboxEntry.withdrawal(flag: "\($0)", successor: nil, run: "r") }
    do {
      let store = try HistoryStore(directory: directory.state)
      for part in [entries[..<200], entries[200...]] {
        let night = try store.beginNight()
        try night.appendOutbox(Array(part))
        try night.commit()
      }
    }
    let store = try HistoryStore(directory: directory.state)
    #expect(try store.pendingEntries(limit: 1000).map(\.entry) == entries)
    let some = try store.pendingEntries(limit: 250)
    #expect(some.map(\.entry) == Array(entries.prefix(250)))
    try store.acknowledge(some.map(\.sequence))
    try store.acknowledge(some.map(\.sequence))
    #expect(try store.statistics.outboxLength == 50)
    try store.acknowledge(try store.pendingEntries(limit: 50).map(\.sequence))
    #expect(try store.pendingEntries(limit: 0).isEmpty)
    // A number is never given twice, not even when the outbox was empty between.
    let night = try store.beginNight()
    try night.appendOutbox([Self.entry])
    try night.commit()
    #expect(try store.pendingEntries(limit: 9).map(\.sequence) == [301])
  }

  @Test func flagsAndOtherEntriesComeBackAndDamagedOnesAreSaidToBe() throws {
    let flag = Flag(
      id: "f", subject: "s", subjectKind: "customer", subjectIdentifier: "C1", subjectName: nil,
      typology: "human-smuggling", role: "unknown", score: 90, since: "2026-03-03", firstDay: "2026-03-02",
      lastDay: "2026-03-04", findings: [], mitigations: [], related: [], rulebook: "r", explanation: "é")
    for entry in [OutboxEntry.flag(flag, run: "r1"), Self.entry] {
      let bytes = try Catalogue.encode(outbox: entry)
      #expect(try Catalogue.decode(outbox: bytes) == entry)
      for length in 0..<bytes.count {
        let error = #expect(throws: HistoryError.self, "length \(length)") {
          try Catalogue.decode(outbox: Array(bytes.prefix(length)))
        }
        #expect(error?.code == .damaged, "length \(length)")
      }
      #expect(throws: HistoryError.self) { try Catalogue.decode(outbox: [9] + bytes.dropFirst()) }
    }
  }
}
