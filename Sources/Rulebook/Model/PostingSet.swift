/// A named set of a subject's postings.
public struct PostingSet: Hashable, Sendable {
  /// The name used in conditions and shown to reviewers: `remote cash`.
  public var name: String
  public var members: Members
  /// As the rule's file words it; nil for a set that a condition made in passing.
  public var definition: String?

  public init(name: String, members: Members, definition: String? = nil) {
    self.name = name
    self.members = members
    self.definition = definition
  }

  /// What belongs to a set. Sets refer to earlier sets of the same rule by index.
  public enum Members: Hashable, Sendable {
    /// The postings for which the predicate holds.
    case matching(Predicate)
    /// Every posting of the subject that happens to be remembered; nothing is filed anywhere for its sake.
    case everything
    /// The members of `set` that come after a member of `other`: at the same instant or at most
    /// `milliseconds` later. A posting never follows itself. Where `metresApart` is given the two branches lie at
    /// least that far apart; where `together` is given they agree in that field.
    case after(set: Int, other: Int, milliseconds: Int64, metresApart: Int64?, together: GroupField?)
    /// The members of `set` that a member of `other` follows, at the same instant or at most
    /// `milliseconds` later; a member belongs from the moment the other has occurred.
    case before(set: Int, other: Int, milliseconds: Int64, metresApart: Int64?, together: GroupField?)
    /// The members of `set` whose nearest earlier posting in either set is a member of `other`, at most
    /// `milliseconds` earlier: each is one turn from one set to the other.
    case following(set: Int, other: Int, milliseconds: Int64)
    /// The members of `set` whose group (by the field) is first seen there: no earlier member of `set`
    /// in the trailing `milliseconds` has the same value.
    case newcomers(set: Int, field: GroupField, milliseconds: Int64)
    /// The members of `set` that lie in some stretch of `milliseconds` (both ends included) in which members of
    /// `set` have at least so many different values of the field, or without a field are so many; a member
    /// belongs from the moment such a stretch is complete.
    case amid(set: Int, least: Int, field: GroupField?, milliseconds: Int64)
  }
}

/// A field by which postings are told apart, counted or held together.
public enum GroupField: String, Hashable, Sendable, CaseIterable {
  case counterparty
  /// The customer of the posting: for hubs, the payers.
  case customer
  case account
  case state = "place.state"
  case county = "place.county"
  case zip = "place.zip"
  case counterpartyState = "counterparty.state"
  case counterpartyCountry = "counterparty.country"
  case counterpartyBank = "counterparty.bank"
  case merchantCategory = "mcc"
  case day
  case amount
  case conductor
  case device
  case phone
  case employer
  case branch
  case counterpartyPhone = "counterparty.phone"
  case counterpartyAddress = "counterparty.address"
  case reference
  case memo
  /// The customer's own, from the customer file.
  case address
  case email
}
