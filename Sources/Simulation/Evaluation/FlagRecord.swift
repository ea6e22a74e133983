public import Ledger

/// One flag as it is scored: whom it is on, what it says, and since when.
public struct FlagRecord: Sendable, Equatable {
  /// customer, account, counterparty, device, phone, address, terminal or another kind of subject.
  public var kind: String
  public var identifier: String
  public var typology: String
  /// `possible_victim` where the subject is not suspected.
  public var role: String
  public var score: Double
  /// The day from which it could be read.
  public var since: BusinessDay
  /// Customers attached to it as possible victims.
  public var victims: [String]
  /// Its place in the order in which flags are read, from 1.
  public var rank: Int?

  public init(
    kind: String, identifier: String, typology: String, role: String, score: Double, since: BusinessDay,
    victims: [String] = [], rank: Int? = nil
  ) {
    self.kind = kind
    self.identifier = identifier
    self.typology = typology
    self.role = role
    self.score = score
    self.since = since
    self.victims = victims
    self.rank = rank
  }

  /// Whether it names its subject as somebody who may be a victim.
  var namesVictim: Bool { role == MemberRole.possibleVictim.rawValue }
}
