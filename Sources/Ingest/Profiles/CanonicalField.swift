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
  case status = "booking_status"

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

extension CanonicalField {
  /// Its place in `allCases`, from 0: where decoders of messages lay its value.
  var place: Int {
    switch self {
    case .identifier: 0
    case .timestamp: 1
    case .date: 2
    case .time: 3
    case .timeZone: 4
    case .amount: 5
    case .debitAmount: 6
    case .creditAmount: 7
    case .currency: 8
    case .direction: 9
    case .channel: 10
    case .purpose: 11
    case .account: 12
    case .customer: 13
    case .customerName: 14
    case .homeZip: 15
    case .counterpartyAccount: 16
    case .counterpartyName: 17
    case .counterpartyBank: 18
    case .counterpartyAddress: 19
    case .counterpartyPhone: 20
    case .counterpartyState: 21
    case .counterpartyCountry: 22
    case .memo: 23
    case .merchantCategory: 24
    case .balance: 25
    case .branch: 26
    case .state: 27
    case .zip: 28
    case .county: 29
    case .conductor: 30
    case .device: 31
    case .phone: 32
    case .employer: 33
    case .reference: 34
    case .institution: 35
    case .recordType: 36
    case .original: 37
    case .status: 38
    }
  }
}
