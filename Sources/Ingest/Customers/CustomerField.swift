/// What a row of a customer file may state. Raw values are the names of the columns `manumit simulate` writes.
public enum CustomerField: String, CaseIterable, Sendable {
  case customer = "customer_id"
  case account = "account_id"
  case name
  case kind
  case occupation
  case naics
  case street
  case city
  case state
  case zip
  case phone
  case email
  case employer
  case opened
  case branchZip = "branch_zip"
  case minor

  /// What files call it besides, best first.
  var aliases: [String] {
    switch self {
    case .customer:
      [
        "customer", "customer key", "customer number", "customer no", "client id", "client number",
        "member id",
        "member number", "party id", "cif", "cif number", "cust id",
      ]
    case .account:
      ["account", "account number", "account no", "account key", "acct", "acct id", "acct no", "iban"]
    case .name:
      [
        "customer name", "full name", "account holder", "account name", "holder", "client name",
        "member name",
        "legal name", "primary owner",
      ]
    case .kind:
      ["customer type", "type", "party type", "entity type", "client type", "customer kind", "segment type"]
    case .occupation: ["profession", "job", "job title", "occupation description", "stated occupation"]
    case .naics: ["naics code", "industry", "industry code", "trade", "business code"]
    case .street:
      [
        "address", "street address", "address line 1", "address 1", "home address",
        "residential address", "mailing address", "customer address",
      ]
    case .city: ["town", "home city", "customer city"]
    case .state: ["home state", "customer state", "province", "state code"]
    case .zip:
      [
        "zip code", "postal code", "postcode", "home zip", "home postal code", "customer zip",
        "customer postal code",
      ]
    case .phone:
      [
        "telephone", "phone number", "mobile", "mobile phone", "cell", "cell phone", "home phone",
        "customer phone", "primary phone",
      ]
    case .email: ["email address", "mail", "customer email"]
    case .employer: ["employer name", "employed by", "works for"]
    case .opened:
      [
        "open date", "opened on", "date opened", "account open date", "account opened", "opening date",
        "customer since", "relationship start", "onboarding date",
      ]
    case .branchZip: ["home branch zip", "branch postal code", "home branch", "domicile branch zip"]
    case .minor: ["is minor", "minor account", "minor flag", "minor indicator", "youth account", "custodial"]
    }
  }

  /// The field that a column's name stands for and how good the match is; nil for none. Case, blanks and
  /// punctuation do not matter.
  static func match(_ column: String) -> (field: CustomerField, rank: Int)? {
    index[FieldCatalogue.normalised(column)]
  }

  private static let index: [String: (field: CustomerField, rank: Int)] = {
    var table: [String: (field: CustomerField, rank: Int)] = [:]
    for field in allCases { table[FieldCatalogue.normalised(field.rawValue)] = (field, 0) }
    for field in allCases {
      for (offset, alias) in field.aliases.enumerated() where table[FieldCatalogue.normalised(alias)] == nil {
        table[FieldCatalogue.normalised(alias)] = (field, offset + 1)
      }
    }
    return table
  }()

  /// Which column, from 0, states each field; where several could, the best name.
  static func columns(of header: [String]) -> [CustomerField: Int] {
    var best: [CustomerField: (rank: Int, column: Int)] = [:]
    for (column, name) in header.enumerated() {
      guard let (field, rank) = match(name) else { continue }
      if let known = best[field], known.rank <= rank { continue }
      best[field] = (rank, column)
    }
    return best.mapValues(\.column)
  }
}
