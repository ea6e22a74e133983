import CZlib
import CZstd
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

  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 6, Z_DEFLATED, 16 + 15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 1000)
    input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        deflate(&stream, Z_FINISH)
      }
    }
    return Array(output.prefix(Int(stream.total_out)))
  }

  static func zstd(_ bytes: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    // With a checksum, as the command line tool writes.
    let context = ZSTD_createCCtx()
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    let count = ZSTD_compress2(context, &output, output.count, bytes, bytes.count)
    return Array(output.prefix(count))
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
      Self.gzip(bytes), Self.zstd(bytes),
      Self.gzip(Array(bytes.prefix(10))) + Self.gzip(Array(bytes.dropFirst(10))),
      Self.zstd(Array(bytes.prefix(10))) + Self.zstd(Array(bytes.dropFirst(10))),
      Self.gzip(bytes) + [0, 0, 0, 0],
    ] {
      let source = try ByteSource(bytes: packed, name: "packed")
      #expect(try drain(source, step: 1777) == bytes)
      #expect(source.digest == plain.digest)
      #expect(source.bytesRead == count)
    }
  }

  @Test func saysThatATransferWasCutOff() throws {
    let bytes = Self.random(100_000, seed: 5)
    for packed in [Self.gzip(bytes), Self.zstd(bytes)] {
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
    let packed = Self.zstd(zeros)
    let error = #expect(throws: IngestError.self) {
      _ = try drain(try ByteSource(bytes: packed, name: "bomb"), step: 1 << 20)
    }
    #expect(error?.code == .decompressionBomb)
  }

  @Test func lendsItsBeginningWithoutTakingIt() throws {
    let bytes = Self.random(10_000, seed: 9)
    let source = try ByteSource(bytes: Self.gzip(bytes), name: "peeked")
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
