import Ledger
import Rulebook

/// Did every indicator run over everything, and what could it not see?
struct Coverage {
  let rulebook: Rulebook
  /// Facts that any record ever accepted into this state has stated.
  let stated: FieldSet

  /// Why a rule that needs no fact of its own cannot be evaluated.
  private static let noLeaf = "findings of others that cannot be made"

  /// The record of each rule, in the order of the rulebook.
  func records(assessed: [SubjectKind: Int], fired: [String: Set<SubjectKey>]) -> [CoverageRecord] {
    rulebook.rules.map { rule in
      var record = CoverageRecord(indicator: rule.id)
      record.subjectsFired = fired[rule.id]?.count ?? 0
      let subjects = assessed[rule.about] ?? 0
      guard rule.isObservable else {
        let reason = rule.notObservable.joined(separator: "; ")
        record.notEvaluable["\(CoverageRecord.notObservable): \(reason)"] = subjects
        return record
      }
      let missing = rule.missing(where: stated)
      if rule.isEvaluable(where: stated, in: rulebook) {
        record.subjectsEvaluated = max(subjects, record.subjectsFired)
      } else {
        record.notEvaluable[missing.isEmpty ? Self.noLeaf : missing.names.joined(separator: ", ")] = subjects
      }
      return record
    }
  }
}

extension FieldSet {
  /// The facts as a rule can read them: what links customers may be stated by the customer file or by records.
  func read(by rule: Rule) -> FieldSet {
    switch rule.link {
    case .phone where contains(.customerPhone): union(FieldSet(text: .phone))
    case .employer where contains(.customerEmployer): union(FieldSet(text: .employer))
    default:
      rule.rollsUpTo?.field == .employer && contains(.customerEmployer)
        ? union(FieldSet(text: .employer)) : self
    }
  }
}
