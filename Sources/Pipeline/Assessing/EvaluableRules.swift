import Detection
import Ledger
import Rulebook

/// Which rules can be answered by what is stated.
///
/// What data do not state looks like what did not happen: by a file without merchant categories nobody ever buys
/// anything. So a rule is asked only where every fact it needs was stated by any record or by the customer file; when that
/// comes to be so, or ceases, everybody is looked at again by what is remembered.
struct EvaluableRules: Sendable, Equatable {
  private let rules: Set<String>

  init(rulebook: Rulebook, stated: FieldSet) {
    rules = Set(rulebook.rules.filter { $0.isEvaluable(where: stated, in: rulebook) }.map(\.id))
  }

  func contains(_ rule: String) -> Bool { rules.contains(rule) }

  /// The rules that only one of two can answer.
  func difference(from other: Self) -> Set<String> { rules.symmetricDifference(other.rules) }
}

extension Rule {
  /// The facts a rule needs that are stated nowhere.
  func missing(where stated: FieldSet) -> FieldSet { needs.subtracting(stated.read(by: self)) }

  /// Whether every fact it needs is stated, and, of a rule that reads findings of others, whether any of those can be
  /// made.
  func isEvaluable(where stated: FieldSet, in rulebook: Rulebook) -> Bool {
    guard isObservable, missing(where: stated).isEmpty else { return false }
    let leaves = GatheringRules.gathered(by: self, in: rulebook)
    guard !leaves.isEmpty else { return true }
    return rulebook.rules.contains { leaves.contains($0.id) && $0.missing(where: stated).isEmpty }
  }
}
