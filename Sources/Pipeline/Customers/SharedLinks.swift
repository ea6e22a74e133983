import Ledger

/// What customers share according to the customer file: a link only where two or more do.
enum SharedLinks {
  /// What more customers than this share is a switchboard, a placeholder or a sorting office, and no house:
  /// filing the postings of all of them under it would cost more than the night itself.
  static let mostCustomers = 1000

  /// The fields that the customer file states.
  static let stated: Set<LinkField> = [.address, .email, .phone, .employer]

  /// What a customer could share.
  static func candidates(of facts: CustomerFacts, _ fields: [LinkField]) -> [CustomerIndex.Link] {
    fields.compactMap { field in
      field.value(in: facts).map { CustomerIndex.Link(field, field.key(of: $0)) }
    }
  }

  /// The customers with what they do share.
  static func settled(_ customers: [CustomerIndex.Entry]) -> [CustomerIndex.Entry] {
    var counts: [CustomerIndex.Link: Int] = [:]
    for customer in customers { for link in customer.links { counts[link, default: 0] += 1 } }
    return customers.map { customer in
      var customer = customer
      customer.links.removeAll { !(2...mostCustomers).contains(counts[$0] ?? 0) }
      return customer
    }
  }
}
