import Ledger

/// Tells apart records that bear one identity within a report.
///
/// Some banks give one reference to all entries of a batch: the second of them is another payment, while the first is the
/// same in every report that tells it.
struct Occurrences {
  private var counts: [UInt64: Int] = [:]
  /// Identities remembered: some megabytes, and more than any bank books on an account in a day.
  private static let most = 262_144

  /// The identity, from its second time on with its number behind it; nil where too many are remembered to say.
  mutating func numbered(_ identity: [UInt8]) -> [UInt8]? {
    let key = identity.withUnsafeBytes { StableHash.hash($0, seed: 0) }
    guard let before = counts[key] else {
      guard counts.count < Self.most else { return nil }
      counts[key] = 1
      return identity
    }
    counts[key] = before + 1
    return identity + Array("#\(before + 1)".utf8)
  }
}
