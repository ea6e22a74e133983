import Ledger

/// How well flags agree with what is true of a world.
///
/// A subject is a customer with all of its accounts, an outside account, or a link (device, telephone,
/// address, cash machine). Found is whoever it is right to flag and is flagged, under whatever typology; a possible victim
/// or a paying family named as possible victim is a leaf, neither right nor wrong; everything else is wrong.
public struct Evaluation: Sendable {
  /// So many of so many.
  public struct Share: Sendable, Equatable {
    public var count: Int
    public var total: Int

    public init(count: Int, total: Int) {
      self.count = count
      self.total = total
    }

    /// 0 where there is nothing to count.
    public var value: Double { total == 0 ? 0 : Double(count) / Double(total) }
  }

  /// Flags that must never be.
  public enum NeverEvent: String, Sendable, CaseIterable {
    case victimSuspected = "possible victim as suspect"
    case kinSuspected = "paying family as suspect"
    case minorSuspected = "minor as suspect"
  }

  /// Subjects flagged.
  public var flagged = 0
  public var precision = Share(count: 0, total: 0)
  /// Of the customers and outside accounts that it is right to flag, those that are.
  public var recall = Share(count: 0, total: 0)
  public var averagePrecision = 0.0
  /// How many flags are read: as many as there is to find, unless said otherwise.
  public var budget = 0
  public var precisionAtBudget = Share(count: 0, total: 0)
  /// Of the operations, those with somebody flagged who it is right to flag.
  public var operations = Share(count: 0, total: 0)
  public var operationsAtBudget = Share(count: 0, total: 0)
  public var byTypology: [String: Share] = [:]
  /// The same, counting only flags under the operation's own typology.
  public var byTypologyNamed: [String: Share] = [:]
  public var byDifficulty: [String: Share] = [:]
  /// Days from an operation's first to the first flag on it, over the operations found.
  public var medianDaysToDetection: Double?
  public var hubFlags = 0
  public var leafFlags = 0
  /// Of the possible victims, those attached to a flag or flagged as one.
  public var victimsNamed = Share(count: 0, total: 0)
  /// Wrongly flagged innocents, by group.
  public var lookalikes: [String: Share] = [:]
  public var neverEvents: [NeverEvent: Int] = [:]
  /// Other subjects that are wrongly flagged and in no group.
  public var otherFalse = 0

  /// Scores `flags` against `truth`. `budget` is how many flags are read; nil is as many as there is to find.
  public init(_ flags: [FlagRecord], against truth: KnownTruth, budget: Int? = nil) {
    let ranking = Ranking(flags, truth)
    let wanted = truth.wanted
    self.budget = budget ?? wanted.count
    flagged = ranking.entries.count
    averagePrecision = ranking.averagePrecision(wanted: wanted.count)
    precision = Self.precision(ranking.entries[...])
    precisionAtBudget = Self.precision(ranking.entries.prefix(self.budget))
    recall = Share(count: ranking.entries.count { $0.verdict == .hit }, total: wanted.count)
    countOperations(ranking, truth)
    countLayers(ranking, truth)
    countLookalikes(ranking, truth)
    countNeverEvents(flags, truth)
    countVictims(flags, truth)
  }

  private static func precision(_ entries: ArraySlice<Ranking.Entry>) -> Share {
    let right = entries.count { $0.verdict == .hit || $0.verdict == .link }
    return Share(count: right, total: right + entries.count { $0.verdict == .miss })
  }
}
