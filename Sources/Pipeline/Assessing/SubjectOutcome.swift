import Detection
import Ledger

/// What assessing one subject brought: its findings from a day on, which replace those remembered.
struct SubjectOutcome: Sendable {
  var key: SubjectKey
  var profile: SubjectProfile
  var firstDay: BusinessDay
  var findings: [Finding]
}

extension FindingLine {
  init(_ finding: Finding, about subject: SubjectProfile) {
    self.init(indicator: finding.indicator, subject: subject.identifier, day: finding.day)
  }
}
