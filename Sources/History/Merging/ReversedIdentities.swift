import Ledger

/// What was taken back: identities of postings that stay remembered and are no longer counted.
///
/// One list for all subjects, because a reversal seldom says all that the original said: who says «return of that
/// payment» may not name whom it was paid to. Where the original comes after its reversal, it is known before it is
/// first looked at. So neither the order of the two matters, nor the night on which each comes (laws 1 and 2).
struct ReversedIdentities: Sendable {
  /// By identity, the latest local date of a record that takes it back, or of the original where that was seen: either
  /// may be dated after the other, and while one of them is remembered both must be known.
  private var days: [UInt64: Int32] = [:]
  /// Taken back tonight and not before.
  private(set) var fresh: Set<UInt64> = []
  /// Not yet in the catalogue as they are here.
  private var unsaved: Set<UInt64> = []

  /// Whether a posting was taken back, or takes back. Where nothing was, no posting is asked.
  @inline(__always)
  func concerns(_ entry: MergeEntry) -> Bool {
    !days.isEmpty && (days[entry.identity] != nil || entry.value.flags.contains(.takesBack))
  }

  /// Whether a posting that was taken back is dated later than what is known of it.
  @inline(__always)
  func isOutlived(by posting: Posting, _ identity: UInt64) -> Bool {
    days[identity].map { $0 < posting.day.ordinal } ?? false
  }

  /// Notes that a posting was taken back; true where that is new.
  @discardableResult
  mutating func add(_ identity: UInt64, on day: BusinessDay) -> Bool {
    let known = days[identity]
    if let known, known >= day.ordinal { return false }
    days[identity] = day.ordinal
    unsaved.insert(identity)
    if known == nil { fresh.insert(identity) }
    return known == nil
  }

  /// Forgets what was taken back before a day: neither the original nor what takes it back is remembered any more.
  /// Returns it.
  mutating func forget(before floor: BusinessDay) -> [UInt64] {
    let gone = days.filter { $0.value < floor.ordinal }.map(\.key)
    for identity in gone {
      days[identity] = nil
      unsaved.remove(identity)
    }
    return gone
  }

  /// What is to be written to the catalogue, with its day.
  var changes: [(identity: UInt64, day: Int32)] { unsaved.compactMap { id in days[id].map { (id, $0) } } }

  /// Once it is written.
  mutating func noteSaved() {
    fresh = []
    unsaved = []
  }
}

extension Catalogue {
  /// What a state knows to be taken back.
  static func reversals(in catalogue: borrowing CatalogueEnvironment) throws(HistoryError)
    -> ReversedIdentities
  {
    var reversed = ReversedIdentities()
    var isReadable = true
    try catalogue.read { view throws(LMDBError) in
      try view.scan(.reversals, from: []) { key, value in
        isReadable = key.count == 8 && value.count == 8
        guard isReadable else { return false }
        reversed.add(number(key), on: BusinessDay(ordinal: Int32(truncatingIfNeeded: number(value))))
        return true
      }
    }
    guard isReadable else { throw unreadable(.reversals) }
    reversed.noteSaved()
    return reversed
  }
}
