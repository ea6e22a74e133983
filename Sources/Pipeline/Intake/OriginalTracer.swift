import History
import Ledger
import Synchronization

/// Finds what is remembered of the payments tonight's records take back, so that everybody under whom they were filed
/// is looked at again: a reversal seldom says all that its original said.
struct OriginalTracer {
  let store: HistoryStore
  let night: Night
  let others: OtherSubjects
  let workers: Int

  /// Has everybody looked at again whom a payment taken back concerns.
  ///
  /// Looked for first with the customer of the reversal, then among tonight's records; only what is found in neither is
  /// looked for everywhere, for a return may name the account where its original named the customer.
  ///
  /// - Returns: those that are no sums of batches, and the sums that were told besides their payments.
  /// - Complexity: O(postings of the customers); one pass over all that is remembered where an original is not there.
  func trace(_ reversals: [Reversal], tonight intake: Intake) throws -> [Reversal] {
    var wanted = Set(reversals.map(\.identity))
    guard !wanted.isEmpty else { return [] }
    if store.lastDay != nil {
      for (customer, group) in Dictionary(grouping: reversals, by: \.customer) {
        guard let activity = try store.activity(.customer, customer, includingReversed: true) else {
          continue
        }
        wanted.subtract(touched(by: Set(group.map(\.identity)), in: activity))
      }
    }
    if !wanted.isEmpty { wanted.subtract(try intake.identities(among: wanted)) }
    let told = reversals.filter { !$0.isSum || !wanted.contains($0.identity) }
    // A sum is told of the account of its payments, or not at all.
    for reversal in reversals where reversal.isSum { wanted.remove(reversal.identity) }
    if store.lastDay != nil, !wanted.isEmpty { try lookEverywhere(for: wanted) }
    return told
  }

  private func lookEverywhere(for wanted: Set<UInt64>) throws {
    try ShardQueue.drain(workers: workers) { _, shards in
      while let shard = shards.next() {
        try store.visit(shard: shard, includingReversed: true, where: { kind, _ in kind == .customer }) {
          _ = touched(by: wanted, in: $0)
        }
      }
    }
  }

  /// Has the subjects of a customer's postings looked at again that were taken back; returns their identities.
  private func touched(by wanted: Set<UInt64>, in activity: Activity) -> Set<UInt64> {
    var found: Set<UInt64> = []
    for position in activity.postings.indices {
      let posting = activity.postings[position]
      guard wanted.contains(posting.identity), !posting.flags.contains(.takesBack) else { continue }
      found.insert(posting.identity)
      night.touch(.customer, activity.subject)
      if let other = others.counterparty(of: position, in: activity) { night.touch(.counterparty, other) }
      let links =
        others.statedLinks(of: position, in: activity)
        + others.customerLinks(of: position, home: activity.subject, in: activity)
      for link in links { night.touch(.link, link) }
    }
    return found
  }
}
