/// Which postings are filed where, and which dates are believed: what a decoder must know of the rulebook
/// and of the state, and nothing more.
public struct FilingPolicy: Sendable {
  /// For each direction and channel, whether any indicator about a counterparty could use the posting:
  /// bit `direction.rawValue * 16 + channel.rawValue`.
  public var counterpartyClasses: UInt32 = 0
  /// The texts under which a posting is filed as a link (device, phone, employer …).
  public var linkFields: [TextField] = []
  /// Name of the institution where a record states none; part of every subject's key.
  public var institution = ""
  /// Records dated earlier are rejected: what surrounded them is no longer remembered.
  public var earliestDay: BusinessDay?
  /// Records dated later are rejected: no bank exports the week to come, and one wrong year must not
  /// make the whole history look old.
  public var latestDay: BusinessDay?

  public init() {}

  /// Whether a posting of this direction and channel is also filed under its counterparty.
  @inlinable
  public func filesUnderCounterparty(direction: Direction, channel: Channel) -> Bool {
    counterpartyClasses >> (UInt32(direction.rawValue) * 16 + UInt32(channel.rawValue)) & 1 != 0
  }
}
