public import Ledger

/// The smallest question asked of one posting. Every distinct atom of a rulebook is evaluated once per
/// posting, into one bit.
///
/// What is asked of the customer is the same for all postings of one subject, and unknown of any other subject.
/// None reads nationality, ethnicity, sex or age (law 9): there is no atom that could.
public enum Atom: Hashable, Sendable {
  /// The channel is one of those whose bit (`1 << rawValue`) is set.
  case channel(mask: UInt16)
  case direction(Direction)
  /// The purpose is one of those whose bit (`1 << rawValue`) is set.
  case purpose(mask: UInt16)
  /// The amount, in this currency, is within the bounds; false for any other currency.
  case amount(currency: Currency, range: AmountRange)
  /// The amount, in this currency, is a whole multiple of so many minor units.
  case amountMultiple(of: Int64, currency: Currency)
  /// The local time of day is in from..<to, in seconds since midnight; from > to spans midnight. False where
  /// the source stated no time.
  case timeOfDay(from: Int, to: Int)
  /// The local weekday is one of those whose bit is set, Monday the lowest.
  case weekday(mask: UInt8)
  /// The letters of the field are in the list.
  case letters(LettersField, Set<Letters>)
  /// The number of the field is in one of the ranges, sorted and disjoint.
  case code(CodeField, [ClosedRange<UInt32>])
  /// A phrase of the lexicon occurs in the text; index into `Rulebook.lexicons`.
  case lexicon(TextField, lexicon: Int)
  /// All these facts are stated.
  case states(FieldSet)
  /// The branch lies farther from the customer's home than so many metres; false where either is unknown.
  case fartherFromHome(metres: Int64)
  /// Customer and counterparty share a surname (last word of the name, letters folded).
  case sharesSurname
  /// The counterparty is the customer: the same name, or the purpose says so.
  case isOwnTransfer
  /// The posting is at most so many days after the customer's account was opened.
  case openedWithin(days: Int)
  /// The customer is a business, or is a person; false where neither is known.
  case isBusiness(Bool)
  /// The customer's trade begins with one of these digits.
  case trade(prefixes: [String])
  /// A phrase of the lexicon occurs in the customer's occupation; index into `Rulebook.lexicons`.
  case occupation(lexicon: Int)
  /// The counterparty's address is the customer's, letters folded.
  case sharesAddress
  /// The counterparty's name is that of the customer's employer, letters folded.
  case isEmployer
  /// The local day lies between these, both included.
  case days(from: BusinessDay?, until: BusinessDay?)
  /// The field is in a list of contacts, compared as contacts are.
  case contact(ContactField, Set<String>)
  /// A finding of this indicator about another subject, gathered here.
  case gathered(indicator: String)
}

/// Inclusive bounds in minor units; each may depend on the day, where the law changed it.
public struct AmountRange: Hashable, Sendable {
  public var atLeast: DatedAmount?
  public var atMost: DatedAmount?

  public init(atLeast: DatedAmount?, atMost: DatedAmount?) {
    self.atLeast = atLeast
    self.atMost = atMost
  }
}

/// An amount with the days from which it holds: a threshold set by law, or a constant.
public struct DatedAmount: Hashable, Sendable {
  /// Steps by first day, oldest first; never empty. Before the first step the first holds.
  public var steps: [Step]

  /// An amount and the first day it is in force.
  public struct Step: Hashable, Sendable {
    public var from: BusinessDay
    public var minorUnits: Int64

    public init(from: BusinessDay, minorUnits: Int64) {
      self.from = from
      self.minorUnits = minorUnits
    }
  }

  public init(steps: [Step]) {
    precondition(!steps.isEmpty, "an amount needs at least one step")
    self.steps = steps
  }

  /// An amount that never changes.
  public init(constant minorUnits: Int64) {
    steps = [Step(from: BusinessDay(ordinal: 0), minorUnits: minorUnits)]
  }

  /// The amount in force on a day.
  public func minorUnits(on day: BusinessDay) -> Int64 {
    (steps.last { $0.from <= day } ?? steps[0]).minorUnits
  }

  /// Whether it is the same on every day.
  public var isConstant: Bool { steps.count == 1 }
}

extension Atom {
  /// Whether it is answered by the customer file: only a rule about customers can ask it.
  public var asksOfCustomer: Bool {
    switch self {
    case .openedWithin, .isBusiness, .trade, .occupation, .sharesAddress, .isEmployer: true
    case .states(let facts): !facts.isDisjoint(with: .ofCustomer)
    case .contact(let field, _): field.isOfCustomer
    default: false
    }
  }
}

extension FieldSet {
  /// What the customer file says and no posting.
  public static let ofCustomer: FieldSet = [
    .opened, .customerType, .trade, .occupation, .customerEmployer, .address, .customerPhone, .email,
    .peerGroup,
  ]
}

/// Fields of packed letters.
public enum LettersField: String, Hashable, Sendable, CaseIterable {
  case state = "place.state"
  case counterpartyState = "counterparty.state"
  case counterpartyCountry = "counterparty.country"
}

/// Fields by which somebody is reached: telephone numbers, e-mail addresses, handles, wallets, addresses.
public enum ContactField: String, Hashable, Sendable, CaseIterable {
  /// The record's phone, or lacking one that of the customer file.
  case customerPhone = "customer phone"
  case customerEmail = "customer email"
  case customerAddress = "customer address"
  case counterpartyPhone = "counterparty phone"
  case counterpartyAccount = "counterparty account"

  /// Whether only the customer file answers it.
  var isOfCustomer: Bool { self == .customerEmail || self == .customerAddress }
}

/// Fields of small numbers.
public enum CodeField: String, Hashable, Sendable, CaseIterable {
  case zip = "place.zip"
  case county = "place.county"
  case homeZip = "home.zip"
  case merchantCategory = "mcc"
}

/// Atoms joined by and, or, not.
public indirect enum Predicate: Hashable, Sendable {
  /// Index into `Rulebook.atoms`.
  case atom(Int)
  case not(Predicate)
  case all([Predicate])
  case any([Predicate])
}
