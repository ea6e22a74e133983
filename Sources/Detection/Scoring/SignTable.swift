import Ledger
import Rulebook

/// The rules of a rulebook as signs: what a finding of each counts for, by number.
struct SignTable: Sendable {
  /// What one sign brings to one family.
  struct Weight: BitwiseCopyable, Sendable {
    var family: Int
    /// What it brings without going beyond its thresholds.
    var points: Int
    /// Whether it can stand for itself: an amplifier is true of multitudes, adds to a suspicion and never makes one.
    var isIndependent: Bool
  }

  /// The rules, by ascending ID.
  let rules: [Rule]
  /// How many families their signs are of.
  let familyCount: Int
  private let numbers: [String: Int]
  /// For each rule its own weight.
  private let own: [Weight]
  /// For each rule that reads gathered findings, the weights of what it gathers: their families count at the hub.
  private let gathered: [[Weight]]
  private let mitigations: [Bool]
  private let strong: [Bool]
  /// For each rule the typologies it flags its subject for.
  private let typologies: [TypologyBits]
  /// Rules that read what is gathered of the flagged: they say something of what those are flagged for alone.
  private let restingOnFlags: [Bool]
  private let typologyPlaces: [String: Int]

  /// - Parameter isCounted: whether findings of a rule count at all.
  init(rulebook: Rulebook, isCounted: (Rule) -> Bool) {
    precondition(
      rulebook.typologies.count <= Rulebook.maximumTypologies, "the checker lets no more typologies through")
    let rules = rulebook.rules.sorted { $0.id < $1.id }
    let places = Dictionary(uniqueKeysWithValues: rulebook.typologies.enumerated().map { ($1.id, $0) })
    let numbers = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.id, $0) })
    let families = Dictionary(
      uniqueKeysWithValues: Set(rules.map(\.family)).sorted().enumerated().map { ($1, $0) })
    let own = rules.map { rule in
      Weight(
        family: families[rule.family] ?? 0, points: rule.strength.points,
        isIndependent: rule.strength != .amplifier)
    }
    let leaves = rules.map { rule in
      GatheringRules.gathered(by: rule, in: rulebook).compactMap { numbers[$0] }
    }
    self.rules = rules
    self.own = own
    self.numbers = numbers
    typologyPlaces = places
    familyCount = families.count
    gathered = leaves.map { $0.map { own[$0] } }
    restingOnFlags = leaves.map { $0.contains { rules[$0].isAboutFlagged } }
    mitigations = rules.map { $0.kind == .mitigation }
    strong = rules.map { $0.strength == .strong }
    typologies = rules.map { rule in
      guard rule.rollsUpTo == nil, isCounted(rule) else { return .none }
      return rule.typologies.compactMap { places[$0] }.reduce(.none) { $0 | TypologyBits($1) }
    }
  }

  /// A subject's findings by day, then rule. Those of unknown rules and of no day are left out.
  func dated(_ findings: [Finding]) -> [DatedFinding] {
    var found: [DatedFinding] = []
    found.reserveCapacity(findings.count)
    var last: (indicator: String, sign: Int?) = ("", nil)
    for (place, finding) in findings.enumerated() {
      // Findings of one rule follow one another.
      if finding.indicator != last.indicator { last = (finding.indicator, numbers[finding.indicator]) }
      guard let sign = last.sign, let day = BusinessDay(finding.day) else { continue }
      found.append(
        DatedFinding(
          day: day, place: place, sign: sign, points: finding.points, typologies: counted(finding, sign)))
    }
    return found.sorted { ($0.day, $0.sign, $0.place) < ($1.day, $1.sign, $1.place) }
  }

  private func counted(_ finding: Finding, _ sign: Int) -> TypologyBits {
    guard restingOnFlags[sign] else { return typologies[sign] }
    return FlaggedTypologies.named(by: finding).compactMap { typologyPlaces[$0] }.map(TypologyBits.init)
      .reduce(.none) { typologies[sign].overlaps($1) ? $0 | $1 : $0 }
  }

  /// Some typologies of the rulebook as a set.
  func bits(of typologies: [String]) -> TypologyBits {
    typologies.compactMap { typologyPlaces[$0] }.reduce(.none) { $0 | TypologyBits($1) }
  }

  /// The rule of an indicator.
  func rule(_ indicator: String) -> Rule? { numbers[indicator].map { rules[$0] } }

  /// Whether an indicator reads what is gathered of others.
  func gathersOthers(_ indicator: String) -> Bool {
    numbers[indicator].map { !gathered[$0].isEmpty } ?? false
  }

  func isMitigation(_ sign: Int) -> Bool { mitigations[sign] }
  func isStrong(_ sign: Int) -> Bool { strong[sign] }
  func weight(of sign: Int) -> Weight { own[sign] }
  func weightsGathered(by sign: Int) -> [Weight] { gathered[sign] }

  /// Whether findings are of as many families that can stand for themselves as a flag needs.
  func canFlag(_ findings: [DatedFinding]) -> Bool {
    var families = FamilySet(count: familyCount)
    var last = -1
    for finding in findings where finding.sign != last && !mitigations[finding.sign] {
      last = finding.sign
      if own[last].isIndependent { families.insert(own[last].family) }
      for weight in gathered[last] where weight.isIndependent { families.insert(weight.family) }
    }
    return families.count >= SignFamilies.fewest
  }
}
