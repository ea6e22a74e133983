/// A customer as the institution's customer file tells: who, with which accounts, and what is known.
public struct CustomerRecord: Hashable, Sendable {
  /// The bank's key for the customer; the account where the file gives none.
  public var identifier: String
  /// The accounts that are the customer's, each once, sorted: the order of a file says nothing.
  public var accounts: [String]
  public var facts: CustomerFacts

  public init(identifier: String, accounts: [String] = [], facts: CustomerFacts = CustomerFacts()) {
    self.identifier = identifier
    self.accounts = accounts
    self.facts = facts
  }

  /// The customer as a subject of an institution.
  ///
  /// - Parameter institution: hash of its name, as in every subject's key.
  public func key(at institution: UInt64) -> SubjectKey {
    SubjectKey(kind: .customer, institution: institution, identifier: identifier)
  }
}
