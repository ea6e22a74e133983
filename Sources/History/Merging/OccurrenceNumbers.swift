import Ledger

/// Tells honest twins apart where a source gives no ids.
///
/// The identity of such a record arrives as a digest of its content. The how-manieth it is of its file, in
/// the order of lines, makes the identity final. The same file fed again gives the same numbers and adds
/// nothing; two equal records in one file get two numbers and both count; so a payment is remembered as often
/// as the file that has it most often says.
enum OccurrenceNumbers {
  /// Replaces digests by final identities. `entries` are incoming, in any order; they may be reordered.
  static func assign(_ entries: UnsafeMutableBufferPointer<MergeEntry>) {
    var sorted = entries
    sorted.sort(by: comesBefore)
    var occurrence = 0
    var before: (digest: UInt64, file: UInt32)?
    for index in entries.indices {
      let posting = entries[index].value
      guard posting.flags.contains(.contentIdentity) else { continue }
      if let before, before == (posting.identity, posting.file) { occurrence += 1 } else { occurrence = 0 }
      before = (posting.identity, posting.file)
      entries[index].identity = PostingIdentity.numbered(digest: posting.identity, occurrence: occurrence)
    }
  }

  private static func comesBefore(_ left: MergeEntry, _ right: MergeEntry) -> Bool {
    if left.identity != right.identity { return left.identity < right.identity }
    let (leftPosting, rightPosting) = (left.value, right.value)
    if leftPosting.file != rightPosting.file { return leftPosting.file < rightPosting.file }
    return leftPosting.line < rightPosting.line
  }
}
