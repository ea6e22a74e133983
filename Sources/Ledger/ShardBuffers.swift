/// One byte buffer for each shard of the key space: where a worker files its postings.
///
/// Owned by one thread at a time; handed over whole.
public final class ShardBuffers: @unchecked Sendable {
  /// Invariant: addresses `SubjectKey.shardCount` initialised buffers until `deinit`.
  @usableFromInline let buffers: UnsafeMutablePointer<ByteBuffer>

  public init() {
    buffers = .allocate(capacity: SubjectKey.shardCount)
    for shard in 0..<SubjectKey.shardCount { (buffers + shard).initialize(to: ByteBuffer(capacity: 64)) }
  }

  deinit {
    buffers.deinitialize(count: SubjectKey.shardCount)
    buffers.deallocate()
  }

  /// The buffer of a shard, to append to or to read.
  @inlinable
  public subscript(shard: Int) -> ByteBuffer {
    _read {
      precondition(shard >= 0 && shard < SubjectKey.shardCount, "no such shard")
      yield buffers[shard]
    }
    _modify {
      precondition(shard >= 0 && shard < SubjectKey.shardCount, "no such shard")
      yield &buffers[shard]
    }
  }

  /// Bytes held in all shards. O(shards).
  public var byteCount: Int {
    var total = 0
    for shard in 0..<SubjectKey.shardCount { total += buffers[shard].count }
    return total
  }
}
