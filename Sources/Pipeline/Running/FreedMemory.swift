import Glibc
import Ledger

/// Memory that is about to be given up.
private enum FreedMemory {
  private static let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

  /// Gives the pages of bytes that nobody reads any more back to the system.
  ///
  /// The C library keeps what one thread gave up for that thread. Records are read by some threads and assessed by
  /// others, so without this a night would hold its records to the end, and all that is found beside them.
  ///
  /// Only pages that lie wholly within the bytes: what the C library notes before and behind them stays.
  fileprivate static func giveBack(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, pageSize > 0 else { return }
    let first = (Int(bitPattern: start) + pageSize - 1) / pageSize * pageSize
    let last = (Int(bitPattern: start) + bytes.count) / pageSize * pageSize
    guard first < last, let page = UnsafeMutableRawPointer(bitPattern: first) else { return }
    // That the system declines costs memory and nothing else.
    _ = madvise(page, last - first, MADV_DONTNEED)
  }
}

extension ShardBuffers {
  /// Releases a shard, and gives its memory back to the system and not to this thread alone.
  func giveBack(_ shard: Int) {
    for range in ranges(of: shard) { FreedMemory.giveBack(range) }
    release(shard)
  }
}
