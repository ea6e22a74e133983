/// What the codes of statement lines say of channel and purpose, where that is certain.
enum StatementCodes {
  /// By the type of field 61 (SWIFT User Handbook, MT940, field 61, codes of subfield 6).
  static func channel(_ type: FieldBytes) -> StaticString? {
    guard type.count == 4 else { return nil }
    // `S103`: the booking of a SWIFT message.
    if type[0] == 0x53, type.hasDigits(1..<4) {
      return type[1] == 0x31 || type[1] == 0x32 ? "wire" : nil
    }
    let code = type.rest(1)
    for (name, channel) in channels where code.reads(name) { return channel }
    return nil
  }

  private static let channels: [(StaticString, StaticString)] = [
    ("TRF", "wire"),  // transfer
    ("BNK", "wire"),  // cash transfer between banks
    ("DDT", "ach"),  // direct debit item
    ("STO", "ach"),  // standing order
    ("CHK", "check"),  // cheques
    ("CLR", "check"),  // cash letters and cheque remittances
    ("LBX", "check"),  // lock box
    ("TCK", "instrument"),  // travellers cheques
    ("CMI", "book"), ("CMN", "book"), ("CMS", "book"), ("CMT", "book"), ("CMZ", "book"),  // cash management
  ]

  /// By the type of field 61.
  static func purpose(_ type: FieldBytes) -> StaticString? {
    guard type.count == 4 else { return nil }
    let code = type.rest(1)
    // Charges, commission, transaction fee, brokerage fee; taxes.
    if code.reads("CHG") || code.reads("COM") || code.reads("TRN") || code.reads("BRF") { return "fee" }
    if code.reads("TAX") { return "tax" }
    return code.reads("LDP") ? "loan" : nil
  }

  /// By the business transaction code of German banks (Deutsche Kreditwirtschaft, DFÜ agreement, annex 3, GVC).
  static func german(_ code: Int) -> (channel: StaticString?, purpose: StaticString?) {
    switch code {
    case 82, 83: ("cash", nil)
    case 4, 5, 104, 105, 107, 108, 109, 171, 174: ("ach", nil)
    case 70, 101, 102, 111, 170: ("check", nil)
    case 103: ("instrument", nil)
    case 106, 110: ("card", nil)
    case 53, 153: (nil, "payroll")
    case 820, 833: ("book", nil)
    case 805, 806, 808, 809: (nil, "fee")
    default: (nil, nil)
    }
  }

  /// By the external purpose codes of ISO 20022 (ExternalPurpose1Code).
  static func purpose(iso code: [UInt8]) -> StaticString? {
    switch String(decoding: code, as: UTF8.self) {
    case "SALA", "PAYR", "BONU": "payroll"
    case "SSBE", "BENE", "PENS", "UBIL": "benefit"
    case "TAXS", "VATX", "WHLD": "tax"
    case "RENT": "rent"
    case "LOAN", "LOAR": "loan"
    default: nil
    }
  }
}
