import Ledger
public import Rulebook

/// Makes a subject's flags from all its findings: one for each typology and episode.
///
/// A function of the findings alone, so that it does not matter on which night each was made (laws 1, 2).
public struct FlagBuilder: Sendable {
  private let rulebook: Rulebook
  private let table: SignTable
  private let convergences: [Convergence]

  /// An episode ends when so many days bring nothing new; the next flagged day begins another.
  public static let quietDays = 30

  /// - Parameter isCounted: whether what a rule finds counts for any flag.
  public init(rulebook: Rulebook, counting isCounted: (Rule) -> Bool = { _ in true }) {
    let table = SignTable(rulebook: rulebook, isCounted: isCounted)
    self.rulebook = rulebook
    self.table = table
    convergences = rulebook.typologies.map { Convergence($0, in: rulebook, table) }
  }

  /// The flags of a subject, by typology, then day. Explanations are left empty.
  public func flags(of subject: SubjectProfile, findings: [Finding]) -> [Flag] {
    let dated = table.dated(findings)
    guard table.canFlag(dated) else { return [] }
    var card = Scorecard(table)
    return zip(rulebook.typologies, convergences).flatMap { typology, convergence in
      let relevant = dated.filter { $0.typologies.overlaps(convergence.typologies) }
      guard table.canFlag(relevant) else { return [Flag]() }
      let episodes = episodes(of: relevant, convergence, &card)
      guard !episodes.isEmpty else { return [] }
      let hints = victimHints(dated, typology)
      return episodes.map { episode in
        let first = episode.firstDay.advanced(by: 1 - typology.windowDays)
        let isHinted = hints.contains { $0 >= first && $0 <= episode.lastDay }
        let own = relevant[episode.findings].map { findings[$0.place] }
        return flag(of: subject, typology, episode, own, isHintedVictim: isHinted)
      }
    }
  }

  /// The days of findings that hint at a possible victim: the typology's own, and of every other those that are
  /// gathered at a hub, for they tell what is done to somebody. Of its own typology the latter do not count
  /// here: that money is passed on to one payee is what the flag itself says.
  private func victimHints(_ findings: [DatedFinding], _ typology: Typology) -> [BusinessDay] {
    findings.filter { finding in
      let rule = table.rules[finding.sign]
      guard rule.role == .possibleVictim else { return false }
      return (rule.rollsUpTo == nil) == rule.typologies.contains(typology.id)
    }.map(\.day)
  }

  /// The flagged stretches among a typology's findings.
  private func episodes(
    of relevant: [DatedFinding], _ convergence: Convergence, _ card: inout Scorecard
  ) -> [Episode] {
    let windowDays = convergence.own.windowDays
    var episodes: [Episode] = []
    var (start, end) = (0, 0)
    for index in relevant.indices {
      let day = relevant[index].day
      // The standing of a day is read once, after its last finding.
      if index + 1 < relevant.count, relevant[index + 1].day == day { continue }
      while relevant[start].day < day.advanced(by: 1 - windowDays) { start += 1 }
      while end < relevant.count, relevant[end].day <= day.advanced(by: windowDays) { end += 1 }
      let window = FindingWindow(
        findings: relevant, table: table, before: start..<(index + 1), after: (index + 1)..<end)
      let standing = convergence.standing(on: day, in: window, &card)
      guard standing.isFlagged else { continue }
      if let last = episodes.last, day <= last.lastDay.advanced(by: Self.quietDays) {
        episodes[episodes.count - 1].extend(to: day, score: standing.score, end: index)
      } else {
        episodes.append(
          Episode(firstDay: day, lastDay: day, score: standing.score, findings: start..<(index + 1)))
      }
    }
    return episodes
  }

  private func flag(
    of subject: SubjectProfile, _ typology: Typology, _ episode: Episode, _ findings: [Finding],
    isHintedVictim: Bool
  ) -> Flag {
    let strongest = Self.strongest(findings)
    let indicators = strongest.filter { table.rule($0.indicator)?.kind == .indicator }
    let days = indicators.flatMap { [$0.day] + $0.evidence.map(\.localDay) }
    return Flag(
      id: Self.id(subject, typology, episode), subject: subject.subject, subjectKind: subject.kind,
      subjectIdentifier: subject.identifier,
      subjectName: subject.name(in: indicators.flatMap(\.evidence)),
      typology: typology.id,
      role: (subject.isMinor ? .possibleVictim : role(of: indicators, isHintedVictim)).rawValue,
      score: episode.score, since: episode.firstDay.description,
      firstDay: days.min() ?? episode.firstDay.description,
      lastDay: max(days.max() ?? "", episode.lastDay.description), findings: indicators,
      mitigations: strongest.filter { table.rule($0.indicator)?.kind == .mitigation },
      related: related(indicators), rulebook: rulebook.hash, explanation: "")
  }

  /// More bursts of one red flag than this say nothing new, and a row of evidence each would drown the rest.
  static let maximumBursts = 12

  /// For each rule its strongest finding, and of its others those that rest on different transactions
  /// altogether: each burst of an episode once. Ties go to the earliest. Strongest first.
  private static func strongest(_ findings: [Finding]) -> [Finding] {
    var bursts: [String: (evidence: Set<String>, count: Int)] = [:]
    let ranked = findings.sorted {
      (-abs($0.points), $0.indicator, $0.day) < (-abs($1.points), $1.indicator, $1.day)
    }
    return ranked.filter { finding in
      let own = Set(finding.evidence.map(\.identity))
      var known = bursts[finding.indicator] ?? ([], 0)
      guard known.count == 0 || (known.count < maximumBursts && known.evidence.isDisjoint(with: own)) else {
        return false
      }
      known.evidence.formUnion(own)
      known.count += 1
      bursts[finding.indicator] = known
      return true
    }
  }

  /// The part the strongest sign hints at; but where any sign hints at a victim, of this typology or another,
  /// and none at a controller, the subject is a possible victim (law 9): whose account is emptied by somebody
  /// else looks like a mule's.
  private func role(of indicators: [Finding], _ isHintedVictim: Bool) -> Role {
    let roles = indicators.compactMap { table.rule($0.indicator)?.role }.filter { $0 != .unknown }
    if isHintedVictim, !roles.contains(.controller) { return .possibleVictim }
    return roles.first ?? .unknown
  }

  private func related(_ indicators: [Finding]) -> [RelatedSubject] {
    var found: [String: RelatedSubject] = [:]
    for finding in indicators where table.gathersOthers(finding.indicator) {
      for row in finding.evidence {
        guard let indicator = row.fields["payment_reference"], let leaf = table.rule(indicator),
          leaf.rollsUpTo != nil, let identifier = row.fields["customer_id"]
        else { continue }
        found[row.fields["txn_id"] ?? identifier] = RelatedSubject(
          subject: row.fields["txn_id"] ?? "", identifier: identifier, name: row.fields["customer_name"],
          role: leaf.role.rawValue,
          indicator: indicator)
      }
    }
    return found.values.sorted { ($0.identifier, $0.subject) < ($1.identifier, $1.subject) }
  }

  private static func id(_ subject: SubjectProfile, _ typology: Typology, _ episode: Episode) -> String {
    let text = "\(subject.subject) \(typology.id) \(episode.firstDay)"
    return hexadecimal(StableHash.hash(text, seed: 1)) + hexadecimal(StableHash.hash(text, seed: 2))
  }
}

/// A run of flagged days without a long quiet between them.
private struct Episode {
  var firstDay: BusinessDay
  var lastDay: BusinessDay
  /// The highest score of any of its days.
  var score: Int
  /// The findings it rests on, as indices into the typology's own.
  var findings: Range<Int>

  mutating func extend(to day: BusinessDay, score: Int, end: Int) {
    lastDay = day
    self.score = max(self.score, score)
    findings = findings.lowerBound..<(end + 1)
  }
}

extension EvidenceTransaction {
  /// The local date of the transaction, ISO 8601.
  public var localDay: String { Instant(milliseconds: instant).day(zoneMinutes: zoneMinutes).description }
}
