import Glibc
import Ledger

/// A source of records as bytes: a file or standard input, decompressed where its first bytes say so.
///
/// One object belongs to one thread at a time.
public final class ByteSource {
  /// The name it was given: a path, or `-`.
  public let name: String
  /// Bytes of the file before decompression; nil where it is not a regular file.
  public let size: Int?
  private var stream: any ByteStream
  private let pipe: PipeStream?
  private var peeked: [UInt8] = []
  private var peekedUsed = 0
  private var digesting = RunningDigest()

  /// Opens a path; `-` is standard input.
  ///
  /// - Parameter shouldStop: makes a silent pipe end as soon as it holds, before its first byte as well; asked ten times
  ///   a second, on the thread that reads. Files need no such thing: they never wait.
  public convenience init(path: String, stoppingWhen shouldStop: @escaping () -> Bool = { false })
    throws(IngestError)
  {
    if path == "-" {
      try self.init(FileDescriptor(standardInput: ()), name: path, shouldStop)
    } else {
      try self.init(try FileDescriptor(path: path), name: path, shouldStop)
    }
  }

  private init(
    _ descriptor: consuming FileDescriptor, name: String, _ shouldStop: @escaping () -> Bool
  ) throws(IngestError) {
    self.name = name
    size = descriptor.size
    if descriptor.mode == S_IFDIR {
      throw IngestError(code: .unopenable, source: name, why: "It is a folder")
    }
    if size == nil {
      let opened = PipeStream(descriptor, name: name)
      opened.shouldStop = shouldStop
      pipe = opened
      stream = try Self.decompressed(opened, name: name)
    } else {
      pipe = nil
      stream = try Self.decompressed(FileStream(descriptor, name: name), name: name)
    }
  }

  /// The same from now on.
  public func stopWaiting(when condition: @escaping () -> Bool) { pipe?.shouldStop = condition }

  /// A source of bytes in memory, decompressed in the same way; for examples and tests.
  public init(bytes: [UInt8], name: String) throws(IngestError) {
    self.name = name
    pipe = nil
    size = bytes.count
    stream = try Self.decompressed(PrefixedStream(prefix: bytes, rest: nil), name: name)
  }

  /// gzip (RFC 1952) begins with 1F 8B, Zstandard (RFC 8878) with 28 B5 2F FD; a skippable frame of
  /// Zstandard with 5x 2A 4D 18.
  private static func decompressed(_ raw: any ByteStream, name: String) throws(IngestError)
    -> any ByteStream
  {
    let target = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 1)
    defer { target.deallocate() }
    let count = try raw.fill(target)
    let magic = Array(target.prefix(count))
    let whole = PrefixedStream(prefix: magic, rest: raw)
    if magic.starts(with: [0x1F, 0x8B]) { return try GzipStream(whole, name: name) }
    let isZstd =
      magic == [0x28, 0xB5, 0x2F, 0xFD]
      || (count == 4 && magic[0] & 0xF0 == 0x50 && Array(magic[1...]) == [0x2A, 0x4D, 0x18])
    if isZstd { return try ZstdStream(whole, name: name) }
    // Not even the mark it begins with: what is left of a transfer is no empty export, nor a note beside one.
    if count < 4, [".gz", ".zst"].contains(where: name.hasSuffix) {
      throw IngestError(
        code: .damaged, source: name, why: "The compressed data ends after \(count) bytes",
        remedy: "The transfer was probably cut off; fetch the file again")
    }
    return whole
  }

  /// The first `count` bytes, or fewer where it is shorter, without taking them.
  public func peek(_ count: Int) throws(IngestError) -> [UInt8] {
    if peeked.count - peekedUsed < count {
      var kept = Array(peeked[peekedUsed...])
      let target = UnsafeMutableRawBufferPointer.allocate(byteCount: count - kept.count, alignment: 16)
      defer { target.deallocate() }
      let added = try stream.fill(target)
      kept.append(contentsOf: target.prefix(added))
      (peeked, peekedUsed) = (kept, 0)
    }
    return Array(peeked[peekedUsed...].prefix(count))
  }

  /// Fills `target` as far as the source reaches; less than its size only at the end.
  public func read(into target: UnsafeMutableRawBufferPointer) throws(IngestError) -> Int {
    var count = 0
    if peekedUsed < peeked.count {
      count = min(target.count, peeked.count - peekedUsed)
      peeked.withUnsafeBytes {
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[peekedUsed..<(peekedUsed + count)]))
      }
      peekedUsed += count
      if peekedUsed == peeked.count { (peeked, peekedUsed) = ([], 0) }
    }
    if count < target.count {
      count += try stream.fill(UnsafeMutableRawBufferPointer(rebasing: target[count...]))
    }
    digesting.update(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(target)[..<count]))
    return count
  }

  /// Decompressed bytes read so far.
  public var bytesRead: Int { digesting.count }

  /// Bytes of the file read so far, before decompression: what progress is measured by.
  public var bytesTaken: Int { stream.bytesTaken }

  /// Digest of the bytes read so far, 16 hexadecimal digits.
  public var digest: String { hexadecimal(digesting.value) }
}
