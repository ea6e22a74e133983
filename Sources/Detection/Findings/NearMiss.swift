/// How near a rule came to firing on a subject that it did not fire on.
public struct NearMiss: Sendable, Hashable {
  public var indicator: String
  /// The day on which it came nearest, ISO 8601; nil where no posting was of the kind it looks for.
  public var day: String?
  /// Its conditions at that moment, those that held and those that did not; none where the earlier moment that it
  /// looks back to never came, or nothing followed.
  public var conditions: [ConditionObservation]
  /// Of a rule that looks back: the day of the earlier moment, or of the one that came nearest to being one.
  public var earlierDay: String?
  /// The conditions of that earlier moment.
  public var earlier: [ConditionObservation]
  /// Shares of the thresholds reached, in hundredths, averaged over the conditions; 100 would have fired.
  public var closeness: Int

  public init(
    indicator: String, day: String?, conditions: [ConditionObservation], closeness: Int,
    earlierDay: String? = nil, earlier: [ConditionObservation] = []
  ) {
    self.earlierDay = earlierDay
    self.earlier = earlier
    self.indicator = indicator
    self.day = day
    self.conditions = conditions
    self.closeness = closeness
  }
}
