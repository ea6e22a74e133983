/// What a flag says of itself before its details. Safe to print.
public struct FlagHead: Codable, Hashable, Sendable {
  public var id: String
  public var subjectKey: String
  public var subjectKind: String
  public var subjectIdentifier: String
  public var subjectName: String?
  public var typology: String
  /// `possible_victim`, `controller`, `facilitator`, `front`, `buyer` or `unknown`.
  public var roleCode: String
  /// In words, as the queue has it.
  public var role: String
  public var score: Int
  public var status: String
  /// ISO 8601 dates.
  public var activeFrom: String
  public var activeTo: String
  public var amounts: String
  public var transactionCount: Int
  public var indicators: [String]
  public var mitigations: [String]
  public var relatedCount: Int
  /// Paragraphs, separated by blank lines.
  public var explanation: String
  /// Hash of the rulebook that made this version of the flag.
  public var rulebook: String
  public var firstRun: String
  public var lastRun: String
  /// For a withdrawn flag: the flag its episode is now part of.
  public var successor: String?
  /// What a decision must name, so that nobody decides on what changed under their eyes.
  public var evidenceDigest: String
  /// RFC 3339, UTC.
  public var firstFlaggedAt: String
  public var changedAt: String
  public var statusChangedAt: String
  public var ageDays: Int
  public var assignee: String?
  public var isMine: Bool
  public var snoozedUntil: String?
  public var pendingDecision: Int64?
  public var unit: String?

  /// Whether the subject may be a victim: somebody to protect.
  public var isPossibleVictim: Bool { roleCode == "possible_victim" }
  /// Its name, or its identifier where no name is stated.
  public var who: String { subjectName ?? subjectIdentifier }
  public var isOpen: Bool { !["reported", "cleared", "withdrawn"].contains(status) }
}

/// Money in and out of a flag's evidence in one currency.
public struct FlagAmount: Codable, Hashable, Sendable {
  /// ISO 4217 code.
  public var currency: String
  /// Payments into the customer's account, and out of it.
  public var credits: Int
  public var debits: Int
  /// Sums in the main unit, exact: `12400.00`.
  public var amountIn: String
  public var amountOut: String
}
