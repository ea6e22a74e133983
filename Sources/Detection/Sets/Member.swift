/// A posting's place in a set: where it is in the activity, when it happened, and when it came to belong.
struct Member {
  /// Index into the activity's postings.
  var position: Int32
  /// When it happened.
  var instant: Int64
  /// From when it belongs: its own instant, or that of the later posting which made it a member.
  var enters: Int64

  /// The first moment at which a window may hold it that wants it to have happened so long before.
  @inline(__always)
  func comes(after lag: Int64) -> Int64 { max(enters, instant + lag) }
}
