public import Detection
import Ledger
public import Rulebook

/// Words for a rule's story that came out otherwise than it says.
public enum StoryText {
  /// Where the story stands, what happened, and the conditions with their values where it happened.
  public static func lines(_ outcome: ExampleRunner.Outcome, rule: Rule?) -> [String] {
    // The origin names the rule's own line; the story's is wanted.
    let place = outcome.origin.prefix(upTo: outcome.origin.lastIndex(of: ":") ?? outcome.origin.endIndex)
    let what = outcome.fired ? "fired and must not" : "did not fire and must"
    var lines = ["\(place):\(outcome.line): \(outcome.rule): `\(outcome.example)` \(what)"]
    guard let moment = outcome.moment, let date = moment.day else {
      return lines + ["    no payment of the story is in a set that the conditions are tried at"]
    }
    lines.append("    \(outcome.fired ? "fired" : "nearest") on \(day(date)):")
    return lines + NearMissText.conditions(of: moment, rule: rule)
  }

  /// As the story counts days: `day 4, 2026-03-05`.
  private static func day(_ date: String) -> String {
    guard let day = BusinessDay(date) else { return date }
    return "day \(day.ordinal - Example.firstDay.ordinal + 1), \(date)"
  }
}
