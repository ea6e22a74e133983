import Ledger

/// Subjects whose postings were filed anew: what segments older than that say of them is void.
///
/// Segments never change, so what leaves a subject (an account whose postings now go by its customer) is hidden
/// in the segments that hold it, until they are merged and it is gone.
struct WithdrawnSlots: Sendable {
  /// By subject, the number of the first segment that speaks for it again.
  private(set) var since: [SubjectSlot: UInt32] = [:]
  private var newest: UInt32 = 0

  /// Whether a segment can hold anything that is void.
  func concerns(_ segment: SegmentFile) -> Bool { segment.record.number < newest }

  /// Whether what a segment says of a subject is void.
  func hides(_ slot: SubjectSlot, in segment: SegmentFile) -> Bool {
    since[slot].map { segment.record.number < $0 } ?? false
  }

  /// From the segment `number` on.
  mutating func withdraw(_ slot: SubjectSlot, before number: UInt32) {
    since[slot] = max(since[slot] ?? 0, number)
    newest = max(newest, number)
  }

  /// Forgets what no live segment can hold any more; returns it.
  mutating func prune(_ live: [SegmentFile]) -> [SubjectSlot] {
    guard !since.isEmpty else { return [] }
    let oldest = live.map(\.record.number).min() ?? .max
    let gone = since.filter { $0.value <= oldest }.map(\.key)
    for slot in gone { since[slot] = nil }
    if since.isEmpty { newest = 0 }
    return gone
  }
}

extension SubjectSlot {
  /// Seventeen bytes: the key, highest byte first, and the kind.
  var bytes: [UInt8] { Catalogue.bytes(of: high) + Catalogue.bytes(of: low) + [kind] }

  init?(bytes: [UInt8]) {
    guard bytes.count == 17 else { return nil }
    self.init(
      high: Catalogue.number(bytes[..<8]), low: Catalogue.number(bytes[8..<16]), kind: bytes[16])
  }
}

extension Catalogue {
  /// The withdrawn subjects of a state.
  static func withdrawn(in catalogue: borrowing CatalogueEnvironment) throws(HistoryError) -> WithdrawnSlots {
    var slots = WithdrawnSlots()
    var isReadable = true
    try catalogue.read { view throws(LMDBError) in
      try view.scan(.withdrawn, from: []) { key, value in
        guard let slot = SubjectSlot(bytes: Array(key)) else {
          isReadable = false
          return false
        }
        slots.withdraw(slot, before: UInt32(truncatingIfNeeded: number(value)))
        return true
      }
    }
    guard isReadable else { throw unreadable(.withdrawn) }
    return slots
  }
}
