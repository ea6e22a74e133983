public import Ledger
import Rulebook

/// Looks for the moment at which each rule came nearest to firing. For commands, not for the nightly run.
public struct NearMissFinder {
  private let assessor: Assessor

  public init(assessor: Assessor) { self.assessor = assessor }

  /// The moment at which this rule came nearest; nil where it is not about such a subject.
  func nearMiss(of rule: String, in activity: Activity) -> NearMiss? {
    guard let firstDay = activity.postings.map(\.day).min(),
      var run = assessor.runs(over: activity, from: firstDay).first(where: { $0.compiled.rule.id == rule })
    else { return nil }
    return run.nearest()
  }

  /// The indicators about this kind of subject that never fired on it, nearest first.
  public func nearMisses(of activity: Activity) -> [NearMiss] {
    guard let firstDay = activity.postings.map(\.day).min() else { return [] }
    let fired = Set(assessor.assess(activity, from: firstDay, fileName: { _ in "" }).map(\.indicator))
    return assessor.runs(over: activity, from: firstDay)
      .filter { $0.compiled.rule.kind == .indicator && !fired.contains($0.compiled.rule.id) }
      .map { run in
        var run = run
        return run.nearest()
      }
      .sorted { (-$0.closeness, $0.indicator) < (-$1.closeness, $1.indicator) }
  }
}

extension RuleRun {
  /// The moment at which most of the test's thresholds were reached; ties go to the latest.
  fileprivate mutating func nearest() -> NearMiss {
    var best = NearMiss(indicator: compiled.rule.id, day: nil, conditions: [], closeness: 0)
    guard let first = compiled.rule.first else {
      for position in moments() {
        consider(NearMiss(self, at: position, test: observed(at: position, after: nil)), &best)
      }
      return best
    }
    for position in moments(of: first) {
      consider(NearMiss(self, at: position, earlier: observed(first, at: position), of: position), &best)
    }
    let occurrences = firstOccurrences(from: activity.postings.first?.day ?? BusinessDay(ordinal: 0))
    let earlier = occurrences.map { observed(first, at: $0.position) }
    for position in moments() {
      for index in reached(occurrences, from: position, within: first.milliseconds) {
        let test = observed(at: position, after: occurrences[index])
        let place = occurrences[index].position
        consider(NearMiss(self, at: position, earlier: earlier[index], of: place, test: test), &best)
      }
    }
    return best
  }

  private func consider(_ miss: NearMiss, _ best: inout NearMiss) {
    if best.day == nil || miss.closeness >= best.closeness { best = miss }
  }

  private mutating func observed(at position: Int, after first: FirstOccurrence?) -> [ConditionObservation] {
    FindingBuilder.observations(of: compiled.rule.test, compiled.rule, values(at: position, after: first))
  }

  private mutating func observed(_ first: FirstMoment, at position: Int) -> [ConditionObservation] {
    let reader = values(of: compiled.firstAggregates, at: position)
    return FindingBuilder.observations(of: first.test, compiled.rule, reader)
  }

  /// Indices of the earlier moments that a posting can look back to, as many as the run tries.
  private func reached(_ occurrences: [FirstOccurrence], from position: Int, within milliseconds: Int64)
    -> Range<Int>
  {
    let instant = activity.postings[position].instant.milliseconds
    return occurrences.indices.drop { occurrences[$0].instant < instant - milliseconds }
      .prefix { occurrences[$0].instant <= instant }.prefix(Self.maximumFirstMoments)
  }
}

extension NearMiss {
  /// What was seen at a posting, of all that the rule asks: what was not looked at counts as not reached at all.
  fileprivate init(
    _ run: RuleRun, at position: Int, earlier: [ConditionObservation] = [], of first: Int? = nil,
    test: [ConditionObservation] = []
  ) {
    let rule = run.compiled.rule
    let asked = rule.test.conditionIndices.count + (rule.first?.test.conditionIndices.count ?? 0)
    let reached = (earlier + test).map(Self.closeness).reduce(0, +)
    let days = run.activity.postings
    self.init(
      indicator: rule.id, day: days[position].day.description, conditions: test,
      closeness: min(reached / max(asked, 1), 99), earlierDay: first.map { days[$0].day.description },
      earlier: earlier)
  }

  /// Hundredths of the way to a condition's threshold.
  private static func closeness(_ condition: ConditionObservation) -> Int {
    if condition.holds { return 100 }
    switch condition.comparison {
    case ">=", ">", "between":
      guard condition.threshold.value > 0, condition.observed.value > 0 else { return 0 }
      return Int(min(99, Int128(condition.observed.value) * 100 / Int128(condition.threshold.value)))
    default:
      guard condition.observed.value > 0, condition.threshold.value > 0 else { return 0 }
      return Int(min(99, Int128(condition.threshold.value) * 100 / Int128(condition.observed.value)))
    }
  }
}
