public import Ledger

/// The fields a record may state, whatever its format calls them.
///
/// Raw values are the canonical names, used in canonical files, in profiles and in rejections.
public enum CanonicalField: String, CaseIterable, Sendable, Codable {
  case identifier = "txn_id"
  case timestamp
  case date
  case time
  case timeZone = "time_zone"
  case amount
  case debitAmount = "debit_amount"
  case creditAmount = "credit_amount"
  case currency
  case direction
  case channel
  case purpose
  case account = "account_id"
  case customer = "customer_id"
  case customerName = "customer_name"
  case homeZip = "home_zip"
  case counterpartyAccount = "counterparty_account"
  case counterpartyName = "counterparty_name"
  case counterpartyBank = "counterparty_bank"
  case counterpartyAddress = "counterparty_address"
  case counterpartyPhone = "counterparty_phone"
  case counterpartyState = "counterparty_state"
  case counterpartyCountry = "counterparty_country"
  case memo
  case merchantCategory = "mcc"
  case balance
  case branch = "branch_id"
  case state = "branch_state"
  case zip = "branch_zip"
  case county = "branch_county"
  case conductor
  case device
  case phone
  case employer
  case reference = "payment_reference"
  case institution
  case recordType = "record_type"
  case original = "original_id"

  /// How many fields there are.
  public static let count = allCases.count

  /// The text of a posting in which the value is kept as it was written; nil where it becomes a number.
  public var textField: TextField? {
    switch self {
    case .identifier: .identifier
    case .account: .account
    case .customer: .customer
    case .customerName: .customerName
    case .counterpartyAccount: .counterpartyAccount
    case .counterpartyName: .counterpartyName
    case .counterpartyBank: .counterpartyBank
    case .counterpartyAddress: .counterpartyAddress
    case .counterpartyPhone: .counterpartyPhone
    case .memo: .memo
    case .conductor: .conductor
    case .device: .device
    case .phone: .phone
    case .employer: .employer
    case .reference: .reference
    case .branch: .branch
    default: nil
    }
  }
}
