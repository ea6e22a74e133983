/// Everything that is known of one flag, as it stood at one moment. To have read it is itself on record.
public struct FlagFile: Codable, Hashable, Sendable {
  public var head: FlagHead
  public var amounts: [FlagAmount]
  /// Red flags, strongest first, then innocent patterns.
  public var findings: [FlagFinding]
  /// In the order of time, at most `longestEvidence` rows.
  public var evidence: [EvidenceRow]
  /// How many rows there are.
  public var evidenceCount: Int
  public var related: [FlagRelation]
  /// First to last, as are all that follow.
  public var events: [FlagEvent]
  public var decisions: [Decision]
  public var notes: [FlagNote]
  public var assignments: [Assignment]
  /// The last ones, at most `longestReadings`; this reading is the last of them.
  public var readings: [FlagReading]
  public var snooze: Snooze?
  public var knownRelationships: [KnownRelationship]
  /// Where its status may go from here, by whoever reads.
  public var moves: [StatusMove]
  /// Other flags of the same subject, highest score first.
  public var otherFlags: [FlagMention]

  /// The decision that waits for a second person.
  public var pending: Decision? { decisions.last { $0.isPending } }
  /// Whether another flag has the same subject for a possible victim: then it is handled with the same care here.
  public var isPossibleVictimElsewhere: Bool {
    otherFlags.contains { $0.roleCode == "possible_victim" && $0.status != "withdrawn" }
  }
  public var indicators: [FlagFinding] { findings.filter { !$0.isMitigation } }
  public var mitigations: [FlagFinding] { findings.filter(\.isMitigation) }

  /// Past this nobody reads row by row; all are in `manumit.evidence`.
  public static let longestEvidence = 20_000
  /// Who looked lately is of interest; all are in `manumit.reading`.
  public static let longestReadings = 50
}

/// A subject gathered at a flagged one: never a subject of suspicion here, and maybe somebody who needs help.
public struct FlagRelation: Codable, Hashable, Sendable {
  public var subjectKey: String
  public var identifier: String
  public var name: String?
  /// `possible_victim` or `unknown`.
  public var roleCode: String
  /// What holds for it.
  public var indicators: [String]

  public var isPossibleVictim: Bool { roleCode == "possible_victim" }
  public var who: String { name ?? identifier }
}

/// A flag in one line, where another is spoken of.
public struct FlagMention: Codable, Hashable, Sendable {
  public var id: String
  public var typology: String
  public var roleCode: String
  public var score: Int
  public var status: String
  public var activeFrom: String
  public var activeTo: String
}
