import Ledger
import Rulebook

/// A moment at which a rule's test held: what the best of a day is chosen from.
struct Moment {
  /// Index of the posting at which the test was tried.
  var position: Int
  /// The earlier moment of a rule with a `first` section.
  var first: FirstOccurrence?
  /// How far the observed values exceed their thresholds, in hundredths, summed; orders moments.
  var excess: Int64
}

/// An earlier moment at which a rule's `first` test held, with the values it kept.
struct FirstOccurrence {
  var position: Int
  var instant: Int64
  var kept: [Int64]
}
