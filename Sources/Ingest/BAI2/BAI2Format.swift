/// BAI2 balance and transaction reports (Bank Administration Institute, Cash Management Balance Reporting
/// Specifications, version 2).
enum BAI2Format: MessageFormat {
  static let title = "BAI2"
  /// Amounts count minor units and have no mark.
  static let amount = AmountRule(isMinorUnits: true)

  static func makeDecoder() -> any MessageDecoder { BAI2Decoder() }

  static func recognises(_ sample: MessageSample) -> Bool {
    guard sample.text.hasPrefix("01,") else { return false }
    // The group header is the next record, perhaps on the same line.
    return sample.text.prefix(recognisedBytes).split(whereSeparator: { $0.isNewline || $0 == "/" })
      .dropFirst()
      .prefix(2).contains { $0.drop { $0 == " " }.hasPrefix("02,") }
  }

  /// Two records, however padded.
  private static let recognisedBytes = 1024

  static func namesBothBanks(_ sample: MessageSample) -> Bool { false }
}

extension RejectionCode {
  static let reportRecordUnknown = RejectionCode(
    "record-code-unknown", "The line begins with none of the record codes 01, 02, 03, 16, 49, 88, 98 and 99.")
  static let reportTypeUnknown = RejectionCode(
    "type-code-unknown", "The type code says neither credit (100 to 399) nor debit (400 to 699).")
  static let reportWithoutMoney = RejectionCode(
    "no-money", "The record holds information without money (type 890).", isSetAside: true)
  static let reportToldInItems = RejectionCode(
    "told-in-items", "The items after it make up all of it, and are taken instead.", isSetAside: true)
  static let reportItemOfDeposit = RejectionCode(
    "item-of-deposit", "It is an item of the deposit before it, which is taken as a whole.", isSetAside: true)
  static let reportForTest = RejectionCode(
    "group-not-in-force", "Its group is marked as deleted or as a test.", isSetAside: true)
}
