/// How often a red flag led to something.
public struct RulePerformance: Codable, Hashable, Sendable {
  public var indicator: String
  public var typology: String
  public var flags: Int
  /// Of those, the ones that were decided with a reason that counts.
  public var reviewed: Int
  public var productive: Int
  public var unproductive: Int
  /// Productive of reviewed, and the ends of its 95 % interval (Wilson); nil where nothing was reviewed.
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
  public var region: String
  public var typology: String
  public var flags: Int
  public var reviewed: Int
  public var productive: Int
  public var unproductive: Int
}

/// Flags of forced labor beside those of the sex trade, in a month.
public struct ForcedLaborBesideSex: Codable, Hashable, Sendable {
  /// `2026-03`.
  public var month: String
  public var forcedLabor: Int
  public var sexTrade: Int
  public var forcedLaborProductive: Int
  public var sexTradeProductive: Int
}
