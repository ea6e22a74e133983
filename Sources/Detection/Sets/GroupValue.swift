import Ledger
import Rulebook

/// The value of a field as one word, for counting and holding together; 0 means "not stated".
enum GroupValue {
  static func of(_ field: GroupField, _ position: Int, in activity: Activity) -> UInt64 {
    let posting = activity.postings[position]
    switch field {
    case .counterparty: return posting.counterparty
    case .customer: return text(.customer, position, activity) ?? posting.account
    case .account: return posting.account
    case .state: return UInt64(posting.state.rawValue)
    case .county: return UInt64(posting.county)
    case .zip: return UInt64(posting.zip)
    case .counterpartyState: return UInt64(posting.counterpartyState.rawValue)
    case .counterpartyCountry: return UInt64(posting.counterpartyCountry.rawValue)
    case .merchantCategory: return UInt64(posting.merchantCategory)
    case .day: return UInt64(UInt32(bitPattern: posting.day.ordinal)) + 1 << 32
    case .amount: return UInt64(bitPattern: posting.amount) + 1
    case .counterpartyBank: return text(.counterpartyBank, position, activity) ?? 0
    case .conductor: return text(.conductor, position, activity) ?? 0
    case .device: return text(.device, position, activity) ?? 0
    case .phone: return text(.phone, position, activity) ?? 0
    case .employer: return text(.employer, position, activity) ?? 0
    case .branch: return text(.branch, position, activity) ?? 0
    case .counterpartyPhone: return text(.counterpartyPhone, position, activity) ?? 0
    case .counterpartyAddress: return text(.counterpartyAddress, position, activity) ?? 0
    case .reference: return text(.reference, position, activity) ?? 0
    case .memo: return text(.memo, position, activity) ?? 0
    case .address: return fact(activity.facts?.address)
    case .email: return fact(activity.facts?.email)
    }
  }

  /// What the customer file says is the same for every posting of the customer.
  private static func fact(_ text: String?) -> UInt64 { text.map { StableHash.hash($0) } ?? 0 }

  private static func text(_ field: TextField, _ position: Int, _ activity: Activity) -> UInt64? {
    activity.withText(field, at: position) { bytes in
      bytes.map { StableHash.hash($0, seed: UInt64(field.rawValue)) }
    }
  }
}
