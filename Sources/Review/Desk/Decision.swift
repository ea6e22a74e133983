/// Who decided what, when and why. Safe to print.
public struct Decision: Codable, Hashable, Sendable {
  public var id: Int64
  public var flag: String
  /// RFC 3339, UTC.
  public var decidedAt: String
  /// The role in PostgreSQL that had signed in.
  public var decidedBy: String
  public var fromStatus: String
  public var toStatus: String
  public var reasonCode: String
  public var reason: String
  /// The evidence it was taken on.
  public var evidenceDigest: String
  /// Whether it is a proposal until a second person agrees.
  public var needsSecond: Bool
  public var secondOpinion: SecondOpinion?
  /// `decided`; `proposed` (it waits for a second person); `agreed` or `refused` by one; `lapsed` (new evidence, a
  /// withdrawal or another decision came first).
  public var outcome: String
  /// Whether whoever reads took it.
  public var isMine: Bool

  /// Whether it waits for a second person.
  public var isPending: Bool { outcome == "proposed" }
}

/// What a second person said of a decision.
public struct SecondOpinion: Codable, Hashable, Sendable {
  public var agrees: Bool
  public var reason: String
  public var decidedAt: String
  public var decidedBy: String
}

/// A reason code that decisions take.
public struct DecisionReason: Codable, Hashable, Sendable {
  public var code: String
  public var meaning: String
  /// Whether a flag decided so counts as a hit when rules are measured; nil where it counts neither way.
  public var isProductive: Bool?
}

/// A move from one status to another.
public struct StatusMove: Codable, Hashable, Sendable {
  public var fromStatus: String
  public var toStatus: String
  public var meaning: String
  /// Whether a second person has to agree before the status moves.
  public var needsSecond: Bool
}
