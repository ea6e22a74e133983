import Foundation
import Ledger
import Testing

@testable import History

/// Checking a state, copying it, and taking over one of an older program.
@Suite struct StateCareTests {
  /// A state of some nights with derived data.
  private static func prepared(seed: UInt64) throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    let store = try HistoryStore(directory: directory.state)
    for night in Scenario(seed: seed).files { try store.run(night) }
    let night = try store.beginNight()
    for number in 0..<200 {
      night.put(.findings, key: Array("subject \(number)".utf8), value: Self.value(number))
    }
    try night.commit()
    return directory
  }

  private static func value(_ number: Int) -> [UInt8] { Array("found \(1_000 + number)".utf8) }

  private static func contents(_ path: String) throws -> [String] {
    let store = try HistoryStore(directory: path)
    var lines = try store.everything().map { "\($0)" }
    try store.scan(.findings) { key, value in
      lines.append("\(String(decoding: key, as: UTF8.self)): \(String(decoding: value, as: UTF8.self))")
      return true
    }
    return lines.sorted()
  }

  @Test func aSoundStateIsReadToItsEnd() throws {
    let directory = try Self.prepared(seed: 3)
    let store = try HistoryStore(directory: directory.state)
    let check = store.check()
    #expect(check.damage.isEmpty)
    #expect(try check.postings == store.statistics.postings && check.postings > 0)
    #expect(check.entries > 200)
  }

  @Test(arguments: UInt64(1)...4)
  func everyChangedByteOfAnEntryIsFound(seed: UInt64) throws {
    let directory = try Self.prepared(seed: seed)
    let path = directory.state + "/catalogue/data.mdb"
    let sound = try Data(contentsOf: URL(fileURLWithPath: path))
    var generator = Generator(seed: seed)
    for _ in 0..<12 {
      let number = generator.below(200)
      let value = Data(Self.value(number))
      var damaged = sound
      // Pages that were written and left again hold old copies: every one is changed.
      var from = damaged.startIndex
      while let place = damaged.range(of: value, in: from..<damaged.endIndex) {
        damaged[place.lowerBound + generator.below(value.count)] ^= 1 << UInt8(generator.below(8))
        from = place.upperBound
      }
      try damaged.write(to: URL(fileURLWithPath: path))
      let store = try HistoryStore(directory: directory.state)
      let check = store.check()
      #expect(
        check.damage.count == 1 && check.damage.first?.code == .damaged, "seed \(seed), value \(number)")
      #expect(check.damage.first?.reason.contains("table findings") == true)
      #expect(throws: HistoryError.self, "seed \(seed), value \(number)") {
        try store.get(.findings, key: Array("subject \(number)".utf8))
      }
    }
    try sound.write(to: URL(fileURLWithPath: path))
    #expect(try HistoryStore(directory: directory.state).check().damage.isEmpty)
  }

  @Test func aChangedByteOfASegmentIsFoundAndTheRestIsRead() throws {
    let directory = try Self.prepared(seed: 5)
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: directory.state + "/segments").min())
    let path = directory.state + "/segments/" + name
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    let check = try HistoryStore(directory: directory.state).check()
    #expect(check.damage.map(\.path) == [path])
    #expect(check.postings > 0)
  }

  @Test func aCopyIsTheSameStateAndGoesOn() throws {
    let directory = try Self.prepared(seed: 6)
    let copy = directory.state + "-copy"
    defer { try? FileManager.default.removeItem(atPath: copy) }
    try { try HistoryStore(directory: directory.state).copy(to: copy) }()
    let expected = try Self.contents(directory.state)
    #expect(try Self.contents(copy) == expected)
    let more = Scenario(seed: 60).files[0]
    for path in [directory.state, copy] {
      try { _ = try HistoryStore(directory: path).run(more) }()
    }
    #expect(try Self.contents(copy) == Self.contents(directory.state))
    let names = try #require(FileManager.default.enumerator(atPath: copy)?.allObjects as? [String])
    for name in names {
      let attributes = try FileManager.default.attributesOfItem(atPath: copy + "/" + name)
      let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
      #expect(mode & 0o077 == 0, "\(name)")
    }
  }

  @Test func nothingIsCopiedOverAnything() throws {
    let directory = try Self.prepared(seed: 7)
    let store = try HistoryStore(directory: directory.state)
    let error = #expect(throws: HistoryError.self) { try store.copy(to: directory.state) }
    #expect(error?.reason == "the directory is not empty")
  }

  @Test func aCopyThatWasCutShortIsNoState() throws {
    let directory = try Self.prepared(seed: 8)
    let copy = directory.state + "-cut"
    defer { try? FileManager.default.removeItem(atPath: copy) }
    try { try HistoryStore(directory: directory.state).copy(to: copy) }()
    try FileManager.default.removeItem(atPath: copy + "/format")
    let error = #expect(throws: HistoryError.self) { try HistoryStore(directory: copy) }
    #expect(error?.code == .notAState)
  }

  @Test func aStateWithoutSealsGetsThem() throws {
    let directory = try Self.prepared(seed: 9)
    let expected = try Self.contents(directory.state)
    try Self.unseal(directory.state)
    try "manumit-state 2\n".write(
      toFile: directory.state + "/format", atomically: true, encoding: .utf8)
    #expect(try Self.contents(directory.state) == expected)
    let format = try String(contentsOfFile: directory.state + "/format", encoding: .utf8)
    #expect(format == "manumit-state 4\n")
    #expect(try HistoryStore(directory: directory.state).check().damage.isEmpty)
  }

  /// Makes a state as a program of version 2 left it.
  private static func unseal(_ path: String) throws {
    let store = try HistoryStore(directory: path)
    try store.catalogue.write { transaction throws(LMDBError) in
      for table in CatalogueTable.allCases {
        for key in try transaction.keys(of: table) {
          guard let value = try transaction.get(table, key) else { continue }
          try transaction.putAsItIs(table, key, value)
        }
      }
      try transaction.delete(.state, Catalogue.Key.sealed.bytes)
    }
  }
}
