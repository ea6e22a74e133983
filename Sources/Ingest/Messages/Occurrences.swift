import Ledger

/// Tells apart records that bear one identity within a report.
///
/// Some banks give one reference to all entries of a batch: the second of them is another payment, while the first is the
/// same in every report that tells it.
struct Occurrences {
  private var seen: Set<UInt64> = []
  /// Of those that came again, how often they came.
  private var counts: [UInt64: Int] = [:]
  /// Identities remembered: some sixteen megabytes, and more than any bank books on an account in a day.
  private static let most = 1 << 20

  mutating func removeAll() {
    seen.removeAll(keepingCapacity: true)
    counts.removeAll()
  }

  /// The how-manieth of its identity a record is, from 1; nil where too many are remembered to say.
  mutating func number(of identity: FieldBytes) -> Int? {
    let key = StableHash.hash(identity.buffer, seed: 0)
    if seen.contains(key) {
      counts[key, default: 1] += 1
      return counts[key]
    }
    guard seen.count < Self.most else { return nil }
    seen.insert(key)
    return 1
  }
}

extension MessageFiler {
  /// The identity, from its second time on with its number behind it; empty where nobody can say which time it is, so
  /// that the content of the record tells it apart.
  func numbered(_ identity: FieldBytes, by occurrences: inout Occurrences) -> FieldBytes {
    guard let number = occurrences.number(of: identity) else { return .empty }
    return number == 1 ? identity : join([identity, text("#\(number)")], with: UInt8(ascii: "/"))
  }
}
