/// A 64-bit hash that is the same on every machine, run and version: state on disk is keyed by it.
///
/// Multiply-and-fold over 16-byte steps in the manner of wyhash (Wang Yi, public domain). Not a defence
/// against someone who chooses inputs to collide; identities are also compared by content.
public enum StableHash {
  /// Odd constants with balanced bits (digits of the golden ratio and of SplitMix64).
  @usableFromInline static let first: UInt64 = 0xA076_1D64_78BD_642F
  @usableFromInline static let second: UInt64 = 0xE703_7ED1_A0B4_28DB

  /// Folds a 128-bit product to 64 bits.
  @inlinable @inline(__always)
  public static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// The hash of `bytes` under `seed`. O(n).
  @inlinable
  public static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    var state = seed ^ first
    let count = bytes.count
    guard let base = bytes.baseAddress, count > 0 else { return mix(state ^ second, first) }
    var offset = 0
    while count - offset > 16 {
      state = mix(
        base.loadUnaligned(fromByteOffset: offset, as: UInt64.self) ^ second,
        base.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self) ^ state)
      offset += 16
    }
    let left = count - offset
    var low: UInt64 = 0
    var high: UInt64 = 0
    if left >= 8 {
      low = base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      high = base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    } else if left >= 4 {
      low = UInt64(base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      high = UInt64(base.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
    } else {
      for index in offset..<count {
        low = low << 8 | UInt64(base.load(fromByteOffset: index, as: UInt8.self))
      }
    }
    return mix(second ^ UInt64(count), mix(low ^ second, high ^ state))
  }

  /// The hash of a string's UTF-8 bytes; for anything outside the hot path.
  public static func hash(_ text: String, seed: UInt64 = 0) -> UInt64 {
    var copy = text
    return copy.withUTF8 { hash(UnsafeRawBufferPointer($0), seed: seed) }
  }
}
