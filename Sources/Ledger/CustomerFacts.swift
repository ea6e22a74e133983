/// What the institution knows of a customer beside the payments: a line of its customer file. All optional.
///
/// Whether the account is a minor's is read by no rule: it only makes the role of a flag that of a possible
/// victim.
public struct CustomerFacts: Hashable, Sendable {
  /// The bank's key for the customer, by which a subject of several accounts is called.
  public var identifier: String?
  public var name: String?
  /// The day the (first) account was opened.
  public var opened: BusinessDay?
  /// Whether the customer is a business and no person.
  public var isBusiness: Bool?
  /// The trade, digits of the North American Industry Classification System: `561720`.
  public var naics: String?
  /// In the customer's own words.
  public var occupation: String?
  /// Name of the employer.
  public var employer: String?
  public var address: String?
  public var phone: String?
  public var email: String?
  /// Postal code of the address.
  public var homeZip: UInt32?
  /// Whether the account is a minor's.
  public var isMinor: Bool?

  public init(
    identifier: String? = nil, name: String? = nil, opened: BusinessDay? = nil, isBusiness: Bool? = nil,
    naics: String? = nil, occupation: String? = nil,
    employer: String? = nil, address: String? = nil, phone: String? = nil, email: String? = nil,
    homeZip: UInt32? = nil, isMinor: Bool? = nil
  ) {
    self.identifier = identifier
    self.name = name
    self.opened = opened
    self.isBusiness = isBusiness
    self.naics = naics
    self.occupation = occupation
    self.employer = employer
    self.address = address
    self.phone = phone
    self.email = email
    self.homeZip = homeZip
    self.isMinor = isMinor
  }

  /// Which of them are known.
  public var fields: FieldSet {
    var set = FieldSet()
    if opened != nil { set.formUnion(.opened) }
    if isBusiness != nil { set.formUnion(.customerType) }
    if naics != nil { set.formUnion([.trade, .peerGroup]) }
    if occupation != nil { set.formUnion([.occupation, .peerGroup]) }
    if employer != nil { set.formUnion(.customerEmployer) }
    if address != nil { set.formUnion(.address) }
    if phone != nil { set.formUnion(.customerPhone) }
    if email != nil { set.formUnion(.email) }
    if homeZip != nil { set.formUnion(.homeZip) }
    return set
  }
}
