/// How near a rule came to firing on a subject that it did not fire on.
public struct NearMiss: Sendable, Hashable {
  public var indicator: String
  /// The day on which it came nearest, ISO 8601; nil where no posting was of the kind it looks for.
  public var day: String?
  /// Its conditions at that moment, those that held and those that did not.
  public var conditions: [ConditionObservation]
  /// Shares of the thresholds reached, in hundredths, averaged over the conditions; 100 would have fired.
  public var closeness: Int

  public init(indicator: String, day: String?, conditions: [ConditionObservation], closeness: Int) {
    self.indicator = indicator
    self.day = day
    self.conditions = conditions
    self.closeness = closeness
  }
}
