/// How dates are written.
public enum DateOrder: String, Sendable, Codable, CaseIterable {
  /// Only forms that say their own order: 2026-03-07, 20260307, 07-MAR-2026, 7 Mar 2026.
  case iso
  case dayMonthYear = "d/m/y"
  case monthDayYear = "m/d/y"
  /// Year first; also with two-digit years.
  case yearMonthDay = "y/m/d"
  /// Seconds since 1970-01-01T00:00:00Z.
  case epochSeconds = "epoch"
  case epochMilliseconds = "epoch-ms"
  /// Days since an origin that the profile states.
  case dayNumber = "day-number"
}

/// How dates and times become instants.
public struct TimeRule: Hashable, Sendable {
  /// The order of day, month and year.
  public var order = DateOrder.iso
  /// IANA name, `UTC` or an offset such as `+02:00`, for times that carry none; nil: the run must say.
  public var zone: String?
  /// ISO date of day 0 where dates are day numbers.
  public var origin: String?

  /// A rule; by default only dates that say their own order.
  public init(order: DateOrder = .iso, zone: String? = nil, origin: String? = nil) {
    self.order = order
    self.zone = zone
    self.origin = origin
  }
}

/// How an export says which way money moved.
public enum AmountSign: String, Sendable, Codable, CaseIterable {
  /// The direction field where one is bound, else the two columns where they are, else the sign.
  case automatic
  /// The direction field says; a minus turns it round.
  case direction
  case negativeIsDebit = "negative-is-debit"
  /// As on card statements, where charges are positive.
  case negativeIsCredit = "negative-is-credit"
  /// `debit_amount` and `credit_amount`, one of them filled.
  case columns
  /// Always money out.
  case debit
  /// Always money in.
  case credit
}

/// How amounts are written.
public struct AmountRule: Hashable, Sendable {
  /// Point or comma; the other one groups thousands.
  public var decimalMark: UInt8 = 0x2E
  /// Which way money moved.
  public var sign = AmountSign.automatic
  /// Whether amounts count minor units: `-10` is ten pence.
  public var isMinorUnits = false
  /// Whether more decimals than the currency has may be rounded, half to even; otherwise rejected.
  public var roundsSurplusDecimals = false

  /// A rule; by default a decimal point, and the direction as the columns have it.
  public init(
    decimalMark: UInt8 = 0x2E, sign: AmountSign = .automatic, isMinorUnits: Bool = false,
    roundsSurplusDecimals: Bool = false
  ) {
    self.decimalMark = decimalMark
    self.sign = sign
    self.isMinorUnits = isMinorUnits
    self.roundsSurplusDecimals = roundsSurplusDecimals
  }
}

/// How many accounts saw a record.
public enum Legs: String, Sendable, Codable, CaseIterable {
  /// The account alone.
  case one
  /// A transfer between two accounts of the institution: `account_id` sent it, `counterparty_account`
  /// received it, and it is filed once for each.
  case both
}

/// Records that are no booked transactions: pending, failed, opening balances.
///
/// They are counted as rejected with code `excluded-by-profile`, never dropped in silence.
public struct RowExclusion: Hashable, Sendable {
  /// Where to look.
  public var source: FieldSource
  /// Compared whole, without regard to case; an empty text means an empty field.
  public var values: [String]

  /// An exclusion by place and values.
  public init(source: FieldSource, values: [String]) {
    self.source = source
    self.values = values
  }
}
