import Ledger

/// What a payment was for, where the company entry description says so beyond doubt.
///
/// `PAYROLL` is the standard's own word for wages since 2026, `ACCTVERIFY` for micro-entries since 2022; what the
/// Treasury pays carries its `TREAS 310` and the descriptions of the Green Book (Bureau of the Fiscal Service).
enum NACHAPurpose {
  /// The word of `Purpose`; empty where nothing is certain. Wages are paid to people (PPD): what companies credit each
  /// other under that word funds a payroll, or settles one.
  static func ofCredit(_ description: FieldBytes, company: FieldBytes, _ entryClass: EntryClass?)
    -> FieldBytes
  {
    let words = uppercased(description)
    if entryClass == .prearranged, wages.contains(where: words.hasPrefix) { return FieldBytes("payroll") }
    if isVerification(words) { return FieldBytes("verification") }
    let isTreasury = uppercased(company).contains("TREAS")
    if isTreasury, benefits.contains(where: words.contains) { return FieldBytes("benefit") }
    return .empty
  }

  static func ofDebit(_ description: FieldBytes) -> FieldBytes {
    let words = uppercased(description)
    if isVerification(words) { return FieldBytes("verification") }
    return words.hasPrefix("USATAXPYMT") ? FieldBytes("tax") : .empty
  }

  /// Addenda of tax payments begin so (TXP banking convention of NACHA and the Federation of Tax Administrators).
  static func isTax(_ addenda: FieldBytes) -> Bool {
    addenda.count > 4 && addenda.slice(0, 4).reads("TXP*")
  }

  /// The word for a transaction type of an IAT entry (addenda 10, columns 4-6); empty where it is no purpose.
  static func ofInternational(_ type: FieldBytes) -> FieldBytes {
    if type.reads("SAL") { return FieldBytes("payroll") }
    if type.reads("TAX") { return FieldBytes("tax") }
    if type.reads("LOA") || type.reads("MOR") { return FieldBytes("loan") }
    if type.reads("RLS") { return FieldBytes("rent") }
    return .empty
  }

  private static let wages = [
    "PAYROLL", "PAY ROLL", "SALARY", "REG.SALARY", "REG SALARY", "REGSALARY", "WAGES", "NET PAY", "NET=PAY",
    "NETPAY", "FED SAL", "FED SALARY",
  ]
  private static let benefits = [
    "SOC SEC", "SUPP SEC", "VA BENE", "VAED", "RR RET", "RR UI", "BLACK LUNG", "CIV SERV", "TAX REF",
    "TAXREF",
    "TAXEIP", "CHILDCTC",
  ]

  private static func isVerification(_ words: String) -> Bool { words.hasPrefix("ACCTVERIFY") }

  private static func uppercased(_ text: FieldBytes) -> String {
    String(decoding: text.buffer, as: UTF8.self).uppercased()
  }
}
