/// One leg of a transaction as one account saw it: the fixed part, without its texts.
///
/// A trivial value of 90 bytes, so that a batch is one block of memory and a stored posting is a copy of
/// it. Zero in an optional field means "not stated". Texts lie beside it in a byte buffer (`PostingText`).
public struct Posting: Equatable, Sendable, BitwiseCopyable {
  /// When it happened, milliseconds UTC.
  public var instant = Instant(milliseconds: 0)
  /// What makes it the same transaction when seen again: see `PostingIdentity`.
  public var identity: UInt64 = 0
  /// Minor units of `currency`, never negative; `direction` carries the sign.
  public var amount: Int64 = 0
  /// Minor units left on the account after it, where `flags` has `.balanceKnown`.
  public var balance: Int64 = 0
  /// Hash of the counterparty's account or, lacking one, of its name; 0 where neither is stated.
  public var counterparty: UInt64 = 0
  /// Hash of the account; tells a customer's accounts apart.
  public var account: UInt64 = 0
  /// Postal code of the branch or terminal.
  public var zip: UInt32 = 0
  /// FIPS code of the branch's county: state × 1000 + county.
  public var county: UInt32 = 0
  /// Postal code the customer calls home.
  public var homeZip: UInt32 = 0
  /// Which source file, an index into the catalogue of files.
  public var file: UInt32 = 0
  /// Line of the record in that file, from 1.
  public var line: UInt32 = 0
  /// Where the texts begin in the buffer beside it.
  public var textOffset: UInt32 = 0
  /// Currency code.
  public var currency = Letters.none
  /// State of the branch or terminal.
  public var state = Letters.none
  /// State of the counterparty.
  public var counterpartyState = Letters.none
  /// Country of the counterparty.
  public var counterpartyCountry = Letters.none
  /// Minutes east of UTC of the local clock.
  public var zoneMinutes: Int16 = 0
  /// ISO 18245 merchant category.
  public var merchantCategory: UInt16 = 0
  /// Which texts follow, a bit each (`TextField.bit`).
  public var textMask: UInt16 = 0
  /// `Channel.rawValue`.
  public var channelCode: UInt8 = 0
  /// `Purpose.rawValue`.
  public var purposeCode: UInt8 = 0
  /// Facts of one bit.
  public var flags = PostingFlags()

  public init() {}

  /// How money moved.
  @inlinable
  public var channel: Channel {
    get { Channel(rawValue: channelCode) ?? .other }
    set { channelCode = newValue.rawValue }
  }

  /// What it was for.
  @inlinable
  public var purpose: Purpose {
    get { Purpose(rawValue: purposeCode) ?? .unstated }
    set { purposeCode = newValue.rawValue }
  }

  /// Which way it moved, seen from the customer.
  @inlinable
  public var direction: Direction {
    get { flags.contains(.debit) ? .debit : .credit }
    set { if newValue == .debit { flags.insert(.debit) } else { flags.remove(.debit) } }
  }

  /// The date on the local clock.
  @inlinable
  public var day: BusinessDay { instant.day(zoneMinutes: Int(zoneMinutes)) }

  /// Seconds since local midnight.
  @inlinable
  public var secondOfDay: Int { instant.secondOfDay(zoneMinutes: Int(zoneMinutes)) }

  /// The amount with its currency.
  @inlinable
  public var money: Money { Money(minorUnits: amount, currency: Currency(letters: currency)) }

  /// The order in which a subject's postings are read: by time, then identity. Never by file or line,
  /// so that the order of arrival cannot matter (law 1).
  @inlinable
  public static func comesBefore(_ left: Posting, _ right: Posting) -> Bool {
    left.instant != right.instant ? left.instant < right.instant : left.identity < right.identity
  }
}

/// Facts of one bit about a posting.
public struct PostingFlags: OptionSet, Hashable, Sendable, BitwiseCopyable {
  public var rawValue: UInt16
  @inlinable
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Money left the account; without it, money came in.
  public static let debit = PostingFlags(rawValue: 1)
  /// The source stated a time of day, not only a date.
  public static let timeKnown = PostingFlags(rawValue: 1 << 1)
  /// The source gave no id: `identity` is a digest of the content until the occurrence number is added.
  public static let contentIdentity = PostingFlags(rawValue: 1 << 2)
  /// This leg stands for its record when records are counted; the other leg of a transfer does not.
  public static let countsRecord = PostingFlags(rawValue: 1 << 3)
  /// `balance` is stated.
  public static let balanceKnown = PostingFlags(rawValue: 1 << 4)
  /// Not a payment but a finding about another subject, gathered at this one.
  public static let gathered = PostingFlags(rawValue: 1 << 5)
  /// Not a payment but the record that takes one back, whose identity stands where the counterparty would.
  public static let takesBack = PostingFlags(rawValue: 1 << 6)
  /// It corrects what was recorded under the same identity, and is preferred to it.
  public static let corrects = PostingFlags(rawValue: 1 << 7)
}
