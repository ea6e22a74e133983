/// What a reviewer sees: one subject, one typology, one episode, and everything it rests on.
public struct Flag: Codable, Hashable, Sendable {
  /// 32 hexadecimal digits, from subject, typology and the day the episode began.
  public var id: String
  /// `SubjectKey`, 32 hexadecimal digits.
  public var subject: String
  /// `customer`, `counterparty` or `link`.
  public var subjectKind: String
  /// The subject as the source names it: customer key or account, outside account, phone …
  public var subjectIdentifier: String
  /// Its name where one was stated.
  public var subjectName: String?
  /// Stable ID of the typology: `human-smuggling`.
  public var typology: String
  /// `controller`, `facilitator`, `front`, `buyer`, `possible_victim` or `unknown`.
  public var role: String
  /// Points; orders the queue and does not saturate.
  public var score: Int
  /// The day on which the episode first was enough for a flag, ISO 8601: the night from which it could be read.
  public var since: String
  /// First and last day of the episode's findings, ISO 8601.
  public var firstDay: String
  public var lastDay: String
  /// For each indicator the finding that was strongest in the episode, and its other bursts, those that rest
  /// on other transactions altogether; strongest first.
  public var findings: [Finding]
  /// Innocent patterns that held, and lowered the score.
  public var mitigations: [Finding]
  /// Other subjects gathered at this one; shown with care, never as suspects.
  public var related: [RelatedSubject]
  /// Hash of the rulebook that made it.
  public var rulebook: String
  /// Plain language, for people.
  public var explanation: String

  public init(
    id: String, subject: String, subjectKind: String, subjectIdentifier: String, subjectName: String?,
    typology: String, role: String, score: Int, since: String, firstDay: String, lastDay: String,
    findings: [Finding],
    mitigations: [Finding], related: [RelatedSubject], rulebook: String, explanation: String
  ) {
    self.id = id
    self.subject = subject
    self.subjectKind = subjectKind
    self.subjectIdentifier = subjectIdentifier
    self.subjectName = subjectName
    self.typology = typology
    self.role = role
    self.score = score
    self.since = since
    self.firstDay = firstDay
    self.lastDay = lastDay
    self.findings = findings
    self.mitigations = mitigations
    self.related = related
    self.rulebook = rulebook
    self.explanation = explanation
  }

  /// All evidence of its findings, each transaction once, oldest first.
  public var evidence: [EvidenceTransaction] {
    var seen: [String: EvidenceTransaction] = [:]
    for transaction in findings.flatMap(\.evidence) {
      if seen[transaction.identity] == nil { seen[transaction.identity] = transaction }
    }
    return seen.values.sorted { ($0.instant, $0.identity) < ($1.instant, $1.identity) }
  }
}

/// A subject that a hub gathers: a worker whose wages are swept to this payee.
public struct RelatedSubject: Codable, Hashable, Sendable {
  public var subject: String
  public var identifier: String
  public var name: String?
  /// `possible_victim` or `unknown`.
  public var role: String
  /// The indicator that holds for it.
  public var indicator: String

  public init(subject: String, identifier: String, name: String?, role: String, indicator: String) {
    self.subject = subject
    self.identifier = identifier
    self.name = name
    self.role = role
    self.indicator = indicator
  }
}
