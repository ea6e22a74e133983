/// How often a red flag led to something.
public struct RulePerformance: Codable, Hashable, Sendable {
  public var indicator: String
  public var typology: String
  public var flags: Int
  /// Of those, the ones that were decided on.
  public var reviewed: Int
  /// Decided with a reason that counts for the rules, or against them.
  public var productive: Int
  public var unproductive: Int
  /// Productive of both, and the ends of its 95 % interval (Wilson); nil where there are none.
  public var rate: Double?
  public var low: Double?
  public var high: Double?
  /// RFC 3339, UTC.
  public var lastProductiveAt: String?
  public var lastProductiveAgeDays: Int?
}

/// Flags of a typology in a month and region.
public struct TypologyMonth: Codable, Hashable, Sendable {
  /// `2026-03`.
  public var month: String
  /// State of the branches that most of the evidence names; nil where it names none.
  public var region: String?
  public var typology: String
  public var flags: Int
  public var reviewed: Int
  public var productive: Int
  public var unproductive: Int
  public var possibleVictims: Int
}

/// Flags of forced labor beside those of the sex trade, in a month.
public struct ForcedLaborBesideSex: Codable, Hashable, Sendable {
  /// `2026-03`.
  public var month: String
  public var laborFlags: Int
  public var laborReviewed: Int
  public var laborProductive: Int
  public var sexFlags: Int
  public var sexReviewed: Int
  public var sexProductive: Int
}

/// Statistics as they were counted last.
public struct ReviewStatistics: Codable, Hashable, Sendable {
  /// RFC 3339, UTC.
  public var refreshedAt: String?
  /// By indicator and typology.
  public var rules: [RulePerformance]
  /// Newest month first.
  public var months: [TypologyMonth]
  public var forcedLaborBesideSex: [ForcedLaborBesideSex]
}
