import Glibc
import Ledger

/// A temporary file that takes a worker's filings when they exceed its share of memory, and gives them back
/// shard by shard.
///
/// Unlinked as soon as it is open: however the run ends, nothing is left of it.
final class SpillFile: @unchecked Sendable {
  /// A stretch of the file that holds filings of one shard.
  private struct Extent {
    var offset: Int
    var length: Int
  }

  private let descriptor: CInt
  private var extents = [[Extent]](repeating: [], count: SubjectKey.shardCount)
  private var end = 0
  /// The shard the next filling begins with.
  private var nextShard = 0

  /// So many parts of what a worker holds are set aside one at a time: a worker that set everything aside would
  /// often hold the others up at the end of the input, and write what there was still room for.
  private static let parts = 8

  /// Opens a file in `directory`, readable by its owner alone.
  init(in directory: String) throws(PipelineError) {
    var template = Array("\(directory)/spill.XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Self.failure("could not be made", errno) }
    unlink(template)
  }

  deinit { close(descriptor) }

  /// Writes out and empties some of the shards of `buffers`, in turn, at least an eighth of what they hold.
  func take(_ buffers: ShardBuffers) throws(PipelineError) {
    let enough = end + buffers.byteCount / Self.parts
    while end < enough {
      let shard = nextShard
      nextShard = (nextShard + 1) % SubjectKey.shardCount
      let start = end
      for range in buffers.ranges(of: shard) {
        try write(range)
        end += range.count
      }
      if end > start { extents[shard].append(Extent(offset: start, length: end - start)) }
      buffers.empty(shard)
    }
  }

  /// Bytes spilled of a shard.
  func byteCount(of shard: Int) -> Int { extents[shard].reduce(0) { $0 + $1.length } }

  /// Appends everything spilled of a shard to `target`.
  func read(_ shard: Int, into target: inout ByteBuffer) throws(PipelineError) {
    for extent in extents[shard] {
      let start = target.count
      target.appendUninitialised(extent.length)
      var done = 0
      while done < extent.length {
        let piece = UnsafeMutableRawBufferPointer(
          rebasing: target.mutableBytes[(start + done)..<(start + extent.length)])
        let count = pread(descriptor, piece.baseAddress, piece.count, extent.offset + done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw Self.failure("could not be read back", count < 0 ? errno : EIO) }
        done += count
      }
    }
  }

  private func write(_ bytes: UnsafeRawBufferPointer) throws(PipelineError) {
    let number = WholeWrite.write(bytes, to: descriptor)
    if number != 0 { throw Self.failure("could not be written", number) }
  }

  private static func failure(_ what: String, _ code: CInt) -> PipelineError {
    PipelineError(
      .spillFailed,
      reason: "A temporary file in the state directory \(what): \(String(cString: strerror(code)))",
      advice: "Make room on that disk, or give more memory; nothing was kept of this run")
  }
}
