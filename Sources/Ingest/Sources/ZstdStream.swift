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
  /// Bytes the frame says it holds; nil where it does not say. libzstd does not compare them in every case.
  private var stated: UInt64?
  private var frameBytes: UInt64 = 0
  private var isAtFrame = true
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

  /// `ZSTD_CONTENTSIZE_ERROR` of zstd.h; above it only `ZSTD_CONTENTSIZE_UNKNOWN`.
  private static let noSize = UInt64.max - 1

  private func step(_ output: inout ZSTD_outBuffer) throws(IngestError) {
    if isAtFrame, used < held {
      let size = ZSTD_getFrameContentSize(buffer.baseAddress.map { $0 + used }, held - used)
      (stated, frameBytes, isAtFrame) = (size < Self.noSize ? size : nil, 0, false)
    }
    let before = output.pos
    var source = ZSTD_inBuffer(src: buffer.baseAddress, size: held, pos: used)
    let status = ZSTD_decompressStream(context, &output, &source)
    used = source.pos
    frameBytes += UInt64(output.pos - before)
    // 0: a frame is finished and all of it has been handed over.
    isInsideFrame = status != 0
    isAtFrame = isAtFrame || status == 0
    guard ZSTD_isError(status) == 0, isInsideFrame || stated == nil || stated == frameBytes else {
      throw IngestError(
        code: .damaged, source: name, why: "The zstd data is damaged",
        remedy: "Check the file with `zstd -t`, or fetch it again")
    }
  }
}
