import CZstd

/// Decompresses Zstandard, frame after frame (libzstd's `ZSTD_decompressStream`).
final class ZstdStream: ByteStream {
  private let input: any ByteStream
  private let name: String
  private let context: OpaquePointer
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  private var used = 0
  private var held = 0
  private var isInsideFrame = true
  private var isInputEnded = false
  private var guardian = RatioGuard()

  init(_ input: any ByteStream, name: String) throws(IngestError) {
    guard let context = ZSTD_createDCtx() else {
      throw IngestError(code: .unreadable, source: name, why: "zstd cannot start")
    }
    self.context = context
    self.input = input
    self.name = name
  }

  deinit {
    ZSTD_freeDCtx(context)
    buffer.deallocate()
  }

  var bytesTaken: Int { input.bytesTaken }

  func read(into target: UnsafeMutableRawBufferPointer) throws(IngestError) -> Int {
    var output = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
    while output.pos == 0 {
      if used == held, !isInputEnded {
        // Filled, because libzstd takes what follows a header that came in two pieces for the frame's beginning.
        held = try input.fill(buffer)
        used = 0
        isInputEnded = held == 0
      }
      if used == held, !isInsideFrame { return 0 }
      let before = used
      try step(&output)
      if isInputEnded, used == before, output.pos == 0 {
        guard !isInsideFrame else {
          throw IngestError(
            code: .damaged, source: name, why: "The zstd data ends before its end mark",
            remedy: "The transfer was probably cut off; fetch the file again")
        }
        return 0
      }
    }
    try guardian.note(output: output.pos, input: input.bytesTaken, source: name)
    return output.pos
  }

  private func step(_ output: inout ZSTD_outBuffer) throws(IngestError) {
    var source = ZSTD_inBuffer(src: buffer.baseAddress, size: held, pos: used)
    let status = ZSTD_decompressStream(context, &output, &source)
    used = source.pos
    guard ZSTD_isError(status) == 0 else {
      throw IngestError(
        code: .damaged, source: name, why: "The zstd data is damaged",
        remedy: "Check the file with `zstd -t`, or fetch it again")
    }
    // 0: a frame is finished and all of it has been handed over.
    isInsideFrame = status != 0
  }
}
