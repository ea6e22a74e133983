import Detection
import Ledger

/// What assessing one subject brought: its findings from a day on, which replace those remembered.
struct SubjectOutcome: Sendable {
  var key: SubjectKey
  var profile: SubjectProfile
  var firstDay: BusinessDay
  var findings: [Finding]

  /// The findings without their evidence.
  var lines: [FindingLine] {
    findings.map { FindingLine(indicator: $0.indicator, subject: profile.identifier, day: $0.day) }
  }
}
