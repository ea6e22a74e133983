import Foundation
import Ledger
import Testing

@testable import History

@Suite struct DamageTests {
  /// A state of one night, its segment's path, and the segment's bytes.
  private func prepared() throws -> (TemporaryDirectory, path: String, bytes: [UInt8]) {
    let directory = try TemporaryDirectory()
    try { _ = try HistoryStore(directory: directory.state).run(Scenario(seed: 8).files.flatMap { $0 }) }()
    let path = directory.state + "/segments/00000001.seg"
    return (directory, path, Array(try Data(contentsOf: URL(fileURLWithPath: path))))
  }

  /// Whatever reads everything there is.
  private func readAll(_ directory: TemporaryDirectory) throws {
    let store = try HistoryStore(directory: directory.state)
    _ = try store.everything()
  }

  @Test func anyChangedByteIsFoundWithItsFileAndItsMend() throws {
    let (directory, path, bytes) = try prepared()
    var generator = Generator(seed: 4)
    // Every byte behind the header belongs to a directory page or to a block.
    let places = (0..<60).map { _ in generator.below(bytes.count) } + [0, 8191, 8192, bytes.count - 1]
    for place in places {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(generator.below(8))
      try Data(damaged).write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: HistoryError.self, "byte \(place)") { try readAll(directory) }
      #expect(error?.code == .damaged, "byte \(place)")
      #expect(error?.path == path, "byte \(place)")
      #expect(error?.advice.contains("Restore the state directory from a backup") == true)
    }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    try readAll(directory)
  }

  @Test func aMissingOrShortenedSegmentIsFoundAtOnce() throws {
    let (directory, path, bytes) = try prepared()
    try Data(bytes.dropLast()).write(to: URL(fileURLWithPath: path))
    #expect(throws: HistoryError.self) { try HistoryStore(directory: directory.state) }
    try FileManager.default.removeItem(atPath: path)
    let error = #expect(throws: HistoryError.self) { try HistoryStore(directory: directory.state) }
    #expect(error?.reason == "the file is missing")
  }

  @Test func aShortenedCatalogueIsFoundBeforeItIsRead() throws {
    let (directory, _, _) = try prepared()
    let path = directory.state + "/catalogue/data.mdb"
    #expect(truncate(path, 3 * 4096) == 0)
    let error = #expect(throws: HistoryError.self) { try HistoryStore(directory: directory.state) }
    #expect(error?.code == .damaged)
    #expect(error?.path == directory.state + "/catalogue")
  }

  @Test func aCatalogueThatIsNoneIsDamage() throws {
    let (directory, _, _) = try prepared()
    let path = directory.state + "/catalogue/data.mdb"
    try Data(repeating: 0x5A, count: 40_960).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: HistoryError.self) { try HistoryStore(directory: directory.state) }
    #expect(error?.code == .damaged)
  }
}
