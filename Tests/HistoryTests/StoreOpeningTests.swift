import Foundation
import Ledger
import Testing

@testable import History

@Suite struct StoreOpeningTests {
  @Test func aNewStateIsEmptyAndForItsOwnerOnly() throws {
    let directory = try TemporaryDirectory()
    let store = try HistoryStore(directory: directory.state)
    #expect(store.lastDay == nil)
    #expect(store.horizon == nil)
    #expect(try store.statistics.postings == 0)
    try store.run(Scenario(seed: 1).files[0])
    let names = try #require(FileManager.default.enumerator(atPath: directory.state)?.allObjects as? [String])
    #expect(names.contains("catalogue/data.mdb"))
    #expect(names.contains("segments/00000001.seg"))
    for name in [""] + names {
      let attributes = try FileManager.default.attributesOfItem(atPath: directory.state + "/" + name)
      let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
      let isDirectory = attributes[.type] as? FileAttributeType == .typeDirectory
      #expect(mode == (isDirectory ? 0o700 : 0o600), "\(name)")
    }
  }

  @Test func aStateInUseSaysByWhom() throws {
    let directory = try TemporaryDirectory()
    var options = HistoryOptions()
    options.command = "scan"
    let store = try HistoryStore(directory: directory.state, options: options)
    let error = #expect(throws: HistoryError.self) { try HistoryStore(directory: directory.state) }
    #expect(error?.code == .locked)
    #expect(error?.reason.contains("process \(getpid()), scan, since 20") == true)
    withExtendedLifetime(store) {}
  }

  @Test func waitingForAStateIsRewarded() throws {
    let directory = try TemporaryDirectory()
    let holder = Holder(try HistoryStore(directory: directory.state))
    let thread = Thread {
      usleep(300_000)
      holder.store = nil
    }
    thread.start()
    var options = HistoryOptions()
    options.patience = 20
    let store = try HistoryStore(directory: directory.state, options: options)
    #expect(try store.statistics.segments == 0)
  }

  private final class Holder: @unchecked Sendable {
    var store: HistoryStore?
    init(_ store: HistoryStore) { self.store = store }
  }

  @Test func aNewerStateIsRefusedAndLeftAlone() throws {
    let directory = try TemporaryDirectory()
    try { _ = try HistoryStore(directory: directory.state) }()
    let path = directory.state + "/format"
    try "manumit-state 5\n".write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: HistoryError.self) { try HistoryStore(directory: directory.state) }
    #expect(error?.code == .newerFormat)
    #expect(error?.reason == "it has version 5, and this program knows versions up to 4")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "manumit-state 5\n")
  }

  @Test(arguments: ["", "manumit-state x\n", "manumit-state 1", "manumit-state -1\n", "other 1\n"])
  func aFormatNobodyWroteIsDamage(text: String) throws {
    let directory = try TemporaryDirectory()
    try { _ = try HistoryStore(directory: directory.state) }()
    try text.write(toFile: directory.state + "/format", atomically: true, encoding: .utf8)
    let error = #expect(throws: HistoryError.self) { try HistoryStore(directory: directory.state) }
    #expect(error?.code == .damaged)
  }

  @Test func aDirectoryOfSomethingElseIsNotTouched() throws {
    let directory = try TemporaryDirectory()
    try FileManager.default.createDirectory(atPath: directory.state, withIntermediateDirectories: false)
    try "mine".write(toFile: directory.state + "/letter.txt", atomically: true, encoding: .utf8)
    let error = #expect(throws: HistoryError.self) { try HistoryStore(directory: directory.state) }
    #expect(error?.code == .notAState)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: directory.state) == ["letter.txt"])
  }

  @Test func aStateThatWasOnlyBegunIsCompleted() throws {
    let directory = try TemporaryDirectory()
    try FileManager.default.createDirectory(atPath: directory.state, withIntermediateDirectories: false)
    try "manum".write(toFile: directory.state + "/format.new", atomically: true, encoding: .utf8)
    let store = try HistoryStore(directory: directory.state)
    try store.run(Scenario(seed: 2).files[0])
    #expect(try store.statistics.segments == 1)
  }

  @Test func aPlaceThatCannotBeWrittenIsNamed() throws {
    let error = #expect(throws: HistoryError.self) { try HistoryStore(directory: "/proc/manumit-state") }
    #expect(error?.path == "/proc/manumit-state")
    #expect(error?.description.contains("Could not create a directory (/proc/manumit-state)") == true)
  }
}
