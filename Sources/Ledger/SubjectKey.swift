/// What money gathers around.
public enum SubjectKind: UInt8, CaseIterable, Sendable {
  /// A customer: all accounts joined by the bank's customer key, or the account itself.
  case customer = 0
  /// An outside account, handle or name that customers pay or are paid by.
  case counterparty = 1
  /// Something shared by several customers: a device, phone or employer.
  case link = 2

  /// The name used in the rulebook and in the database.
  public var name: String { String(describing: self) }
}

/// The key of a subject: 128 well-mixed bits of its kind, institution and identifier.
///
/// Two subjects of a bank with a hundred million of them share a key with a chance near 10^-23, so a key
/// stands for its subject without the text being compared.
public struct SubjectKey: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The upper half; its top bits choose the shard.
  public let high: UInt64
  /// The lower half.
  public let low: UInt64

  @inlinable
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The key of `identifier` (UTF-8 bytes) among subjects of `kind` at an institution.
  @inlinable
  public init(kind: SubjectKind, institution: UInt64, identifier: UnsafeRawBufferPointer) {
    let seed = institution &+ UInt64(kind.rawValue) &* 0x9E37_79B9_7F4A_7C15
    high = StableHash.hash(identifier, seed: seed)
    low = StableHash.hash(identifier, seed: ~seed)
  }

  /// The key of a string; for tests, commands and anything outside the hot path.
  public init(kind: SubjectKind, institution: UInt64, identifier: String) {
    var copy = identifier
    self = copy.withUTF8 {
      SubjectKey(kind: kind, institution: institution, identifier: UnsafeRawBufferPointer($0))
    }
  }

  /// State is cut into this many shards by the top bits of the key, so that memory for a night is a
  /// fraction of the night and shards can be worked on side by side. Part of the state's format.
  public static let shardCount = 128

  /// 0..<shardCount.
  @inlinable
  public var shard: Int { Int(high >> 57) }

  @inlinable
  public static func < (left: SubjectKey, right: SubjectKey) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }
}

extension SubjectKey: CustomStringConvertible {
  /// 32 hexadecimal digits.
  public var description: String { hexadecimal(high) + hexadecimal(low) }

  /// Reads 32 hexadecimal digits; nil for anything else.
  public init?(hexadecimal text: String) {
    guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
      let low = UInt64(text.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }
}

/// Sixteen hexadecimal digits, leading zeros kept.
public func hexadecimal(_ number: UInt64) -> String {
  let digits = String(number, radix: 16)
  return String(repeating: "0", count: 16 - digits.utf8.count) + digits
}
