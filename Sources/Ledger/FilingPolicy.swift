/// Which postings are filed where, and which dates are believed: what a decoder must know of the rulebook
/// and of the state, and nothing more.
public struct FilingPolicy: Sendable {
  /// For each direction and channel, whether any indicator about a counterparty could use the posting:
  /// bit `direction.rawValue * 16 + channel.rawValue`.
  public var counterpartyClasses: UInt32 = 0
  /// Of those, which postings any indicator about a counterparty could use; nil where that is not told apart.
  public var counterpartySieve: (any PostingSieve)?
  /// The fields under whose values postings are filed as links, each with the postings that are.
  public var links: [LinkFiling] = []
  /// Whose accounts are, where records do not say; nil where no customer file was loaded.
  public var customers: CustomerIndex?
  /// Name of the institution where a record states none; part of every subject's key.
  public var institution = ""
  /// Records dated earlier are rejected: what surrounded them is no longer remembered.
  public var earliestDay: BusinessDay?
  /// Records dated later are rejected: no bank exports the week to come, and one wrong year must not
  /// make the whole history look old.
  public var latestDay: BusinessDay?

  /// Where branches lie of which only the postal code is stated.
  public var postalCodes: PostalCodes?
  /// Which of county and state some rule asks for; the others are not looked up.
  public var placesWanted = FieldSet()

  public init() {}

  /// Whether a posting of this direction and channel is also filed under its counterparty.
  @inlinable
  public func filesUnderCounterparty(direction: Direction, channel: Channel) -> Bool {
    counterpartyClasses & Self.classBit(direction, channel) != 0
  }

  /// For each field in `LinkField.allCases`, the postings that are filed under it; 0 where none are.
  public var classesByLink: [UInt32] {
    LinkField.allCases.map { field in links.first { $0.field == field }?.classes ?? 0 }
  }

  /// The bit of a direction and channel in a set of classes.
  @inlinable
  public static func classBit(_ direction: Direction, _ channel: Channel) -> UInt32 {
    1 << (UInt32(direction.rawValue) * 16 + UInt32(channel.rawValue))
  }
}

/// A field by which postings are filed as links.
public struct LinkFiling: Hashable, Sendable {
  /// What is shared.
  public let field: LinkField
  /// The text of a posting that states it; nil where the customer file does, and whoever knows the customer's
  /// facts files the posting.
  public let text: TextField?
  /// For each direction and channel, whether any indicator about this link could use the posting
  /// (`FilingPolicy.classBit`).
  public let classes: UInt32

  public init(field: LinkField, classes: UInt32) {
    self.field = field
    text = field.textField
    self.classes = classes
  }
}
