public import Ledger

/// A subject whose activity changed tonight: everything remembered of it, and from when on it is another.
public struct MergedSubject: Sendable {
  /// All postings, remembered and new, in order, each identity once.
  public var activity = Activity()
  /// Earliest local date on which the activity is not what it was: of a new posting, or of one that gave way
  /// to another with its identity.
  public var firstChangedDay = BusinessDay(ordinal: 0)
}
