import Glibc
import Ledger

/// A line of a source, without its end; its bytes are valid until the next call of the input.
struct MessageLine {
  var bytes: FieldBytes
  /// From 1.
  var number: Int
  /// Of its first byte, in the decompressed source.
  var byteOffset: Int
}

/// The bytes of a source for a decoder that reads them in order: a window that is moved along.
///
/// One thread. Whenever more is read, `onBlock` is asked whether to go on; after it said no, the source seems to end.
final class MessageInput {
  private let source: ByteSource
  private let onBlock: () -> Bool
  private let blockBytes: Int
  private let memory: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  /// Whether reading was stopped before the end.
  private(set) var wasStopped = false
  /// Line of the next byte, from 1, as counted by `nextLine` and `advance`.
  private(set) var line = 1
  /// Offset of the next byte.
  private(set) var byteOffset = 0

  /// - Parameter blockBytes: read at a time.
  init(_ source: ByteSource, blockBytes: Int, onBlock: @escaping () -> Bool) {
    self.source = source
    self.blockBytes = blockBytes
    self.onBlock = onBlock
    memory = .allocate(
      byteCount: IngestLimits.recordBytes + blockBytes + RecordChunk.padding, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit { memory.deallocate() }

  // MARK: The window

  /// The next bytes, `count` of them at the least unless the source ends before; none at its end.
  ///
  /// Valid until the next call. Asking for more than `IngestLimits.recordBytes` is a fault of the caller.
  func window(_ count: Int) throws(IngestError) -> UnsafeRawBufferPointer {
    precondition(count <= IngestLimits.recordBytes, "a window is bounded")
    while end - start < count, try readMore() {}
    return UnsafeRawBufferPointer(rebasing: memory[start..<end])
  }

  /// Passes over bytes of the window that hold `lines` ends of lines.
  func advance(_ count: Int, lines: Int = 0) {
    start += count
    byteOffset += count
    line += lines
  }

  /// Reads a block, or what fits of it; false at the end.
  private func readMore() throws(IngestError) -> Bool {
    guard !isAtEnd else { return false }
    if start > 0 {
      memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[start..<end]))
      (start, end) = (0, end - start)
    }
    guard onBlock() else {
      (isAtEnd, wasStopped) = (true, true)
      return false
    }
    let room = min(blockBytes, memory.count - RecordChunk.padding - end)
    guard room > 0 else { return false }
    let read = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: memory[end..<(end + room)]))
    end += read
    isAtEnd = read < room
    return read > 0
  }

  // MARK: Lines

  /// The next line, ended by LF, CR, CRLF or the end of the source; nil at the end.
  ///
  /// - Throws: `IngestError` where a line is longer than any record may be.
  func nextLine() throws(IngestError) -> MessageLine? {
    var searched = 0
    while true {
      let bytes = UnsafeRawBufferPointer(rebasing: memory[start..<end])
      if let base = bytes.baseAddress, searched < bytes.count,
        let found = Self.firstBreak(base, from: searched, to: bytes.count)
      {
        // Whether a CR is followed by a LF may have to be read first.
        if bytes[found] == 0x0D, found + 1 == bytes.count, try readMore() { continue }
        let now = UnsafeRawBufferPointer(rebasing: memory[start..<end])
        let isPair = now[found] == 0x0D && found + 1 < now.count && now[found + 1] == 0x0A
        return take(now, found, found + (isPair ? 2 : 1))
      }
      guard bytes.count <= IngestLimits.recordBytes else {
        throw IngestError(
          code: .lineTooLong, source: source.name, line: line,
          why: "The line is longer than \(IngestLimits.recordBytes) bytes", remedy: "Is the file damaged?")
      }
      searched = bytes.count
      if try readMore() { continue }
      // What there is may have been moved by looking for more.
      let rest = UnsafeRawBufferPointer(rebasing: memory[start..<end])
      return rest.isEmpty ? nil : take(rest, rest.count, rest.count)
    }
  }

  /// Offset of the first LF or CR; nil where there is none.
  private static func firstBreak(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> Int? {
    let feed = memchr(base + start, 0x0A, end - start).map { UnsafeRawPointer($0) - base }
    let limit = feed ?? end
    guard let found = memchr(base + start, 0x0D, limit - start) else { return feed }
    return UnsafeRawPointer(found) - base
  }

  private func take(_ bytes: UnsafeRawBufferPointer, _ length: Int, _ whole: Int) -> MessageLine {
    let taken = MessageLine(
      bytes: FieldBytes(UnsafeRawBufferPointer(rebasing: bytes[..<length])), number: line,
      byteOffset: byteOffset)
    advance(whole, lines: 1)
    return taken
  }

  /// Copies the next bytes to `target`, for readers that keep a window of their own; 0 at the end.
  func read(into target: UnsafeMutableRawBufferPointer) throws(IngestError) -> Int {
    let bytes = try window(min(target.count, IngestLimits.recordBytes))
    let count = min(bytes.count, target.count)
    target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    advance(count)
    return count
  }
}

extension IngestError.Code {
  /// A line that no honest record has.
  static let lineTooLong = Self(rawValue: "line-too-long")
  /// What the format demands is not there, or not in its place, so that the rest means nothing.
  static let malformed = Self(rawValue: "malformed")
}
