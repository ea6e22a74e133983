@testable import Ingest
import Ledger
import TestSupport
import Testing

@Suite struct ByteSourceTests {
  private static func random(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SeededRandom(seed: seed)
    // Compressible, as exports are.
    return (0..<count).map { _ in UInt8.random(in: 0x30...0x3B, using: &random) }
  }

  /// Reads to the end, `step` bytes at a time.
  private func drain(_ source: ByteSource, step: Int) throws -> [UInt8] {
    let target = UnsafeMutableRawBufferPointer.allocate(byteCount: step, alignment: 16)
    defer { target.deallocate() }
    var result: [UInt8] = []
    while true {
      let count = try source.read(into: target)
      result += target.prefix(count)
      if count < step { return result }
    }
  }

  @Test(arguments: [0, 1, 3, 63, 64, 65, 5000, 700_000])
  func unpacksWhatItsFirstBytesSay(count: Int) throws {
    let bytes = Self.random(count, seed: UInt64(count))
    let plain = try ByteSource(bytes: bytes, name: "plain")
    #expect(try drain(plain, step: 999) == bytes)
    for packed in [
      Packed.gzip(bytes), Packed.zstd(bytes),
      Packed.gzip(Array(bytes.prefix(10))) + Packed.gzip(Array(bytes.dropFirst(10))),
      Packed.zstd(Array(bytes.prefix(10))) + Packed.zstd(Array(bytes.dropFirst(10))),
      Packed.gzip(bytes) + [0, 0, 0, 0],
    ] {
      let source = try ByteSource(bytes: packed, name: "packed")
      #expect(try drain(source, step: 1777) == bytes)
      #expect(source.digest == plain.digest)
      #expect(source.bytesRead == count)
    }
  }

  @Test func saysThatATransferWasCutOff() throws {
    let bytes = Self.random(100_000, seed: 5)
    for packed in [Packed.gzip(bytes), Packed.zstd(bytes)] {
      for length in [10, packed.count / 2, packed.count - 1] {
        let error = #expect(throws: IngestError.self) {
          let source = try ByteSource(bytes: Array(packed.prefix(length)), name: "cut")
          _ = try drain(source, step: 4096)
        }
        #expect(error?.code == .damaged, "\(length)")
      }
      var broken = packed
      for index in 40..<60 { broken[index] ^= 0x5A }
      let error = #expect(throws: IngestError.self) {
        _ = try drain(try ByteSource(bytes: broken, name: "broken"), step: 4096)
      }
      #expect(error?.code == .damaged)
    }
  }

  @Test func stopsBombs() throws {
    let zeros = [UInt8](repeating: 0x30, count: 80 << 20)
    let packed = Packed.zstd(zeros)
    let error = #expect(throws: IngestError.self) {
      _ = try drain(try ByteSource(bytes: packed, name: "bomb"), step: 1 << 20)
    }
    #expect(error?.code == .decompressionBomb)
  }

  @Test func lendsItsBeginningWithoutTakingIt() throws {
    let bytes = Self.random(10_000, seed: 9)
    let source = try ByteSource(bytes: Packed.gzip(bytes), name: "peeked")
    #expect(try source.peek(10) == Array(bytes.prefix(10)))
    #expect(try source.peek(500) == Array(bytes.prefix(500)))
    #expect(try source.peek(20) == Array(bytes.prefix(20)))
    #expect(source.bytesRead == 0)
    #expect(try drain(source, step: 300) == bytes)
    #expect(try source.peek(10).isEmpty)
  }

  /// The digest depends on the bytes and not on how they were cut.
  @Test func digestsAlikeHoweverItIsRead() throws {
    let bytes = Self.random(5000, seed: 3)
    var digests: Set<String> = []
    for step in [1, 7, 64, 100, 4999, 5001] {
      let source = try ByteSource(bytes: bytes, name: "steps")
      _ = try drain(source, step: step)
      digests.insert(source.digest)
    }
    #expect(digests.count == 1)
    for index in [0, 1, 17, 63, 64, 4999] {
      var changed = bytes
      changed[index] ^= 1
      let source = try ByteSource(bytes: changed, name: "changed")
      _ = try drain(source, step: 512)
      #expect(!digests.contains(source.digest), "\(index)")
    }
    let longer = try ByteSource(bytes: bytes + [0], name: "longer")
    _ = try drain(longer, step: 512)
    #expect(!digests.contains(longer.digest))
  }
}
