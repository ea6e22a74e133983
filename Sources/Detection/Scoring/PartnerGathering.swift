import Ledger
public import Rulebook

/// Gathers, at those with whom a flagged customer exchanges much of its money, what shows that: who is behind a
/// flagged account, and which businesses feed it.
public struct PartnerGathering: Sendable {
  private let rollUps: RollUps
  /// The IDs of the rules about the flagged.
  private let rules: Set<String>

  /// Money goes on after the last sign: so many days of it count. Of what went before the first flagged day only what
  /// its windows hold does, for of no more is it sure that a state remembers it.
  static let daysAfter = 30

  /// - Parameter isCounted: whether what a rule finds counts.
  /// - Returns: nil where no rule that counts is about the flagged.
  public init?(rulebook: Rulebook, counting isCounted: (Rule) -> Bool) {
    rules = Set(rulebook.rules.filter { $0.isAboutFlagged && isCounted($0) }.map(\.id))
    guard !rules.isEmpty else { return nil }
    rollUps = RollUps(rulebook: rulebook, of: .flagged)
  }

  /// What is gathered at the partners of a customer.
  ///
  /// Of flags that name a possible victim nothing is: whoever takes its money is found by what was done to it.
  ///
  /// - Parameters:
  ///   - findings: the customer's, those of rules about the flagged among them.
  ///   - flags: those of the customer that rest on no partner's flag, or one suspicion would breed another without end.
  public func gathered(
    from findings: [Finding], of customer: SubjectProfile, flaggedBy flags: [Flag]
  ) -> [GatheredFinding] {
    guard customer.kind == SubjectKind.customer.name, !customer.isMinor else { return [] }
    let exchanges = findings.filter { rules.contains($0.indicator) }
    guard !exchanges.isEmpty else { return [] }
    let flags = flags.filter { $0.role != Role.possibleVictim.rawValue }
    guard !flags.isEmpty else { return [] }
    let groups = Dictionary(grouping: rollUps.gathered(from: exchanges, of: customer)) {
      "\($0.finding.indicator) \($0.hub.subject)"
    }
    return groups.sorted { $0.key < $1.key }.flatMap { _, group in Self.firstAndLast(group, flags) }
  }

  /// Of what one rule finds of one partner while the customer is flagged: the day on which it first held, which stays
  /// the same from night to night, and the last, which rests on the most. It counts for the typology of the highest of
  /// the flags: a partner is read once, not under every name that its customer has.
  private static func firstAndLast(_ findings: [GatheredFinding], _ flags: [Flag]) -> [GatheredFinding] {
    let days = findings.filter { gathered in flags.contains { covers($0, gathered.finding.day) } }
      .sorted { $0.finding.day < $1.finding.day }
    guard let first = days.first, let last = days.last else { return [] }
    let covering = flags.filter { covers($0, first.finding.day) || covers($0, last.finding.day) }
    let typology = covering.min { (-$0.score, $0.typology) < (-$1.score, $1.typology) }?.typology
    return (first == last ? [first] : [first, last]).map {
      GatheredFinding(
        leaf: $0.leaf, hub: $0.hub, finding: $0.finding, typologies: [typology].compactMap(\.self))
    }
  }

  private static func covers(_ flag: Flag, _ day: String) -> Bool {
    guard let day = BusinessDay(day), let first = BusinessDay(flag.since),
      let last = BusinessDay(flag.lastDay)
    else { return false }
    return day >= first && day <= last.advanced(by: daysAfter)
  }
}

/// Which rules are about the flagged.
public enum FlaggedRules {
  /// Their IDs.
  public static func ids(in rulebook: Rulebook) -> Set<String> {
    Set(rulebook.rules.filter(\.isAboutFlagged).map(\.id))
  }

  /// The IDs of the rules that read what those find: what they find rests on flags, and makes none that others rest on.
  public static func readers(in rulebook: Rulebook) -> Set<String> {
    let flagged = ids(in: rulebook)
    return Set(
      rulebook.rules.filter { !flagged.isDisjoint(with: GatheringRules.gathered(by: $0, in: rulebook)) }
        .map(\.id))
  }
}
