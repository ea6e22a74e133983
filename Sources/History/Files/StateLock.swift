import Glibc
import Ledger

/// The right to use a state: one program at a time, released by the kernel however the holder ends.
///
/// `flock` on a file that says who holds it. The words are for people; only the kernel's lock counts.
struct StateLock: ~Copyable, Sendable {
  private let file: OpenFile

  /// Between two tries while waiting: short against a night, long against a system call.
  private static let pauseMicroseconds: UInt32 = 100_000

  /// A lock that was let go may live on for a moment in a child process that has not become another program
  /// yet: so many tries are made even without patience.
  private static let fewestTries = 10

  /// Takes the lock, trying for `patience` seconds, and for one in any case.
  init(path: String, command: String, patience: Int) throws(HistoryError) {
    let file = try OpenFile(openingOrCreating: path)
    var tries = max(max(0, patience) * 1_000_000 / Int(StateLock.pauseMicroseconds), StateLock.fewestTries)
    while flock(file.descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK else { throw HistoryError.system("lock the state", path: path) }
      guard tries > 0 else {
        throw HistoryError(
          .locked, operation: "open the state", path: path,
          reason: "it is in use by \(StateLock.holder(in: file))",
          advice: "Wait for it to end, or stop it; a run that was stopped can simply be run again.")
      }
      tries -= 1
      usleep(StateLock.pauseMicroseconds)
    }
    let now = Instant(milliseconds: Int64(time(nil)) * 1000).text(zoneMinutes: 0)
    let words = Array("process \(getpid()), \(command), since \(now)\n".utf8)
    guard ftruncate(file.descriptor, 0) == 0 else { throw HistoryError.system("lock the state", path: path) }
    try file.write(words)
    self.file = file
  }

  /// What the holder wrote about itself, on one line and of bounded length.
  private static func holder(in file: borrowing OpenFile) -> String {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = bytes.withUnsafeMutableBytes { pread(file.descriptor, $0.baseAddress, $0.count, 0) }
    let line = bytes.prefix(max(0, count)).prefix { $0 >= 0x20 }
    return line.isEmpty ? "another process" : String(decoding: line, as: UTF8.self)
  }
}
