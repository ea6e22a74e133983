import Ledger

/// Keeps one posting of each identity.
///
/// Of two that say the same, the remembered one stays, or the one from the earlier place in the input. Of two
/// that say different things, one that corrects the other stays, or else the one with the smaller content hash,
/// whichever came first: taking a minimum does not depend on order, so neither does the history (laws 1 and 2).
struct DuplicateFilter: ~Copyable {
  /// Entry number plus one by identity; 0 is empty.
  private var table = GrowingBuffer<UInt32>()

  /// Marks the entries that give way. Remembered entries come first in `entries`.
  mutating func mark(_ entries: borrowing GrowingBuffer<MergeEntry>) {
    var size = 16
    while size < entries.count * 2 { size *= 2 }
    table.fill(0, count: size)
    let mask = size - 1
    for index in 0..<entries.count {
      let identity = entries[index].identity
      // Identities are hashes already, but spread them: a test or a source may number them.
      var position = Int(truncatingIfNeeded: StableHash.mix(identity, 0x9E37_79B9_7F4A_7C15)) & mask
      while true {
        let found = Int(table[position]) - 1
        if found < 0 {
          table[position] = UInt32(index + 1)
          break
        }
        if entries[found].identity == identity {
          table[position] = UInt32(DuplicateFilter.settle(found, index, in: entries) + 1)
          break
        }
        position = (position + 1) & mask
      }
    }
  }

  /// Decides between two entries of one identity, `holder` the earlier of them; returns the one that stays.
  private static func settle(
    _ holder: Int, _ challenger: Int, in entries: borrowing GrowingBuffer<MergeEntry>
  ) -> Int {
    let first = entries.base + holder
    let second = entries.base + challenger
    let isKnown = !first.pointee.marks.contains(.incoming) || first.pointee.marks.contains(.known)
    if isKnown { second.pointee.marks.insert(.known) }
    let (firstContent, secondContent) = (first.pointee.content(), second.pointee.content())
    let secondStays: Bool
    let corrects = (first.pointee.corrects, second.pointee.corrects)
    if corrects.0 != corrects.1 {
      secondStays = corrects.1
    } else if firstContent != secondContent {
      first.pointee.marks.insert(.conflicting)
      second.pointee.marks.insert(.conflicting)
      secondStays = secondContent < firstContent
    } else if first.pointee.marks.contains(.incoming) {
      let (one, other) = (first.pointee.value, second.pointee.value)
      secondStays = (other.file, other.line) < (one.file, one.line)
    } else {
      secondStays = false
    }
    (secondStays ? first : second).pointee.marks.insert(.dropped)
    if secondStays, second.pointee.marks.contains(.incoming), !first.pointee.marks.contains(.incoming) {
      first.pointee.marks.insert(.replaced)
    }
    return secondStays ? challenger : holder
  }
}
