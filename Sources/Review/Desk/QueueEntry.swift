/// One flag as the queue shows it. Safe to print: what would steer a terminal is spelled out.
public struct QueueEntry: Codable, Hashable, Sendable {
  public var id: String
  public var score: Int
  public var status: String
  /// In words: `suspected facilitator`, `possible victim: a person to protect`.
  public var role: String
  /// `possible_victim`, `controller`, `facilitator`, `front`, `buyer` or `unknown`.
  public var roleCode: String
  /// Whether another flag has the same subject for a possible victim: then it is handled with the same care here.
  public var isPossibleVictimElsewhere = false
  public var typology: String
  public var subjectKey: String
  public var subjectKind: String
  /// The subject's name, or its identifier where no name is stated.
  public var who: String
  public var subjectIdentifier: String
  /// ISO 8601 dates.
  public var activeFrom: String
  public var activeTo: String
  public var amounts: String
  public var transactionCount: Int
  /// Strongest first.
  public var indicators: [String]
  public var mitigations: [String]
  public var relatedCount: Int
  /// RFC 3339, UTC.
  public var firstFlaggedAt: String
  public var changedAt: String
  /// Whole days since the flag reached the database.
  public var ageDays: Int
  /// Who is to look at it, if anybody was asked to.
  public var assignee: String?
  /// Whether that is whoever reads.
  public var isMine: Bool
  /// The day before which the subject is not to be looked at again for this typology, while it is to come.
  public var snoozedUntil: String?
  /// The decision that waits for a second person.
  public var pendingDecision: Int64?
  /// The unit that looks after it; nil where everybody does.
  public var unit: String?

  /// Whether the subject may be a victim: somebody to protect.
  public var isPossibleVictim: Bool { roleCode == "possible_victim" }
}

/// The queue as far as there is time to read it.
public struct QueueBudget: Codable, Hashable, Sendable {
  public var entries: [QueueEntry]
  /// How many open flags were left out.
  public var leftOut: Int
  /// The score of the last entry; nil where none was left out.
  public var cut: Int?
}
