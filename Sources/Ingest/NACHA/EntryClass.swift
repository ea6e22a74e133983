import Ledger

/// Standard entry class codes (columns 51-53 of a batch header), and what they make of its entries.
enum EntryClass: String, CaseIterable {
  case acknowledgement = "ACK"
  case advice = "ADV"
  case accountsReceivable = "ARC"
  case acknowledgementWithText = "ATX"
  case backOffice = "BOC"
  case corporate = "CCD"
  case customerInitiated = "CIE"
  case correction = "COR"
  case corporateTrade = "CTX"
  case deathNotice = "DNE"
  case enrolment = "ENR"
  case international = "IAT"
  case machineTransfer = "MTE"
  case pointOfPurchase = "POP"
  case pointOfSale = "POS"
  case prearranged = "PPD"
  case representedCheck = "RCK"
  case sharedNetwork = "SHR"
  case telephone = "TEL"
  case truncatedCheck = "TRC"
  case truncatedChecks = "TRX"
  case web = "WEB"
  case destroyedCheck = "XCK"

  /// How money moved, by the word of `Channel`. Credits of WEB are what one person sends to another.
  func channel(isCredit: Bool) -> FieldBytes {
    switch self {
    case .accountsReceivable, .backOffice, .pointOfPurchase, .representedCheck, .truncatedCheck,
      .truncatedChecks, .destroyedCheck:
      FieldBytes("check")
    case .pointOfSale, .sharedNetwork: FieldBytes("card")
    case .machineTransfer: FieldBytes("atm")
    case .web: isCredit ? FieldBytes("p2p") : FieldBytes("ach")
    default: FieldBytes("ach")
    }
  }

  /// Where its entries, though they are none, say what they are: nil of those that are payments.
  var notice: RejectionCode? {
    switch self {
    case .advice: .accountingAdvice
    case .acknowledgement, .acknowledgementWithText: .acknowledgement
    case .deathNotice: .deathNotice
    case .enrolment: .enrolment
    case .correction: .notificationOfChange
    default: nil
    }
  }
}

/// The columns of an entry that differ by class: Appendix Three, sequence of records, entry detail of each class.
struct EntryLayout {
  var account: (Int, Int) = (13, 29)
  var amount: (Int, Int) = (30, 39)
  /// Identification, check serial number or document reference.
  var reference: (Int, Int)? = (40, 54)
  /// The receiver.
  var name: (Int, Int)? = (55, 76)
  /// City and state of the terminal.
  var city: (Int, Int)?
  var state: (Int, Int)?

  static func of(_ entryClass: EntryClass?) -> EntryLayout {
    var layout = EntryLayout()
    switch entryClass {
    case .advice: (layout.account, layout.amount, layout.reference) = ((13, 27), (28, 39), nil)
    case .international: (layout.account, layout.reference, layout.name) = ((40, 74), nil, nil)
    case .corporateTrade, .acknowledgementWithText, .enrolment, .truncatedChecks: layout.name = (59, 74)
    case .pointOfPurchase: (layout.reference, layout.city, layout.state) = ((40, 48), (49, 52), (53, 54))
    // Columns 40-43 are the month in which a card expires, 55-76 its number.
    case .sharedNetwork: (layout.reference, layout.name) = ((44, 54), nil)
    // Columns 55-76 are a bank's own reference to the check.
    case .truncatedCheck, .destroyedCheck: layout.name = nil
    default: break
    }
    return layout
  }
}
