/// Something that gives bytes until it ends.
protocol ByteStream: AnyObject {
  /// Fills the beginning of `target`; 0 at the end, else at least one byte.
  func read(into target: UnsafeMutableRawBufferPointer) throws(IngestError) -> Int
  /// Bytes taken from the file itself so far, before decompression.
  var bytesTaken: Int { get }
}

/// The bytes of a regular file.
final class FileStream: ByteStream {
  private let descriptor: FileDescriptor
  private let name: String
  private(set) var bytesTaken = 0

  init(_ descriptor: consuming FileDescriptor, name: String) {
    self.descriptor = descriptor
    self.name = name
    self.descriptor.adviseSequential()
  }

  /// A file that is still being written, or was cut short meanwhile, must not pass for a whole one. Files of size 0
  /// that hold something are made up by the kernel.
  private func requireWhole() throws(IngestError) {
    guard let size = descriptor.size, size > 0, size != bytesTaken else { return }
    throw IngestError(
      code: .unreadable, source: name,
      why: "It changed while it was read: \(bytesTaken) bytes could be read, and now it has \(size)",
      remedy: "Wait until whatever writes it has finished, then read it again")
  }

  func read(into target: UnsafeMutableRawBufferPointer) throws(IngestError) -> Int {
    let count = try descriptor.read(into: target, source: name)
    bytesTaken += count
    if count == 0, target.count > 0 { try requireWhole() }
    return count
  }
}

/// Bytes held in memory, before those of another stream: what was looked at comes first again.
final class PrefixedStream: ByteStream {
  private let prefix: [UInt8]
  private var used = 0
  private let rest: (any ByteStream)?

  init(prefix: [UInt8], rest: (any ByteStream)?) {
    self.prefix = prefix
    self.rest = rest
  }

  var bytesTaken: Int { rest?.bytesTaken ?? used }

  func read(into target: UnsafeMutableRawBufferPointer) throws(IngestError) -> Int {
    if used < prefix.count {
      let taken = min(target.count, prefix.count - used)
      prefix.withUnsafeBytes { target.copyMemory(from: .init(rebasing: $0[used..<(used + taken)])) }
      used += taken
      return taken
    }
    return try rest?.read(into: target) ?? 0
  }
}

extension ByteStream {
  /// Reads until `target` is full or the stream ends.
  func fill(_ target: UnsafeMutableRawBufferPointer) throws(IngestError) -> Int {
    var count = 0
    while count < target.count {
      let read = try read(into: UnsafeMutableRawBufferPointer(rebasing: target[count...]))
      if read == 0 { break }
      count += read
    }
    return count
  }
}
