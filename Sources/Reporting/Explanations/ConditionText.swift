import Detection

/// Words for a condition with its observed value beside its threshold.
enum ConditionText {
  /// `distinct place.county of remote cash in window: 3, where at least 2 count`.
  static func sentence(_ condition: ConditionObservation) -> String {
    "\(subject(condition)): \(QuantityText.text(condition.observed)) (\(demand(condition)))"
  }

  /// The left side of the condition as the rulebook words it.
  private static func subject(_ condition: ConditionObservation) -> String {
    for mark in [" between ", " >= ", " <= ", " > ", " < ", " = "] {
      if let range = condition.text.firstRange(of: mark) {
        return String(condition.text[..<range.lowerBound])
      }
    }
    return condition.text
  }

  private static func demand(_ condition: ConditionObservation) -> String {
    let bound = QuantityText.text(condition.threshold)
    return switch condition.comparison {
    case ">=": "threshold: at least \(bound)"
    case ">": "threshold: more than \(bound)"
    case "<=": "threshold: at most \(bound)"
    case "<": "threshold: less than \(bound)"
    case "between": "threshold: \(bound) to \(condition.upperThreshold.map(QuantityText.text) ?? bound)"
    default: "threshold: \(bound)"
    }
  }
}
