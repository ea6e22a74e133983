import Ledger
import Rulebook

/// Rules made in code, so that the engine is tested apart from the language.
enum RuleMaker {
  static func rule(
    id: String = "TEST", kind: Rule.Kind = .indicator, about: SubjectKind = .customer,
    typologies: [String] = ["test"], family: String = "family", strength: Strength = .normal,
    role: Role = .facilitator, sets: [PostingSet], aggregates: [Aggregate], conditions: [Condition],
    anchor: Int? = nil, first: FirstMoment? = nil, test: Test, rollsUpTo: RollUp? = nil
  ) -> Rule {
    Rule(
      id: id, kind: kind, title: id, about: about, typologies: typologies, family: family, strength: strength,
      role: role, sources: [], innocent: [], needs: [], currency: .usDollar, parameters: [], sets: sets,
      aggregates: aggregates, conditions: conditions, anchor: anchor, first: first, test: test, evidence: [],
      rollsUpTo: rollsUpTo, examples: [], origin: "")
  }

  /// `kind of set in window >= bound`.
  static func atLeast(_ index: Int, _ bound: Int64, money: Bool = false) -> Condition {
    Condition(
      left: .aggregate(index), comparison: .atLeast, right: .constant(bound),
      kind: money ? .money(.usDollar) : .count, text: "aggregate \(index) >= \(bound)")
  }

  static func days(_ count: Int64) -> Window { .duration(milliseconds: count * 86_400_000) }
}
