import Ledger
import TestSupport
import Testing

@testable import Ingest

/// Lines as the input gives them, against a plain splitting, whatever the size of its blocks.
@Suite struct MessageInputTests {
  private func lines(_ bytes: [UInt8], block: Int) throws -> [(text: [UInt8], number: Int, offset: Int)] {
    let input = MessageInput(try ByteSource(bytes: bytes, name: "test"), blockBytes: block) { true }
    var found: [(text: [UInt8], number: Int, offset: Int)] = []
    while let line = try input.nextLine() {
      found.append((Array(line.bytes.buffer), line.number, line.byteOffset))
    }
    return found
  }

  /// Byte by byte.
  private func plain(_ bytes: [UInt8]) -> [(text: [UInt8], number: Int, offset: Int)] {
    var found: [(text: [UInt8], number: Int, offset: Int)] = []
    var text: [UInt8] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte == 0x0A || byte == 0x0D else {
        text.append(byte)
        continue
      }
      if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
      found.append((text, found.count + 1, start))
      (text, start) = ([], index)
    }
    if !text.isEmpty { found.append((text, found.count + 1, start)) }
    return found
  }

  @Test func agreesWithThePlainSplitting() throws {
    for seed in 0..<200 {
      var random = SeededRandom(seed: UInt64(seed))
      let bytes = (0..<random.below(300)).map { _ in
        [0x41, 0x42, 0x0A, 0x0D, 0x0D, 0x0A, 0x20][random.below(7)] as UInt8
      }
      for block in [1, 2, 7, 64, 1000] {
        let (one, other) = (try lines(bytes, block: block), plain(bytes))
        #expect(one.count == other.count, "seed \(seed), block \(block)")
        #expect(zip(one, other).allSatisfy { $0 == $1 }, "seed \(seed), block \(block)")
      }
    }
  }

  @Test func aLineWithoutEndIsRefused() throws {
    let bytes = [UInt8](repeating: 0x41, count: IngestLimits.recordBytes + 10_000)
    let error = #expect(throws: IngestError.self) { try lines(bytes, block: 4096) }
    #expect(error?.code == .lineTooLong && error?.line == 1)
  }

  @Test func whatIsStoppedSeemsToEnd() throws {
    var blocks = 0
    let bytes = Array(String(repeating: "line\n", count: 1000).utf8)
    let input = MessageInput(try ByteSource(bytes: bytes, name: "test"), blockBytes: 16) {
      blocks += 1
      return blocks < 3
    }
    var count = 0
    while try input.nextLine() != nil { count += 1 }
    #expect(input.wasStopped && count < 1000)
  }
}
