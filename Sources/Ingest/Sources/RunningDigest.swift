import Ledger

/// A digest of a stream of bytes that does not depend on how the stream was cut into pieces.
///
/// Four lanes of 16 bytes, folded as `StableHash` does; a lane each, because one alone waits for its own
/// multiplications. Tells an unchanged file from a changed one; no defence against forgery.
struct RunningDigest {
  private var lanes: (UInt64, UInt64, UInt64, UInt64) = (
    0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3
  )
  /// Bytes that do not fill a stride yet; fewer than `stride`.
  private var pending: [UInt8] = []
  /// Bytes taken in.
  private(set) var count = 0

  private static let stride = 64
  private static let first: UInt64 = 0xA076_1D64_78BD_642F
  private static let second: UInt64 = 0xE703_7ED1_A0B4_28DB

  /// Takes in the next bytes.
  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard var cursor = bytes.baseAddress, bytes.count > 0 else { return }
    count += bytes.count
    var left = bytes.count
    if !pending.isEmpty {
      let taken = min(Self.stride - pending.count, left)
      pending.append(contentsOf: UnsafeRawBufferPointer(start: cursor, count: taken))
      cursor += taken
      left -= taken
      guard pending.count == Self.stride else { return }
      let whole = pending
      whole.withUnsafeBytes { block in
        if let base = block.baseAddress { fold(base, strides: 1) }
      }
      pending.removeAll(keepingCapacity: true)
    }
    fold(cursor, strides: left / Self.stride)
    cursor += left / Self.stride * Self.stride
    pending.append(contentsOf: UnsafeRawBufferPointer(start: cursor, count: left % Self.stride))
  }

  private mutating func fold(_ start: UnsafeRawPointer, strides: Int) {
    var (a, b, c, d) = lanes
    var cursor = start
    for _ in 0..<strides {
      a = Self.step(a, cursor)
      b = Self.step(b, cursor + 16)
      c = Self.step(c, cursor + 32)
      d = Self.step(d, cursor + 48)
      cursor += Self.stride
    }
    lanes = (a, b, c, d)
  }

  @inline(__always)
  private static func step(_ lane: UInt64, _ cursor: UnsafeRawPointer) -> UInt64 {
    StableHash.mix(
      cursor.loadUnaligned(as: UInt64.self) ^ second,
      cursor.loadUnaligned(fromByteOffset: 8, as: UInt64.self) ^ lane)
  }

  /// The digest of everything taken in so far.
  var value: UInt64 {
    let tail = pending.withUnsafeBytes { StableHash.hash($0, seed: UInt64(count)) }
    let (a, b, c, d) = lanes
    let folded = StableHash.mix(StableHash.mix(a, b ^ Self.second), StableHash.mix(c, d ^ Self.first))
    return StableHash.mix(folded ^ tail, Self.first)
  }
}
