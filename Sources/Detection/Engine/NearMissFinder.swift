public import Ledger
import Rulebook

/// Looks for the moment at which each rule came nearest to firing. For commands, not for the nightly run.
public struct NearMissFinder {
  private let assessor: Assessor

  public init(assessor: Assessor) { self.assessor = assessor }

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
    for position in moments() {
      let reader = values(at: position)
      let conditions = FindingBuilder.observations(of: compiled.rule, reader)
      let closeness = conditions.map(Self.closeness).reduce(0, +) / max(conditions.count, 1)
      guard best.day == nil || closeness >= best.closeness else { continue }
      best = NearMiss(
        indicator: compiled.rule.id, day: activity.postings[position].day.description,
        conditions: conditions, closeness: min(closeness, 99))
    }
    return best
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
