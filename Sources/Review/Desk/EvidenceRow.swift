/// A transaction that a flag rests on. Safe to print: memos are written by whoever pays.
public struct EvidenceRow: Codable, Hashable, Sendable {
  /// Manumit's own identity of it, 16 hexadecimal digits; the same in every flag.
  public var id: String
  /// Milliseconds since 1970, UTC.
  public var instant: Int64
  /// Minutes by which its local clock is ahead of UTC.
  public var zoneMinutes: Int
  /// On the local clock: `2026-03-07 23:41`, or `2026-03-07` where the source states only the date.
  public var localTime: String
  public var isTimeKnown: Bool
  /// `credit`, into the customer's account, or `debit`.
  public var direction: String
  public var minorUnits: Int64
  /// ISO 4217 code; empty where the row stands for something without an amount.
  public var currency: String
  /// In the currency's main unit, exact: `2900.00`.
  public var amount: String
  public var channel: String
  public var purpose: String
  public var account: String?
  public var customer: String?
  public var counterpartyName: String?
  public var counterpartyAccount: String?
  public var memo: String?
  /// County, state and ZIP of the branch or terminal.
  public var place: String?
  public var placeCounty: String?
  public var placeState: String?
  public var placeZIP: String?
  public var conductor: String?
  /// The source's own number of it.
  public var sourceTransaction: String?
  public var file: String
  public var line: Int
  /// Indicators and mitigations of this flag that use it.
  public var indicators: [String]
  /// True where it speaks for an innocent explanation alone.
  public var isMitigationOnly: Bool
  /// True where the row stands for what was found about a related subject: no transaction, and in no total.
  public var isGathered: Bool
  /// True where the payment is between people whose relation is known, and stated to be lawful, on its day.
  public var isKnownRelationship: Bool
  /// Whether the last change of the flag brought it.
  public var isNew: Bool

  /// Who is on the other side, as far as stated.
  public var counterparty: String? { counterpartyName ?? counterpartyAccount }
}
