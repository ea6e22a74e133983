import Detection
import Ledger

/// What assessing one subject brought: its findings from a day on, which replace those remembered.
struct SubjectOutcome {
  var key: SubjectKey
  var profile: SubjectProfile
  var firstDay: BusinessDay
  var findings: [Finding]
  /// What rules about the flagged find of it, from a day on, or of every day for nil: asked only where something else
  /// was found.
  var ofFlagged: (_ firstDay: BusinessDay?) -> [Finding] = { _ in [] }
}

extension FindingLine {
  init(_ finding: Finding, about subject: SubjectProfile) {
    self.init(indicator: finding.indicator, subject: subject.identifier, day: finding.day)
  }
}
