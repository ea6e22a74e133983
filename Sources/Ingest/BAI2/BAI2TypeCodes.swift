import Ledger

/// What the type codes of transactions say (Cash Management Balance Reporting Specifications, version 2, appendix A).
enum BAI2TypeCodes {
  /// Which way money moved; nil of codes that are no transactions. 920–959 and 960–999 are free for the bank's own
  /// credits and debits.
  static func direction(_ code: Int) -> Direction? {
    switch code {
    case 100...399, 721...728, 920...959: .credit
    case 400...699, 760, 960...999: .debit
    default: nil
    }
  }

  /// Whether it is an item of a deposit or disbursement that stands before it: in a lock box, of DTC, by ACH.
  static func isItem(_ code: Int) -> Bool { [116, 136, 143, 452].contains(code) }

  static func channel(_ code: Int) -> StaticString? {
    switch code {
    // Currency and coin deposited or shipped; cash centers.
    case 353, 366, 629, 666: "cash"
    case 295, 595: "atm"
    // Money transfers, international ones and foreign remittances.
    case 195, 208, 216, 493, 495, 508, 516: "wire"
    // ACH, corporate trade payments, preauthorized drafts, EDI, standing orders.
    case 121...123, 142, 143, 145, 155, 156, 164...166, 168, 169, 227, 257, 258: "ach"
    case 421...423, 445, 447, 451, 452, 455, 462, 464, 466, 468, 469, 527, 557, 558: "ach"
    case 147: "card"
    // Lock boxes, deposits of checks, drafts and cash letters, checks paid and returned.
    case 115, 116, 118, 175, 176, 184, 187, 189, 221, 222, 255, 395: "check"
    case 415, 435, 472, 474, 475, 484, 487, 489, 522, 555: "check"
    case 382, 383, 682, 683: "instrument"
    // Internal, automatic and book transfers, zero balance accounts.
    case 191, 201, 206, 275, 277, 491, 501, 506, 575, 577: "book"
    default: nil
    }
  }

  static func purpose(_ code: Int) -> StaticString? {
    switch code {
    case 373, 673: "payroll"
    case 224, 524, 564, 567, 661, 698: "fee"
    case 398: "refund"
    case 171, 481: "loan"
    case 677: "tax"
    default: nil
    }
  }

  /// Whether the company is the other side of such a transaction, in its text before `DES:`.
  static func isACH(_ code: Int) -> Bool { channel(code).map { FieldBytes($0).reads("ach") } ?? false }
}
