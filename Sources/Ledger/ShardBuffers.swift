/// The filings of one worker, by shard of the key space: blocks of memory that are filled and never moved.
///
/// Filled by one thread at a time. Once it is full, `ranges` and `release` may be called from several threads at once, each
/// for shards of its own: what belongs to a shard is reached through no other. Blocks that were emptied are used again, so
/// that a long run touches no more fresh memory than it holds at once.
public final class ShardBuffers: @unchecked Sendable {
  /// A block: small enough that 128 open ones are little, large enough to be written out in one piece.
  public static let blockSize = 64 << 10

  /// Invariant: addresses `SubjectKey.shardCount` initialised buffers, the open blocks, until `deinit`.
  @usableFromInline let open: UnsafeMutablePointer<ByteBuffer>
  /// Invariant: addresses `SubjectKey.shardCount` initialised elements until `deinit`. Not an array: threads that write to
  /// different elements of one array race for the array itself.
  private let full: UnsafeMutablePointer<FullBlocks>
  private var spare: [Block] = []

  /// Full blocks of a shard, in the order in which they were filled.
  private struct FullBlocks {
    var blocks: [Block] = []
    var byteCount = 0
  }

  /// A buffer that can be kept in an array.
  private final class Block {
    var buffer: ByteBuffer
    init(_ buffer: consuming ByteBuffer) { self.buffer = buffer }
  }

  public init() {
    open = .allocate(capacity: SubjectKey.shardCount)
    full = .allocate(capacity: SubjectKey.shardCount)
    full.initialize(repeating: FullBlocks(), count: SubjectKey.shardCount)
    for shard in 0..<SubjectKey.shardCount { (open + shard).initialize(to: ByteBuffer(capacity: 64)) }
  }

  deinit {
    open.deinitialize(count: SubjectKey.shardCount)
    open.deallocate()
    full.deinitialize(count: SubjectKey.shardCount)
    full.deallocate()
  }

  /// The open block of a shard, with room for `length` more bytes.
  @inlinable
  public func withRoom(_ length: Int, in shard: Int, _ body: (inout ByteBuffer) -> Void) {
    precondition(shard >= 0 && shard < SubjectKey.shardCount, "no such shard")
    if open[shard].count + length > open[shard].capacity { makeRoom(length, in: shard) }
    body(&open[shard])
  }

  /// Sets the open block of a shard aside and opens another. A record longer than a block gets one of its own.
  @usableFromInline @inline(never)
  func makeRoom(_ length: Int, in shard: Int) {
    let used = open[shard].count
    if used > 0 {
      full[shard].blocks.append(Block((open + shard).move()))
      full[shard].byteCount += used
    } else {
      (open + shard).deinitialize(count: 1)
    }
    if length <= Self.blockSize, let block = spare.popLast() {
      (open + shard).initialize(to: ByteBuffer(capacity: 64))
      swap(&open[shard], &block.buffer)
    } else {
      (open + shard).initialize(to: ByteBuffer(capacity: max(length, Self.blockSize)))
    }
  }

  /// Everything filed in a shard, in the order in which it was filed; valid until the next change.
  public func ranges(of shard: Int) -> [UnsafeRawBufferPointer] {
    var ranges = full[shard].blocks.map { $0.buffer.bytes }
    if open[shard].count > 0 { ranges.append(open[shard].bytes) }
    return ranges
  }

  /// Forgets what a shard holds and keeps its blocks for later.
  public func empty(_ shard: Int) {
    for block in full[shard].blocks {
      block.buffer.removeAll()
      spare.append(block)
    }
    full[shard] = FullBlocks()
    open[shard].removeAll()
  }

  /// Gives back the memory of blocks that were emptied and not used again.
  public func releaseSpare() { spare.removeAll() }

  /// Gives the memory of a shard back; from any thread, as long as no other is at the same shard.
  public func release(_ shard: Int) {
    full[shard] = FullBlocks()
    open[shard] = ByteBuffer(capacity: 64)
  }

  /// Bytes held in all shards. O(shards).
  public var byteCount: Int {
    var total = 0
    for shard in 0..<SubjectKey.shardCount { total += full[shard].byteCount + open[shard].count }
    return total
  }
}
