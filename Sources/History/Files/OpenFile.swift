import Glibc

/// An open file descriptor, closed when its owner goes. The only caller of `open`, `pread`, `pwrite`, `fsync`.
struct OpenFile: ~Copyable, Sendable {
  let descriptor: Int32
  let path: String

  /// Files hold customers' transactions: for the owner only.
  static let privateFile: mode_t = 0o600
  /// Likewise for directories.
  static let privateDirectory: mode_t = 0o700

  init(reading path: String) throws(HistoryError) {
    try self.init(path, flags: O_RDONLY, operation: "open")
  }

  /// Creates the file, or empties it where one is left over.
  init(creating path: String) throws(HistoryError) {
    try self.init(path, flags: O_RDWR | O_CREAT | O_TRUNC, operation: "create")
  }

  /// Opens the file, or creates it; never empties it.
  init(openingOrCreating path: String) throws(HistoryError) {
    try self.init(path, flags: O_RDWR | O_CREAT, operation: "open")
  }

  private init(_ path: String, flags: Int32, operation: String) throws(HistoryError) {
    let opened = open(path, flags | O_CLOEXEC, OpenFile.privateFile)
    guard opened >= 0 else { throw HistoryError.system("\(operation) a file", path: path) }
    descriptor = opened
    self.path = path
  }

  deinit { close(descriptor) }

  /// Bytes in the file.
  func size() throws(HistoryError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw HistoryError.system("look at a file", path: path) }
    return Int(status.st_size)
  }

  /// Writes all of `bytes` at `offset`; a short write is continued.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(HistoryError) {
    var rest = bytes
    var position = offset
    while let start = rest.baseAddress, rest.count > 0 {
      let written = pwrite(descriptor, start, rest.count, off_t(position))
      if written < 0 {
        if errno == EINTR { continue }
        throw HistoryError.system("write", path: path)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      position += written
    }
  }

  /// Writes all of a small array at the beginning.
  func write(_ text: [UInt8]) throws(HistoryError) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: text.count, alignment: 1)
    defer { copy.deallocate() }
    copy.copyBytes(from: text)
    try write(UnsafeRawBufferPointer(copy), at: 0)
  }

  /// The first `count` bytes.
  func read(count: Int) throws(HistoryError) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
    defer { buffer.deallocate() }
    try read(into: buffer, at: 0)
    return Array(buffer)
  }

  /// Fills `bytes` from `offset`. A file that ends before is damaged: every length is known beforehand.
  func read(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(HistoryError) {
    var filled = 0
    while let start = bytes.baseAddress, filled < bytes.count {
      let count = pread(descriptor, start + filled, bytes.count - filled, off_t(offset + filled))
      if count < 0 {
        if errno == EINTR { continue }
        throw HistoryError.system("read", path: path)
      }
      if count == 0 {
        throw HistoryError.damaged(
          "read", path: path, reason: "the file ends before byte \(offset + bytes.count)")
      }
      filled += count
    }
  }

  /// Waits until everything written is on the device.
  func synchronise() throws(HistoryError) {
    guard fsync(descriptor) == 0 else { throw HistoryError.system("save to the device", path: path) }
  }
}
