import Detection
import History
import Ledger

/// Which outside accounts are the bank's own: a hub that is a customer is one subject, not two.
///
/// What is found of an outside account that the customer file knows counts for its customer, unless the evidence
/// names another bank: account numbers are a bank's own, and another's may be the same.
struct HubOwners: Sendable {
  let register: CustomerRegister
  /// Name of the institution, by which records may call its own accounts' bank.
  let institution: String

  /// The customer an outside account belongs to; nil of any other subject.
  func owner(of profile: SubjectProfile) -> SubjectKey? {
    guard profile.kind == SubjectKind.counterparty.name else { return nil }
    return register.owner(named: profile.identifier)
  }

  /// The outside accounts a customer may be known as.
  func outsideNames(of customer: SubjectKey) throws(HistoryError) -> [SubjectKey] {
    guard let record = try register.record(of: customer) else { return [] }
    return Set(record.accounts + [record.identifier]).sorted().filter {
      register.owner(named: $0) == customer
    }
    .map { SubjectKey(kind: .counterparty, institution: 0, identifier: $0) }
  }

  /// Whether a finding about an outside account is about the bank's own account of that number.
  func isOwn(_ finding: Finding, of profile: SubjectProfile) -> Bool {
    finding.evidence.allSatisfy { row in
      guard row.counterpartyIdentifier == profile.identifier, let bank = row.fields["counterparty_bank"]
      else {
        return true
      }
      return bank.lowercased() == institution.lowercased()
    }
  }

  func facts(of customer: SubjectKey) throws(HistoryError) -> CustomerFacts? {
    try register.record(of: customer)?.facts
  }

  /// A customer of whom nothing was found yet.
  func profile(of customer: SubjectKey) throws(HistoryError) -> SubjectProfile? {
    guard let record = try register.record(of: customer) else { return nil }
    return SubjectProfile(
      subject: customer.description, kind: SubjectKind.customer.name, identifier: record.identifier,
      name: record.facts.name, isMinor: record.facts.isMinor ?? false)
  }
}

extension GatheredFinding {
  /// Where it lies: at the customer, where the hub is an outside account that is the bank's own.
  func place(by owners: HubOwners?) -> SubjectKey? {
    if let owners, let owner = owners.owner(of: hub), owners.isOwn(finding, of: hub) { return owner }
    return SubjectKey(hexadecimal: hub.subject)
  }
}

extension CustomerRegister {
  /// The customer to whom an account, or else a customer's key, belongs; nil where nobody's.
  func owner(named identifier: String) -> SubjectKey? {
    for institution in institutions {
      let account = SubjectKey(kind: .customer, institution: institution, identifier: identifier)
      if let owner = owner(of: account.high) { return owner }
      if index.customer(account) != nil { return account }
    }
    return nil
  }
}

/// What a customer file changed in whose accounts are.
struct OwnersChange: Sendable {
  /// Whose accounts were; nil where nobody said.
  var former: HubOwners?
  /// Accounts and customers' keys by which outside accounts may be the bank's own, now or before.
  var names: Set<String> = []
  /// Customers of whom something else is known.
  var customers: Set<SubjectKey> = []
  /// Whoever has the postings of a subject that lost them.
  var heirs: [SubjectKey: SubjectKey] = [:]

  /// Subjects whose flags may change though nothing new is found of them.
  var reconsidered: Set<SubjectKey> {
    customers.union(names.map { SubjectKey(kind: .counterparty, institution: 0, identifier: $0) })
  }
}
