/// Which flags of the queue are wanted, and in which order. What is nil does not restrict.
public struct QueueFilter: Codable, Hashable, Sendable {
  /// Beginnings of words of a subject's name or identifier, or that of a flag's id, whatever the case.
  public var text: String?
  public var typology: String?
  /// `possible_victim`, `controller` …
  public var role: String?
  /// A status; nil for every open one.
  public var status: String?
  /// The ID of an indicator that must have fired.
  public var indicator: String?
  public var assignee: Assignee?
  public var unit: String?
  /// Whether flags that were put off are shown too.
  public var includesSnoozed = false
  /// Whether only those are shown whose decision waits for a second person.
  public var isPending = false
  public var minimumScore: Int?
  public var order = Order.reading
  /// From 1.
  public var page = 1
  public var pageSize = Self.usualPageSize

  /// Whose flags are wanted.
  public enum Assignee: Codable, Hashable, Sendable {
    /// Whoever reads.
    case me
    case nobody
    case person(String)
  }

  /// What comes first.
  public enum Order: String, Codable, Hashable, Sendable, CaseIterable {
    /// Score, then more people attached, more red flags, fewer innocent patterns, later activity.
    case reading
    /// The same, but the best flag of every subject before any other of its flags.
    case budget
    /// What has waited longest.
    case oldest
    /// What was raised last.
    case newest
    /// What a run changed last.
    case changed
  }

  /// A page that a person looks through in one go.
  public static let usualPageSize = 50
  /// Nobody reads more at once; what does is a program, and asks again.
  public static let longestPage = 1_000

  public init() {}
}
