import CZlib

/// Decompresses gzip, member after member (zlib's `inflate`).
final class GzipStream: ByteStream {
  private let input: any ByteStream
  private let name: String
  /// On the heap: zlib keeps a pointer to it and refuses one that has moved.
  private let state = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  private var isInsideMember = true
  private var isInputEnded = false
  private var guardian = RatioGuard()

  init(_ input: any ByteStream, name: String) throws(IngestError) {
    self.input = input
    self.name = name
    state.initialize(to: z_stream())
    // 16 asks for the gzip format, 15 for the largest window (zlib.h, inflateInit2).
    let status = inflateInit2_(state, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      throw IngestError(code: .unreadable, source: name, why: "zlib cannot start")
    }
  }

  deinit {
    inflateEnd(state)
    state.deallocate()
    buffer.deallocate()
  }

  var bytesTaken: Int { input.bytesTaken }

  func read(into target: UnsafeMutableRawBufferPointer) throws(IngestError) -> Int {
    // zlib counts in 32 bits.
    let room = min(target.count, 1 << 30)
    state.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_out = UInt32(room)
    while state.pointee.avail_out == UInt32(room) {
      if state.pointee.avail_in == 0 { try refill() }
      if state.pointee.avail_in == 0 {
        guard !isInsideMember else {
          throw IngestError(
            code: .damaged, source: name, why: "The gzip data ends before its end mark",
            remedy: "The transfer was probably cut off; fetch the file again")
        }
        return 0
      }
      if !isInsideMember {
        guard try beginMember() else { return 0 }
      }
      try step()
    }
    let count = room - Int(state.pointee.avail_out)
    try guardian.note(output: count, input: input.bytesTaken, source: name)
    return count
  }

  private func refill() throws(IngestError) {
    guard !isInputEnded else { return }
    let count = try input.read(into: buffer)
    isInputEnded = count == 0
    state.pointee.next_in = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_in = UInt32(count)
  }

  /// Starts the next member; false where only padding of zeros follows, which tapes and some tools leave.
  private func beginMember() throws(IngestError) -> Bool {
    while true {
      while state.pointee.avail_in > 0, state.pointee.next_in?.pointee == 0 {
        state.pointee.next_in = state.pointee.next_in?.advanced(by: 1)
        state.pointee.avail_in -= 1
      }
      if state.pointee.avail_in > 0 { break }
      try refill()
      if state.pointee.avail_in == 0 { return false }
    }
    guard inflateReset(state) == Z_OK else { throw damaged() }
    isInsideMember = true
    return true
  }

  private func step() throws(IngestError) {
    let status = inflate(state, Z_NO_FLUSH)
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: isInsideMember = false
    default: throw damaged()
    }
  }

  private func damaged() -> IngestError {
    IngestError(
      code: .damaged, source: name, why: "The gzip data is damaged",
      remedy: "Check the file with `gzip -t`, or fetch it again")
  }
}

/// Stops a source that unpacks to far more than any honest export.
struct RatioGuard {
  private var output = 0

  /// Counts what came out, and compares it with what went in.
  mutating func note(output count: Int, input: Int, source: String) throws(IngestError) {
    output += count
    guard output > IngestLimits.decompressionGrace,
      output / max(input, 1) > IngestLimits.decompressionRatio
    else { return }
    throw IngestError(
      code: .decompressionBomb, source: source,
      why: "It unpacks to more than \(IngestLimits.decompressionRatio) times its size",
      remedy: "Unpack it yourself if that is right, and read the result")
  }
}
