import Ledger

/// What the code lists of ISO 20022 mean here (External Code Sets of iso20022.org).
enum ISOCodes {
  // MARK: Purposes

  /// ExternalPurpose1Code and ExternalCategoryPurpose1Code, where they leave no doubt.
  private static let purposes = table([
    ("payroll", "SALA PAYR BONU"), ("benefit", "SSBE BENE BECH TAXR"),
    ("tax", "TAXS VATX WHLD INTX HSTX NITX ESTX"), ("rent", "RENT"), ("tuition", "STDY EDUC"),
    ("loan", "LOAN LOAR HLRP HLST"), ("refund", "REFU"), ("fee", "BKFE"),
  ])
  private static let purposeNames: [StaticString] = [
    "payroll", "benefit", "tax", "rent", "tuition", "loan", "refund", "fee",
  ]

  /// Codes to the place of their meaning in the list.
  private static func table(_ rows: [(String, String)]) -> WordTable {
    var table = WordTable()
    for (index, row) in rows.enumerated() {
      for word in row.1.split(separator: " ") { table.set(String(word), UInt16(index)) }
    }
    return table
  }

  private static func meaning(_ code: FieldBytes, _ table: WordTable, _ names: [StaticString]) -> FieldBytes {
    guard !code.isEmpty, let place = table.value(key: WordTable.key(code)) else { return .empty }
    return FieldBytes(names[Int(place)])
  }

  /// What a payment was for, by its purpose or the category of it.
  static func purpose(_ code: FieldBytes, category: FieldBytes) -> FieldBytes {
    meaning(code, purposes, purposeNames).or(meaning(category, purposes, purposeNames))
  }

  /// Whether the bank's own code says that it is a charge.
  static func isFee(subfamily: FieldBytes) -> Bool {
    subfamily.says("CHRG") || subfamily.says("FEES") || subfamily.says("COMM")
  }

  // MARK: Statuses

  private static let statuses = table([
    ("booked", "BOOK"), ("pending", "PDNG FUTR"), ("information", "INFO"),
  ])

  /// The booking status of an entry; what is none is handed on as it is, to be rejected.
  static func status(_ code: FieldBytes) -> FieldBytes {
    meaning(code, statuses, ["booked", "pending", "information"]).or(code)
  }

  // MARK: Channels

  private static let channels: [StaticString] = [
    "wire", "ach", "card", "check", "cash", "atm", "book", "instrument", "other",
  ]

  /// ExternalBankTransactionSubFamily1Code, where it says more than the family.
  private static let bySubfamily = table([
    ("wire", "XBCT PRCT SDVA FICT"),
    ("ach", "ESCT ACDT ACCO ADBT ACOR APAC ARET AREV ARPD ATXN AUTT ESDD BBDD OODD PADD SALA"),
    ("card", "POSD POSC POSP SMCD"), ("check", "CHKD CCHQ BCHQ URCQ CQRV XBCQ OPCQ ORCQ ARCC"),
    ("cash", "CDPT CWDL FCDP FCWD"), ("atm", ""), ("book", "BOOK SWEP ZABA TOPG"),
    ("instrument", "CRCQ TCDP TCWD"),
  ])

  /// ExternalBankTransactionFamily1Code of payments and cash management.
  private static let byFamily = table([
    ("wire", "RCDT ICDT RRCT IRCT"), ("ach", "RDDT IDDT"), ("card", "CCRD MCRD"), ("check", "RCHQ ICHQ LBOX"),
    ("cash", ""), ("atm", ""), ("book", "CAPL ACCB"), ("instrument", "DRFT"),
  ])

  /// Words in codes of a bank's own.
  private static let words: [(StaticString, Int)] = [
    ("wire", 0), ("ach", 1), ("bacs", 1), ("sepa", 1), ("rtp", 0), ("fedwire", 0), ("chaps", 0), ("atm", 5),
    ("cash", 4),
    ("check", 3), ("cheque", 3), ("card", 2), ("book", 6), ("internal", 6),
  ]

  /// The channel of an entry by its bank transaction code; empty where it says none.
  static func channel(domain: FieldBytes, family: FieldBytes, subfamily: FieldBytes, own: FieldBytes)
    -> FieldBytes
  {
    guard domain.says("PMNT") || domain.says("ACMT") || domain.says("CAMT") else {
      return domain.isEmpty ? channel(word: own) : FieldBytes("other")
    }
    // Cash at a machine is a card's business; cash over the counter is not.
    let isCard = family.says("CCRD") || family.says("MCRD")
    if isCard, subfamily.says("CWDL") || subfamily.says("CDPT") { return FieldBytes("atm") }
    let found = meaning(subfamily, bySubfamily, channels)
    if isCard, !found.isEmpty { return FieldBytes("card") }
    return found.or(meaning(family, byFamily, channels)).or(channel(word: own))
  }

  private static func channel(word own: FieldBytes) -> FieldBytes {
    var start = 0
    for index in 0...own.count {
      guard index == own.count || (own[index] | 0x20) &- 0x61 >= 26 else { continue }
      let word = own.slice(start, index)
      for (known, channel) in words where word.says(known) { return FieldBytes(channels[channel]) }
      start = index + 1
    }
    return .empty
  }

  /// The channel of a payment or an order by its service level and local instrument.
  static func channel(level: FieldBytes, instrument: FieldBytes, method: FieldBytes) -> FieldBytes {
    if method.says("CHK") { return FieldBytes("check") }
    if instrument.says("INST") || level.says("URGP") || level.says("SDVA") { return FieldBytes("wire") }
    let isBatch = level.says("SEPA") || level.says("NURG") || level.says("BACS")
    return isBatch || automatedClearing.value(key: WordTable.key(instrument)) != nil
      ? FieldBytes("ach") : FieldBytes("wire")
  }

  /// Standard entry classes of NACHA and schemes of direct debit, which local instruments name.
  private static let automatedClearing = table([
    ("ach", "CCD CCDP CTX PPD PPDP WEB TEL CIE IAT ACH CORE B2B COR1 BACS")
  ])

  /// Whether a reference is none: what systems write where they must write something.
  static func isNoReference(_ text: FieldBytes) -> Bool {
    text.isEmpty || text.says("NOTPROVIDED") || text.says("NONREF") || text.says("NOT PROVIDED")
      || text.says("NOREF")
      || text.says("NONE") || text.says("N/A") || text.says("UNKNOWN")
  }
}
