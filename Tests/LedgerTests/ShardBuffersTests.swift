import Dispatch
import Ledger
import TestSupport
import Testing

@Suite struct ShardBuffersTests {
  /// What was filed comes out in order, through full blocks, emptied shards and blocks used again.
  @Test(arguments: UInt64(1)...5)
  func keepsWhatIsFiled(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let buffers = ShardBuffers()
    var expected = [[UInt8]](repeating: [], count: SubjectKey.shardCount)
    for step in 0..<4000 {
      let shard = random.below(3) * 40
      let length =
        random.chance(percent: 1) ? ShardBuffers.blockSize + random.below(5000) : 1 + random.below(900)
      let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: step), count: length)
      bytes.withUnsafeBytes { source in
        buffers.withRoom(length, in: shard) { $0.append(contentsOf: source) }
      }
      expected[shard] += bytes
      if random.chance(percent: 1) {
        let gone = random.below(3) * 40
        if random.chance(percent: 50) { buffers.empty(gone) } else { buffers.release(gone) }
        expected[gone] = []
      }
    }
    for shard in 0..<SubjectKey.shardCount {
      #expect(
        buffers.ranges(of: shard).flatMap { Array($0) } == expected[shard], "seed \(seed), shard \(shard)")
    }
    #expect(buffers.byteCount == expected.reduce(0) { $0 + $1.count }, "seed \(seed)")
  }

  /// Threads give the memory of different shards back at once, each after it has read its own.
  @Test func shardsAreReleasedSideBySide() {
    let buffers = ShardBuffers()
    let piece = [UInt8](repeating: 7, count: 40_000)
    for shard in 0..<SubjectKey.shardCount {
      for _ in 0..<5 {
        piece.withUnsafeBytes { source in
          buffers.withRoom(piece.count, in: shard) { $0.append(contentsOf: source) }
        }
      }
    }
    for shard in 0..<40 { buffers.empty(shard) }
    buffers.releaseSpare()
    #expect(buffers.byteCount == (SubjectKey.shardCount - 40) * 5 * piece.count)
    DispatchQueue.concurrentPerform(iterations: SubjectKey.shardCount) { shard in
      let read = buffers.ranges(of: shard).reduce(0) { $0 + $1.count }
      #expect(read == (shard < 40 ? 0 : 5 * piece.count), "shard \(shard)")
      buffers.release(shard)
    }
    #expect(buffers.byteCount == 0)
  }
}
