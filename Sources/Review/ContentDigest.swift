import Ledger

/// A digest of rows as they are sent: equal content need not be written again.
///
/// 128 well-mixed bits, for change detection only; what decisions rest on is `evidence_digest`, SHA-256.
struct ContentDigest: CustomStringConvertible {
  private var high: UInt64 = 1
  private var low: UInt64 = 2

  /// Mixes in a run of bytes; the order of runs counts.
  mutating func add(_ bytes: Slice<UnsafeRawBufferPointer>) {
    let run = UnsafeRawBufferPointer(rebasing: bytes)
    high = StableHash.hash(run, seed: high)
    low = StableHash.hash(run, seed: low)
  }

  /// 32 hexadecimal digits.
  var description: String { hexadecimal(high) + hexadecimal(low) }
}
