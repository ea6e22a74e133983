import Glibc

/// An open file descriptor; closed when it goes out of scope. The one place that calls `open` and `read`.
struct FileDescriptor: ~Copyable {
  /// The descriptor itself.
  let number: Int32
  private let isOwned: Bool

  /// Opens a file for reading.
  init(path: String) throws(IngestError) {
    number = open(path, O_RDONLY | O_CLOEXEC)
    isOwned = true
    guard number >= 0 else {
      throw IngestError(code: .unopenable, source: path, why: "It cannot be opened: \(Self.reason(errno))")
    }
  }

  /// Standard input, which is not ours to close.
  init(standardInput: Void) {
    number = STDIN_FILENO
    isOwned = false
  }

  deinit { if isOwned { close(number) } }

  /// Reads into `target`; 0 at the end. Interrupted calls are repeated.
  func read(into target: UnsafeMutableRawBufferPointer, source: String) throws(IngestError) -> Int {
    guard let base = target.baseAddress, target.count > 0 else { return 0 }
    while true {
      let count = Glibc.read(number, base, target.count)
      if count >= 0 { return count }
      guard errno == EINTR else {
        throw IngestError(code: .unreadable, source: source, why: "Reading failed: \(Self.reason(errno))")
      }
    }
  }

  /// What kind of file it is.
  var mode: mode_t {
    var status = stat()
    return fstat(number, &status) == 0 ? status.st_mode & S_IFMT : 0
  }

  /// Bytes of a regular file; nil for anything else.
  var size: Int? {
    var status = stat()
    guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Tells the kernel that a file is read from front to back.
  func adviseSequential() { _ = posix_fadvise(number, 0, 0, POSIX_FADV_SEQUENTIAL) }

  /// Enlarges a pipe, so that writer and reader change places less often. Best effort.
  func enlargePipe(to bytes: Int32) { _ = fcntl(number, Self.setPipeSize, bytes) }

  /// `F_SETPIPE_SZ` of fcntl(2), Linux; behind a feature macro that Swift does not see.
  private static let setPipeSize: Int32 = 1031

  private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}
