/// Sorts the postings of one subject. They arrive in runs that are in order, or nearly so.
enum MergeOrder {
  /// Up to here moving neighbours beats anything cleverer.
  private static let shortest = 32

  static func sort(_ entries: UnsafeMutableBufferPointer<MergeEntry>) {
    guard entries.count > 1 else { return }
    if entries.count <= shortest { return insert(entries) }
    var position = 1
    while position < entries.count, !MergeEntry.comesBefore(entries[position], entries[position - 1]) {
      position += 1
    }
    guard position < entries.count else { return }
    var sorted = entries
    sorted.sort(by: MergeEntry.comesBefore)
  }

  private static func insert(_ entries: UnsafeMutableBufferPointer<MergeEntry>) {
    for position in 1..<entries.count {
      let entry = entries[position]
      var place = position
      while place > 0, MergeEntry.comesBefore(entry, entries[place - 1]) {
        entries[place] = entries[place - 1]
        place -= 1
      }
      if place != position { entries[place] = entry }
    }
  }
}
