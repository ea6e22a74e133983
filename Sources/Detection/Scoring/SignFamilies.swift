public import Rulebook

/// Which families the signs of a subject are of, as far as they can stand for themselves.
///
/// No flag comes of fewer than two (FIN-2020-A008 page 5: no single sign decides), whatever the typology: by them most
/// subjects are told from those that need a closer look, without reading their evidence.
public struct SignFamilies: Sendable {
  /// By rule: its own family, and at a hub those of what it gathers. Absent where a rule brings none.
  private let families: [String: [String]]

  /// The fewest that make a flag.
  public static let fewest = 2

  public init(rulebook: Rulebook) {
    let rules = Dictionary(uniqueKeysWithValues: rulebook.rules.map { ($0.id, $0) })
    var families: [String: [String]] = [:]
    for rule in rulebook.rules where rule.kind == .indicator && rule.rollsUpTo == nil {
      let leaves = GatheringRules.gathered(by: rule, in: rulebook).compactMap { rules[$0] }
      families[rule.id] = ([rule] + leaves).filter { $0.strength != .amplifier }.map(\.family)
    }
    self.families = families
  }

  /// The families of findings. O(findings).
  public func independent(in findings: [Finding]) -> Set<String> {
    var found: Set<String> = []
    var last = ""
    // Findings of one rule follow one another.
    for finding in findings where finding.indicator != last {
      last = finding.indicator
      found.formUnion(families[last] ?? [])
    }
    return found
  }
}
