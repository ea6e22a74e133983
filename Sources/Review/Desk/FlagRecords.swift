/// What a run did to a flag.
public struct FlagEvent: Codable, Hashable, Sendable {
  public var id: Int64
  /// RFC 3339, UTC.
  public var happenedAt: String
  public var run: String
  /// `created`, `extended`, `amended`, `reopened`, `withdrawn` or `restored`.
  public var kind: String
  public var fromStatus: String?
  public var toStatus: String
  /// The score after it.
  public var score: Int
  /// Ids of evidence that came, that went, and of the latter what was taken back by a reversal, return or correction.
  public var added: [String]
  public var removed: [String]
  public var reversed: [String]
  public var successor: String?
}

/// Who was asked to look at a flag.
public struct Assignment: Codable, Hashable, Sendable {
  public var id: Int64
  /// Nil where it was given back.
  public var assignee: String?
  public var assignedAt: String
  public var assignedBy: String
  public var reason: String?
}

/// What somebody wrote beside a flag. Safe to print.
public struct FlagNote: Codable, Hashable, Sendable {
  public var id: Int64
  public var notedAt: String
  public var notedBy: String
  public var text: String
  /// Where what belongs to it lies: a case number, a link; never the thing itself.
  public var reference: String?
}

/// Until when a subject is not to be looked at again for a typology, and why.
public struct Snooze: Codable, Hashable, Sendable {
  public var id: Int64
  public var subjectKey: String
  public var typology: String
  /// ISO 8601 date: the first day on which it is looked at again.
  public var until: String
  public var reason: String
  public var snoozedAt: String
  public var snoozedBy: String
}

/// Somebody whom a subject is known to pay, or be paid by, for a good reason. Safe to print.
public struct KnownRelationship: Codable, Hashable, Sendable {
  public var id: Int64
  public var subjectKey: String
  public var counterparty: String
  public var reason: String
  /// ISO 8601 dates of the first and the last day of payments it holds for.
  public var fromDate: String
  public var untilDate: String
  public var statedAt: String
  public var statedBy: String
  /// Who ended it before its time, when and why.
  public var end: End?

  public struct End: Codable, Hashable, Sendable {
    public var endedAt: String
    public var endedBy: String
    public var reason: String
  }
}

/// That somebody opened a flag.
public struct FlagReading: Codable, Hashable, Sendable {
  public var readAt: String
  public var readBy: String
  /// `console`, `terminal` …
  public var via: String
}
