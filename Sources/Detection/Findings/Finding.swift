/// One indicator (or mitigation) that held for one subject on one day, at the moment it was strongest.
public struct Finding: Codable, Hashable, Sendable {
  /// Stable ID of the indicator: `SMUG-REMOTE-CASH`.
  public var indicator: String
  /// The day it was assessed for, ISO 8601.
  public var day: String
  /// The moment at which it was strongest, milliseconds UTC.
  public var moment: Int64
  /// Minutes east of UTC of the clock at that moment.
  public var zoneMinutes: Int
  /// Points it brings to a scorecard, before the one-per-family maximum; negative for a mitigation.
  public var points: Int
  /// The conditions that held, each with its observed value beside its threshold.
  public var conditions: [ConditionObservation]
  /// Every aggregate the conditions read, each recomputable from `evidence` where that lists all it rests on (law 6).
  public var measures: [Measure]
  /// The postings it rests on, oldest first.
  public var evidence: [EvidenceTransaction]

  public init(
    indicator: String, day: String, moment: Int64, zoneMinutes: Int, points: Int,
    conditions: [ConditionObservation], measures: [Measure], evidence: [EvidenceTransaction]
  ) {
    self.indicator = indicator
    self.day = day
    self.moment = moment
    self.zoneMinutes = zoneMinutes
    self.points = points
    self.conditions = conditions
    self.measures = measures
    self.evidence = evidence
  }
}

/// One condition of an indicator as it stood: `4 >= 2`.
public struct ConditionObservation: Codable, Hashable, Sendable {
  /// The condition as the rulebook words it.
  public var text: String
  public var observed: Quantity
  /// `>=`, `>`, `<=`, `<`, `=` or `between`.
  public var comparison: String
  public var threshold: Quantity
  /// The upper bound of `between`.
  public var upperThreshold: Quantity?
  /// Whether it held; false only in near misses.
  public var holds: Bool

  public init(
    text: String, observed: Quantity, comparison: String, threshold: Quantity,
    upperThreshold: Quantity? = nil, holds: Bool
  ) {
    self.text = text
    self.observed = observed
    self.comparison = comparison
    self.threshold = threshold
    self.upperThreshold = upperThreshold
    self.holds = holds
  }
}

/// One aggregate over a set of postings in a window, with the recipe to compute it again.
public struct Measure: Codable, Hashable, Sendable {
  /// As the rulebook words it: `distinct(place.county) of remote cash in 14 days`.
  public var text: String
  /// `count`, `sum`, `distinct`, `days`, `largest`, `smallest`, `median` or `cycles`.
  public var aggregate: String
  /// The field of `distinct`, else nil.
  public var field: String?
  /// The set's name; evidence rows carry the names of the sets they belong to.
  public var set: String
  /// First instant of the window, inclusive, milliseconds UTC.
  public var from: Int64
  /// Last instant of the window, inclusive, milliseconds UTC.
  public var until: Int64
  public var value: Quantity
  /// How many of the postings it rests on are not listed as evidence: 0 but for a very busy subject.
  public var unlisted: Int

  public init(
    text: String, aggregate: String, field: String?, set: String, from: Int64, until: Int64,
    value: Quantity, unlisted: Int = 0
  ) {
    self.text = text
    self.aggregate = aggregate
    self.field = field
    self.set = set
    self.from = from
    self.until = until
    self.value = value
    self.unlisted = unlisted
  }
}
