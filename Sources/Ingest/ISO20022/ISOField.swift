/// Who is spoken of in a message: the parties of a payment, and the account a statement is of.
enum ISORole: UInt8, CaseIterable {
  case debtor
  case creditor
  case ultimateDebtor
  case ultimateCreditor
  /// The account a statement is of, its owner and its servicer.
  case account
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
  static let serviceReference = ISOField(rawValue: 2)
  static let instructionID = ISOField(rawValue: 3)
  static let endToEndID = ISOField(rawValue: 4)
  static let transactionID = ISOField(rawValue: 5)
  static let uetr = ISOField(rawValue: 6)
  static let checkNumber = ISOField(rawValue: 7)
  static let paymentID = ISOField(rawValue: 8)
  static let originalUETR = ISOField(rawValue: 9)
  static let originalTransactionID = ISOField(rawValue: 10)
  static let originalEndToEndID = ISOField(rawValue: 11)
  static let returnID = ISOField(rawValue: 12)
  // Money.
  static let amount = ISOField(rawValue: 13)
  static let currency = ISOField(rawValue: 14)
  /// A second statement of the amount, and a third: of a detail, of what was instructed, of the original.
  static let otherAmount = ISOField(rawValue: 15)
  static let otherCurrency = ISOField(rawValue: 16)
  static let instructedAmount = ISOField(rawValue: 17)
  static let instructedCurrency = ISOField(rawValue: 18)
  static let counterAmount = ISOField(rawValue: 19)
  static let counterCurrency = ISOField(rawValue: 20)
  static let originalAmount = ISOField(rawValue: 21)
  static let originalCurrency = ISOField(rawValue: 22)
  static let charge = ISOField(rawValue: 23)
  static let direction = ISOField(rawValue: 24)
  static let isReversal = ISOField(rawValue: 25)
  static let status = ISOField(rawValue: 26)
  // When.
  static let created = ISOField(rawValue: 27)
  static let bookingDate = ISOField(rawValue: 28)
  static let valueDate = ISOField(rawValue: 29)
  static let accepted = ISOField(rawValue: 30)
  // What kind.
  static let domain = ISOField(rawValue: 31)
  static let family = ISOField(rawValue: 32)
  static let subfamily = ISOField(rawValue: 33)
  static let proprietaryCode = ISOField(rawValue: 34)
  static let purpose = ISOField(rawValue: 35)
  static let categoryPurpose = ISOField(rawValue: 36)
  static let serviceLevel = ISOField(rawValue: 37)
  static let localInstrument = ISOField(rawValue: 38)
  static let paymentMethod = ISOField(rawValue: 39)
  static let merchantCategory = ISOField(rawValue: 40)
  static let terminal = ISOField(rawValue: 41)
  // What was written.
  static let remittance = ISOField(rawValue: 42)
  static let additional = ISOField(rawValue: 43)
  static let returnReason = ISOField(rawValue: 44)
  // Totals a message states of itself, and balances.
  static let statedCount = ISOField(rawValue: 45)
  static let statedSum = ISOField(rawValue: 46)
  static let statedTotal = ISOField(rawValue: 47)
  static let creditCount = ISOField(rawValue: 48)
  static let creditSum = ISOField(rawValue: 49)
  static let debitCount = ISOField(rawValue: 50)
  static let debitSum = ISOField(rawValue: 51)
  static let netAmount = ISOField(rawValue: 52)
  static let netDirection = ISOField(rawValue: 53)
  static let balanceType = ISOField(rawValue: 54)
  static let balanceAmount = ISOField(rawValue: 55)
  static let balanceCurrency = ISOField(rawValue: 56)
  static let balanceDirection = ISOField(rawValue: 57)
  static let page = ISOField(rawValue: 58)
  static let isLastPage = ISOField(rawValue: 59)

  private static let firstOfParties: UInt8 = 60

  /// What is told of a party.
  @inline(__always)
  static func of(_ role: ISORole, _ facet: ISOFacet) -> ISOField {
    ISOField(rawValue: firstOfParties + role.rawValue * UInt8(ISOFacet.allCases.count) + facet.rawValue)
  }

  /// How many there are.
  static let count = Int(firstOfParties) + ISORole.allCases.count * ISOFacet.allCases.count
}
