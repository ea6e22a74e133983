import Ledger

/// The tags of the format (FAIM 3.0.6, field tags).
enum FedwireTag: Int, CaseIterable {
  // Appended by the Fedwire system.
  case disposition = 1100, receiptTime = 1110, outputAccountability = 1120, fault = 1130
  case senderSupplied = 1500, type = 1510, inputAccountability = 1520
  case amount = 2000
  case sender = 3100, senderReference = 3320, receiver = 3400, previousMessage = 3500
  case businessFunction = 3600, localInstrument = 3610, paymentNotification = 3620
  case charges = 3700, instructedAmount = 3710, exchangeRate = 3720
  case intermediary = 4000, beneficiaryBank = 4100, beneficiary = 4200, beneficiaryReference = 4320
  case debitedInDrawdown = 4400
  case originator = 5000, originatorOptionF = 5010, originatorBank = 5100, instructingBank = 5200
  case creditedInDrawdown = 5400
  case remittance = 6000, receiverInformation = 6100, drawdownAdvice = 6110
  case intermediaryInformation = 6200, intermediaryAdvice = 6210
  case beneficiaryBankInformation = 6300, beneficiaryBankAdvice = 6310
  case beneficiaryInformation = 6400, beneficiaryAdvice = 6410, methodOfPayment = 6420
  case bankInformation = 6500
  // The cover payment's own fields, by their SWIFT numbers.
  case coverAmount = 7033, coverOrdering = 7050, coverOrderingBank = 7052, coverIntermediary = 7056
  case coverAccountBank = 7057, coverBeneficiary = 7059, coverRemittance = 7070, coverInformation = 7072
  case unstructuredAddenda = 8200, relatedRemittance = 8250, remittanceOriginator = 8300
  case remittanceBeneficiary = 8350, primaryDocument = 8400, amountPaid = 8450, grossAmount = 8500
  case discount = 8550, adjustment = 8600, documentDate = 8650, secondaryDocument = 8700
  case remittanceText = 8750
  case serviceMessage = 9000

  /// Bytes of `{1500}`.
  static let width = 6

  /// The next tag at or after `start`, known or not.
  static func next(in bytes: UnsafeRawBufferPointer, from start: Int) -> (offset: Int, number: Int)? {
    var offset = start
    while offset + width <= bytes.count {
      if bytes[offset] == UInt8(ascii: "{"), bytes[offset + 5] == UInt8(ascii: "}"),
        let number = FieldBytes(UnsafeRawBufferPointer(rebasing: bytes[(offset + 1)..<(offset + 5)])).number
      {
        return (offset, number)
      }
      offset += 1
    }
    return nil
  }
}
