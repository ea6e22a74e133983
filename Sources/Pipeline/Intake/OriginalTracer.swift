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
  /// - Complexity: O(postings of the customers); one pass over all that is remembered where an original is not there.
  func trace(_ reversals: [Reversal], tonight intake: Intake) throws {
    var wanted = Set(reversals.map(\.identity))
    guard !wanted.isEmpty, store.lastDay != nil else { return }
    for (customer, group) in Dictionary(grouping: reversals, by: \.customer) {
      guard let activity = try store.activity(.customer, customer, includingReversed: true) else { continue }
      wanted.subtract(touched(by: Set(group.map(\.identity)), in: activity))
    }
    guard !wanted.isEmpty else { return }
    wanted.subtract(try intake.identities(among: wanted))
    guard !wanted.isEmpty else { return }
    let everywhere = wanted
    try ShardQueue.drain(workers: workers) { _, shards in
      while let shard = shards.next() {
        try store.visit(shard: shard, includingReversed: true, where: { kind, _ in kind == .customer }) {
          _ = touched(by: everywhere, in: $0)
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
