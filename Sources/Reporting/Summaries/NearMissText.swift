public import Detection
public import Rulebook

/// Words for how near a subject came to a red flag that it did not raise.
public enum NearMissText {
  /// Lines for one near miss: its conditions, each with what was observed and what was asked.
  public static func lines(_ miss: NearMiss, rule: Rule?) -> [String] {
    let title = rule?.title ?? ""
    guard let day = miss.day else {
      return ["\(miss.indicator)  no activity of the kind it looks at", "    \(title)"]
    }
    var lines = ["\(miss.indicator)  \(miss.closeness) % of the way, nearest on \(day)", "    \(title)"]
    lines += conditions(of: miss, rule: rule)
    return lines
  }

  /// A line for each condition, those of an earlier moment first.
  static func conditions(of miss: NearMiss, rule: Rule?) -> [String] {
    var lines: [String] = []
    if let day = miss.earlierDay {
      lines.append("    first, on \(day):")
      lines += miss.earlier.map { line($0, rule) }
      if !miss.conditions.isEmpty {
        lines.append("    then:")
      } else if miss.earlier.allSatisfy(\.holds) {
        lines.append("    then nothing within reach that the rule looks at")
      }
    }
    return lines + miss.conditions.map { line($0, rule) }
  }

  private static func line(_ condition: ConditionObservation, _ rule: Rule?) -> String {
    let mark = condition.holds ? "met " : "not "
    return "    \(mark) \(ConditionText(rule).sentence(condition))\(shortfall(condition))"
  }

  /// By how much a floor was missed.
  private static func shortfall(_ condition: ConditionObservation) -> String {
    guard !condition.holds, condition.comparison == ">=" || condition.comparison == ">" else { return "" }
    let missing = condition.threshold.value - condition.observed.value
    guard missing > 0 else { return "" }
    return ", short by \(QuantityText.text(Quantity(missing, condition.threshold.unit)))"
  }
}
