/// One page of the queue.
public struct QueuePage: Codable, Hashable, Sendable {
  public var entries: [QueueEntry]
  /// From 1.
  public var page: Int
  public var pageSize: Int
  /// How many flags the filter lets through; `longestCount` where more than that would have to be counted.
  public var total: Int
  /// Whether there are more than were counted.
  public var isTotalPartial: Bool

  /// Counting is as costly as reading: nobody needs to know how many more than this there are.
  public static let longestCount = 1_000

  public var hasNext: Bool { page * pageSize < total || isTotalPartial }
}

/// What lies in the queue, at a glance: open flags that whoever reads may see.
public struct QueueCounts: Codable, Hashable, Sendable {
  /// Open flags by status, the snoozed ones among them.
  public var byStatus: [String: Int]
  public var byTypology: [String: Int]
  /// By role code.
  public var byRole: [String: Int]
  public var open: Int
  /// Assigned to whoever reads.
  public var mine: Int
  public var unassigned: Int
  public var snoozed: Int
  /// Those whose decision waits for a second person.
  public var pending: Int
  /// Of those, the ones that whoever reads may agree to: somebody else proposed them.
  public var pendingForMe: Int
  /// In the queue for longer than the setting `overdue_after_days` says.
  public var overdue: Int
}
