/// The order in which flags are read, each place with its reason: the same flags in the same order, always.
public enum FlagOrder {
  /// What puts one flag before another. The first of these in which two differ decides.
  public enum Reason: String, Sendable, CaseIterable {
    case score = "higher score"
    /// Somebody may need help.
    case possibleVictims = "more possible victims attached"
    case redFlags = "more different red flags"
    case mitigations = "fewer innocent patterns"
    case recency = "active later"
    /// Nothing that matters tells them apart; a fixed order all the same.
    case identity = "flag id"
  }

  /// Sorts flags, the first to read first.
  public static func sorted(_ flags: [Flag]) -> [Flag] {
    flags.map { (keys: Keys($0), flag: $0) }.sorted { reason($0.keys, $1.keys)?.isFirst ?? false }.map(\.flag)
  }

  /// Why `first` is read before `second`, or after it; nil where they are the same flag.
  public static func reason(_ first: Flag, before second: Flag) -> (reason: Reason, isFirst: Bool)? {
    reason(Keys(first), Keys(second))
  }

  private struct Keys {
    /// Larger is earlier; in the order of the reasons.
    var numbers: [Int]
    var lastDay: String
    var id: String

    init(_ flag: Flag) {
      let victims = flag.related.filter { $0.role == "possible_victim" }
      numbers = [
        flag.score, Set(victims.map(\.subject)).count, Set(flag.findings.map(\.indicator)).count,
        -Set(flag.mitigations.map(\.indicator)).count,
      ]
      lastDay = flag.lastDay
      id = flag.id
    }
  }

  private static func reason(_ left: Keys, _ right: Keys) -> (reason: Reason, isFirst: Bool)? {
    for (index, reason) in [Reason.score, .possibleVictims, .redFlags, .mitigations].enumerated()
    where left.numbers[index] != right.numbers[index] {
      return (reason, left.numbers[index] > right.numbers[index])
    }
    if left.lastDay != right.lastDay { return (.recency, left.lastDay > right.lastDay) }
    return left.id == right.id ? nil : (.identity, left.id < right.id)
  }
}

/// As many flags as there is time to read: the first of them, and what was left out.
public struct FlagBudget: Sendable {
  /// Those to read, in order.
  public let kept: [Flag]
  /// How many were left out.
  public let leftOut: Int
  /// The score of the last one kept, at or below which flags were left out; nil where none were.
  public let cut: Int?
  /// Why the last one kept comes before the first one left out.
  public let reason: FlagOrder.Reason?

  /// - Parameter count: how many are read; nil is all.
  public init(_ flags: [Flag], count: Int?) {
    let sorted = FlagOrder.sorted(flags)
    kept = Array(sorted.prefix(count ?? sorted.count))
    leftOut = sorted.count - kept.count
    guard leftOut > 0, let last = kept.last else {
      cut = nil
      reason = nil
      return
    }
    cut = last.score
    reason = FlagOrder.reason(last, before: sorted[kept.count])?.reason
  }
}
