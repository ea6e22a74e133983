import Foundation
import Glibc
@testable import Ingest
import Ledger
import Synchronization
import Testing

@Suite struct FilesTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "manumit-sources-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func write(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  @Test func foldersBecomeTheirFilesInOrder() throws {
    try withFolder { folder in
      for name in ["b.csv", "a.csv", "Z.csv", ".hidden.csv", "é.csv"] { try write("x", folder + "/" + name) }
      try FileManager.default.createDirectory(
        atPath: folder + "/inner", withIntermediateDirectories: true)
      try write("x", folder + "/inner/c.csv")
      let expanded = try SourceList.expand([folder, "-", folder + "/b.csv"])
      let names = ["Z.csv", "a.csv", "b.csv", "é.csv"].map { folder + "/" + $0 }
      #expect(expanded.map(\.path) == names + ["-", folder + "/b.csv"])
      #expect(expanded.map { $0.folder == folder } == [true, true, true, true, false, false])
      #expect(try SourceList.expand([]) == [ListedSource(path: "-")])
      let error = #expect(throws: IngestError.self) { try SourceList.expand([folder + "/inner/none"]) }
      #expect(error?.code == .unopenable)
    }
  }

  @Test func anEmptyFolderIsAnError() throws {
    try withFolder { folder in
      try write("x", folder + "/.hidden.csv")
      let error = #expect(throws: IngestError.self) { try SourceList.expand([folder]) }
      #expect(error?.code == .nothingToRead)
      #expect(error?.source == folder)
    }
  }

  @Test func missingPathsAreNamed() throws {
    let error = #expect(throws: IngestError.self) { try SourceList.expand(["/no/such/file.csv"]) }
    #expect(error?.code == .unopenable)
    #expect(error?.source == "/no/such/file.csv")
    let other = #expect(throws: IngestError.self) { _ = try ByteSource(path: "/no/such/file.csv") }
    #expect(other?.code == .unopenable)
  }

  @Test func filesAndPipesGiveTheSameRecords() throws {
    try withFolder { folder in
      let rows = (0..<20_000).map { "A\($0 % 50),\($0).25,2026-03-07,USD,row \($0)\n" }
      let text = "account_id,amount,timestamp,currency,memo\n" + rows.joined()
      let path = folder + "/rows.csv"
      try write(text, path)
      let pipe = folder + "/pipe"
      #expect(mkfifo(pipe, 0o600) == 0)
      let writer = Thread {
        guard let output = FileHandle(forWritingAtPath: pipe) else { return }
        try? output.write(contentsOf: Data(text.utf8))
        try? output.close()
      }
      writer.start()
      var outcomes: [DecodeOutcome] = []
      for source in [path, pipe] {
        let sink = FilingSink(policy: .init(), fileName: source, file: 0)
        outcomes.append(
          try SourceDecoder.decode(
            try ByteSource(path: source), profile: Profile(), policy: .init(), sinks: [sink]))
      }
      #expect(outcomes[0].read.records == 20_000)
      #expect(outcomes[0].accepted == outcomes[1].accepted)
      #expect(outcomes[0].record.digest == outcomes[1].record.digest)
      #expect(outcomes[0].record.bytes == text.utf8.count)
    }
  }

  /// A writer that says nothing must not keep an interrupted run alive.
  @Test(.timeLimit(.minutes(10)))
  func aSilentPipeHeedsTheWishToStop() throws {
    try withFolder { folder in
      let pipe = folder + "/pipe"
      #expect(mkfifo(pipe, 0o600) == 0)
      // Opened for both, so that it neither waits for a reader nor ever ends.
      let writer = open(pipe, O_RDWR)
      defer { close(writer) }
      let text = "account_id,amount,timestamp,currency\nA1,1.00,2026-03-07,USD\n"
      let bytes = Array(text.utf8) + [UInt8](repeating: 0x0A, count: IngestLimits.headerBytes)
      _ = fcntl(writer, 1031, 1 << 20)
      #expect(Glibc.write(writer, bytes, bytes.count) == bytes.count)
      let sink = FilingSink(policy: .init(), fileName: pipe, file: 0)
      let source = try ByteSource(path: pipe)
      let asked = Mutex(0)
      let outcome = try SourceDecoder.decode(
        source, profile: Profile(), policy: .init(), sinks: [sink],
        hooks: DecodeHooks(shouldStop: {
          asked.withLock {
            $0 += 1
            return $0 > 3
          }
        }))
      #expect(outcome.wasStopped)
    }
  }
}
