import Detection
import Ledger

/// Assesses one subject after the other, on one thread.
struct SubjectAssessor {
  private let assessor: Assessor
  private let flaggedAssessor: Assessor
  private let fileNames: [UInt32: String]
  private let knownSubjects: Set<SubjectKey>

  /// - Parameters:
  ///   - compiled: the rulebook, compiled once for all threads.
  ///   - knownSubjects: those of whom something is remembered: that nothing is found of them any more is news.
  init(
    sharing compiled: Assessor.Compiled, fileNames: [UInt32: String], knownSubjects: Set<SubjectKey>
  ) {
    assessor = Assessor(sharing: compiled)
    flaggedAssessor = assessor.forFlagged()
    self.fileNames = fileNames
    self.knownSubjects = knownSubjects
  }

  /// What is found of a subject from a day on; nil where nothing is and never was.
  func outcome(of activity: Activity, from firstDay: BusinessDay) -> SubjectOutcome? {
    let findings = assessor.assess(activity, from: firstDay) { fileNames[$0] ?? "" }
    guard !findings.isEmpty || knownSubjects.contains(activity.subject) else { return nil }
    var outcome = SubjectOutcome(
      key: activity.subject, profile: SubjectProfile(of: activity), firstDay: firstDay, findings: findings)
    guard activity.kind == .customer else { return outcome }
    outcome.ofFlagged = { day in
      guard let day = day ?? activity.postings.first?.day.advanced(by: -1) else { return [] }
      return flaggedAssessor.assess(activity, from: day) { fileNames[$0] ?? "" }
    }
    return outcome
  }
}
