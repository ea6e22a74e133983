import Rulebook

/// The order in which flags are read, each place with its reason: the same flags in the same order, always.
public enum FlagOrder {
  /// What puts one flag before another. The first of these in which two differ decides.
  public enum Reason: String, Sendable, CaseIterable {
    /// Whoever is flagged for several kinds of crime is looked at once, for the first of them.
    case firstOfSubject = "first flag of its subject"
    /// A possible victim who is attached to whoever gathers from it is read of there.
    case unattached = "attached to no other flag"
    case score = "higher score"
    /// More people may need help.
    case related = "more people attached"
    case redFlags = "more different red flags"
    case mitigations = "fewer innocent patterns"
    case recency = "active later"
    /// Nothing that matters tells them apart; a fixed order all the same.
    case identity = "flag id"
  }

  /// A flag with its place.
  public struct Place: Sendable {
    public let flag: Flag
    /// Why it comes before the next; nil for the last.
    public internal(set) var reason: Reason?
  }

  /// All flags in order: first one of every subject, its best, with the possible victims who are attached to another
  /// flag behind the rest of them; then what else is said of the same subjects.
  public static func places(of flags: [Flag]) -> [Place] {
    var seen: Set<String> = []
    let keyed = flags.map { Keys($0) }
    let order = flags.indices.sorted { reason(keyed[$0], keyed[$1])?.isFirst ?? false }
    let attached = attachedVictims(flags)
    let groups = Dictionary(grouping: order) { index -> Int in
      guard seen.insert(flags[index].subject).inserted else { return 2 }
      return attached.contains(flags[index].subject) ? 1 : 0
    }
    let ordered = (0...2).flatMap { group in (groups[group] ?? []).map { (index: $0, group: group) } }
    var places = ordered.map { Place(flag: flags[$0.index], reason: nil) }
    for number in places.indices.dropLast() {
      let (here, next) = (ordered[number], ordered[number + 1])
      places[number].reason =
        here.group == next.group
        ? reason(keyed[here.index], keyed[next.index])?.reason
        : next.group == 2 ? .firstOfSubject : .unattached
    }
    return places
  }

  /// Subjects that are flagged as possible victims alone, and named as such at another's flag.
  private static func attachedVictims(_ flags: [Flag]) -> Set<String> {
    let victim = Role.possibleVictim.rawValue
    let suspects = flags.filter { $0.role != victim }
    let named = suspects.flatMap { flag in
      flag.related.filter { $0.role == victim && $0.subject != flag.subject }.map(\.subject)
    }
    return Set(named).subtracting(suspects.map(\.subject))
  }

  private struct Keys {
    /// Larger is earlier; in the order of the reasons.
    var numbers: [Int]
    var lastDay: String
    var id: String

    init(_ flag: Flag) {
      numbers = [
        flag.score, Set(flag.related.map(\.subject)).count, Set(flag.findings.map(\.indicator)).count,
        -Set(flag.mitigations.map(\.indicator)).count,
      ]
      lastDay = flag.lastDay
      id = flag.id
    }
  }

  private static func reason(_ left: Keys, _ right: Keys) -> (reason: Reason, isFirst: Bool)? {
    for (index, reason) in [Reason.score, .related, .redFlags, .mitigations].enumerated()
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
  public let kept: [FlagOrder.Place]
  /// How many were left out.
  public let leftOut: Int
  /// The score of the last one kept; nil where none was left out.
  public let cut: Int?

  /// - Parameter count: how many are read; nil is all.
  public init(_ flags: [Flag], count: Int?) {
    let places = FlagOrder.places(of: flags)
    kept = Array(places.prefix(count ?? places.count))
    leftOut = places.count - kept.count
    cut = leftOut > 0 ? kept.last?.flag.score : nil
  }

  /// Why the last one kept comes before the first one left out.
  public var reason: FlagOrder.Reason? { leftOut > 0 ? kept.last?.reason : nil }
}
