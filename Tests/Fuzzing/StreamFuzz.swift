import Ingest

/// Compressed streams: what comes out does not depend on how it is asked for, and is bounded by what went in.
enum StreamFuzz {
  static func run(_ bytes: [UInt8], magic: [UInt8]) throws(BrokenPromise) {
    // So that no time is spent on what is not compressed at all.
    let packed = bytes.starts(with: magic) ? bytes : magic + bytes
    let first = drained(packed, step: 1 << 16)
    let second = drained(packed, step: 1 + bytes.count % 311)
    guard first.refusal == second.refusal else {
      throw BrokenPromise("refused for one reason or another, as it is asked for: \(first) / \(second)")
    }
    guard first.refusal != nil || first.digest == second.digest else {
      throw BrokenPromise("read in small pieces it is something else")
    }
  }

  private static func drained(_ bytes: [UInt8], step: Int) -> (refusal: IngestError.Code?, digest: String) {
    let target = UnsafeMutableRawBufferPointer.allocate(byteCount: step, alignment: 1)
    defer { target.deallocate() }
    do throws(IngestError) {
      let source = try ByteSource(bytes: bytes, name: "fuzz")
      while try source.read(into: target) == step {}
      return (nil, source.digest)
    } catch {
      return (error.code, "")
    }
  }
}
