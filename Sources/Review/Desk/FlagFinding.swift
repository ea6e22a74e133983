/// A red flag, or an innocent pattern, that held: what was observed beside the threshold, when it was strongest.
public struct FlagFinding: Codable, Hashable, Sendable {
  /// `indicator` or `mitigation`.
  public var kind: String
  /// 1 is the strongest of its kind.
  public var position: Int
  /// Stable ID in the rulebook.
  public var indicator: String
  /// ISO 8601 date of the business day it was assessed for.
  public var day: String
  /// RFC 3339, UTC.
  public var strongestAt: String
  /// The same moment on the local clock: `2026-03-07 23:41`.
  public var localTime: String
  /// Negative for a mitigation.
  public var points: Int
  public var conditions: [FlagCondition]
  public var measures: [FlagMeasure]
  /// How many transactions it rests on.
  public var transactionCount: Int
  /// Which, with the sets of the rule in which each counts; rows of the flag's evidence.
  public var transactions: [FindingTransaction]

  public var isMitigation: Bool { kind == "mitigation" }
}

/// A number with its unit and as it is read.
public struct FlagQuantity: Codable, Hashable, Sendable {
  public var value: Int64
  /// `count`, `seconds`, `metres`, `basis points`, or the code of a currency, of which `value` has minor units.
  public var unit: String
  public var text: String
}

/// A condition of a rule: observed, compared, threshold.
public struct FlagCondition: Codable, Hashable, Sendable {
  /// As the rulebook words it.
  public var text: String
  public var observed: FlagQuantity
  /// `>=`, `<`, `between` …
  public var comparison: String
  public var threshold: FlagQuantity
  /// The other bound, of `between`.
  public var upper: FlagQuantity?
  public var holds: Bool
}

/// A number that conditions read, which can be computed again from the evidence.
public struct FlagMeasure: Codable, Hashable, Sendable {
  public var text: String
  public var aggregate: String
  public var field: String?
  public var set: String
  /// RFC 3339, UTC: the window, both ends among it.
  public var from: String
  public var until: String
  public var value: FlagQuantity
  /// Payments it counts that are not listed as evidence; nil where all are.
  public var unlisted: Int?
}

/// A transaction that a finding rests on.
public struct FindingTransaction: Codable, Hashable, Sendable {
  public var id: String
  /// Sets of the rule it belongs to, such as `remote cash`.
  public var sets: [String]
}
