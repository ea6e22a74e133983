/// One subject across typologies and episodes. Safe to print.
public struct SubjectFile: Codable, Hashable, Sendable {
  public var subjectKey: String
  /// `customer`, `counterparty` or `link`; nil where nothing but its being gathered is known of it.
  public var subjectKind: String?
  public var identifier: String
  public var name: String?
  /// `possible_victim` where any flag or relation says so, else the role of its best flag.
  public var roleCode: String
  /// Its own flags, open ones first, highest score first.
  public var flags: [QueueEntry]
  /// Subjects gathered at it, by its flags.
  public var gathers: [SubjectRelation]
  /// Subjects at whose flags it is gathered.
  public var gatheredBy: [SubjectRelation]
  public var snoozes: [Snooze]
  public var knownRelationships: [KnownRelationship]

  public var isPossibleVictim: Bool { roleCode == "possible_victim" }
  public var who: String { name ?? identifier }
}

/// A subject at the other end of a relation that a flag states.
public struct SubjectRelation: Codable, Hashable, Sendable {
  public var subjectKey: String
  public var identifier: String
  public var name: String?
  public var roleCode: String
  /// The flag that states it, with its typology, and the indicator that holds.
  public var flag: String
  public var typology: String
  public var indicator: String

  public var isPossibleVictim: Bool { roleCode == "possible_victim" }
  public var who: String { name ?? identifier }
}

/// The network around a subject: who is gathered at whom.
public struct Neighbourhood: Codable, Hashable, Sendable {
  /// Key of the subject in the middle.
  public var center: String
  /// Nearest first, the center at its head.
  public var subjects: [Neighbour]
  public var links: [NeighbourLink]
  /// Whether there are more than are shown.
  public var isPartial: Bool

  /// More cannot be told apart in a picture.
  public static let mostSubjects = 200
  public static let greatestDepth = 2
  /// Relations that are followed from one circle to the next.
  static let mostLinks = 500
}

/// A subject of a network.
public struct Neighbour: Codable, Hashable, Sendable {
  public var subjectKey: String
  public var identifier: String
  public var name: String?
  /// `possible_victim` where any flag or relation says so.
  public var roleCode: String
  /// Links from the center, 0 for the center itself.
  public var distance: Int
  /// Its own flags, highest score first.
  public var flags: [FlagMention]

  public var isPossibleVictim: Bool { roleCode == "possible_victim" }
  public var who: String { name ?? identifier }
}

/// That one subject is gathered at another.
public struct NeighbourLink: Codable, Hashable, Sendable {
  /// Key of the one that is gathered, and of the one that gathers.
  public var from: String
  public var to: String
  /// The flags that say so, and what holds.
  public var flags: [String]
  public var indicators: [String]
}
