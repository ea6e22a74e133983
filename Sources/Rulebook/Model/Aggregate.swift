/// One number over a set of postings in a window that ends at the moment a condition is tried.
public struct Aggregate: Hashable, Sendable {
  /// What is computed.
  public enum Kind: Hashable, Sendable {
    /// How many.
    case count
    /// Minor units in the rule's currency; other currencies are left out.
    case sum
    /// How many different values of a field; postings that do not state it are left out.
    case distinct(GroupField)
    /// On how many local dates.
    case days
    case largest
    case smallest
    /// The lower median of the amounts.
    case median
    /// The number of members that share the most frequent value of a field.
    case mostOfOne(GroupField)
    /// The sum of the members that share the value of a field with the greatest sum.
    case mostToOne(GroupField)
    /// The greatest sum on one business day (weekends and holidays rolled on to the next open day).
    case largestBusinessDaySum
    /// The lowest balance any member left, in minor units; members that state none are left out.
    case lowestBalance
    /// 1 where there is any member, else 0; the oldest of them is evidence enough.
    case present
  }

  public var kind: Kind
  /// Index into the rule's sets.
  public var set: Int
  public var window: Window
  /// Only postings that share this field with the posting at which the condition is tried.
  public var sameAs: GroupField?
  /// As the rule words it.
  public var text: String

  public init(kind: Kind, set: Int, window: Window, sameAs: GroupField?, text: String) {
    self.kind = kind
    self.set = set
    self.window = window
    self.sameAs = sameAs
    self.text = text
  }
}

/// How far back a window reaches from the moment at which it ends. Both ends belong to it.
public enum Window: Hashable, Sendable {
  /// So many milliseconds.
  case duration(milliseconds: Int64)
  /// This local date and so many less one before it.
  case calendarDays(Int)
  /// This business day and so many less one before it; weekends and holidays count as the next open day.
  case businessDays(Int)
  /// From the earlier moment of the rule's `first` section.
  case sinceFirst
  /// The stretch before a window: from so many milliseconds before the anchor to just short of `gap`
  /// milliseconds before it.
  case stretch(milliseconds: Int64, gap: Int64)

  /// The longest a rulebook may ask for: what the history keeps (90 days, with the day itself).
  public static let maximumDays = 90
}
