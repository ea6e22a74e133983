/// Who is spoken of in a message: the parties of a payment, and the account a statement is of.
enum ISORole: UInt8, CaseIterable {
  case debtor
  case creditor
  case ultimateDebtor
  case ultimateCreditor
  /// The account a statement is of, its owner and its servicer.
  case account
  /// Whoever sends and receives one leg of a payment between banks.
  case instructing
  case instructed
}

/// What a message tells of one of them.
enum ISOFacet: UInt8, CaseIterable {
  case name
  /// Street, building and free address lines, in the order they came.
  case street
  case zip
  case town
  case state
  case country
  case residence
  case phone
  case account
  /// Alias of an account: a telephone number, an e-mail address.
  case proxy
  /// Of its bank.
  case bic
  /// Routing number, or number in another clearing system.
  case member
  case bankName
  case bankID
  /// What it is called by where it is a bank itself: BIC, routing number, other.
  case institution
}

/// A value of a message, whichever element of whichever version holds it.
struct ISOField: Hashable {
  let rawValue: UInt8

  /// No field.
  static let none = ISOField(rawValue: 0)
  // What a record is called.
  static let messageID = ISOField(rawValue: 1)
  static let entryReference = ISOField(rawValue: 2)
  static let serviceReference = ISOField(rawValue: 3)
  static let instructionID = ISOField(rawValue: 4)
  static let endToEndID = ISOField(rawValue: 5)
  static let transactionID = ISOField(rawValue: 6)
  static let uetr = ISOField(rawValue: 7)
  static let checkNumber = ISOField(rawValue: 8)
  static let paymentID = ISOField(rawValue: 9)
  static let originalUETR = ISOField(rawValue: 10)
  static let originalTransactionID = ISOField(rawValue: 11)
  static let originalEndToEndID = ISOField(rawValue: 12)
  static let returnID = ISOField(rawValue: 13)
  // Money.
  static let amount = ISOField(rawValue: 14)
  static let currency = ISOField(rawValue: 15)
  /// A second statement of the amount, and a third: of a detail, of what was instructed, of the original.
  static let otherAmount = ISOField(rawValue: 16)
  static let otherCurrency = ISOField(rawValue: 17)
  static let instructedAmount = ISOField(rawValue: 18)
  static let instructedCurrency = ISOField(rawValue: 19)
  static let counterAmount = ISOField(rawValue: 20)
  static let counterCurrency = ISOField(rawValue: 21)
  static let originalAmount = ISOField(rawValue: 22)
  static let originalCurrency = ISOField(rawValue: 23)
  static let charge = ISOField(rawValue: 24)
  static let direction = ISOField(rawValue: 25)
  static let isReversal = ISOField(rawValue: 26)
  static let status = ISOField(rawValue: 27)
  // When.
  static let created = ISOField(rawValue: 28)
  static let bookingDate = ISOField(rawValue: 29)
  static let valueDate = ISOField(rawValue: 30)
  static let accepted = ISOField(rawValue: 31)
  // What kind.
  static let domain = ISOField(rawValue: 32)
  static let family = ISOField(rawValue: 33)
  static let subfamily = ISOField(rawValue: 34)
  static let proprietaryCode = ISOField(rawValue: 35)
  static let purpose = ISOField(rawValue: 36)
  static let categoryPurpose = ISOField(rawValue: 37)
  static let serviceLevel = ISOField(rawValue: 38)
  static let localInstrument = ISOField(rawValue: 39)
  static let paymentMethod = ISOField(rawValue: 40)
  static let merchantCategory = ISOField(rawValue: 41)
  static let terminal = ISOField(rawValue: 42)
  // What was written.
  static let remittance = ISOField(rawValue: 43)
  static let additional = ISOField(rawValue: 44)
  static let returnReason = ISOField(rawValue: 45)
  // Totals a message states of itself, and balances.
  static let statedCount = ISOField(rawValue: 46)
  static let statedSum = ISOField(rawValue: 47)
  static let statedTotal = ISOField(rawValue: 48)
  static let creditCount = ISOField(rawValue: 49)
  static let creditSum = ISOField(rawValue: 50)
  static let debitCount = ISOField(rawValue: 51)
  static let debitSum = ISOField(rawValue: 52)
  static let netAmount = ISOField(rawValue: 53)
  static let netDirection = ISOField(rawValue: 54)
  static let balanceType = ISOField(rawValue: 55)
  static let balanceAmount = ISOField(rawValue: 56)
  static let balanceCurrency = ISOField(rawValue: 57)
  static let balanceDirection = ISOField(rawValue: 58)
  static let page = ISOField(rawValue: 59)
  static let isLastPage = ISOField(rawValue: 60)

  private static let firstOfParties: UInt8 = 61

  /// What is told of a party.
  @inline(__always)
  static func of(_ role: ISORole, _ facet: ISOFacet) -> ISOField {
    ISOField(rawValue: firstOfParties + role.rawValue * UInt8(ISOFacet.allCases.count) + facet.rawValue)
  }

  /// How many there are.
  static let count = Int(firstOfParties) + ISORole.allCases.count * ISOFacet.allCases.count
}
