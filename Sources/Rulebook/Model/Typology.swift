/// A scorecard: how findings of one kind of crime become a flag.
public struct Typology: Sendable, Hashable {
  /// Stable ID: `human-smuggling`.
  public var id: String
  public var title: String
  public var sources: [String]
  /// Findings of one subject count together when they lie within so many days.
  public var windowDays: Int
  /// A flag needs so many points from at least two families, or one strong indicator and any other family.
  public var threshold: Int
  /// Where set, a subject flagged in typologies of two of these groups, each by a sign that the other lacks, is
  /// flagged here as well.
  public var convergesWith: [[String]]

  public init(
    id: String, title: String, sources: [String], windowDays: Int, threshold: Int,
    convergesWith: [[String]] = []
  ) {
    self.id = id
    self.title = title
    self.sources = sources
    self.windowDays = windowDays
    self.threshold = threshold
    self.convergesWith = convergesWith
  }
}
