/// Where the messages of ISO 20022 say what: paths of element names below an anchor, and the fields they fill.
///
/// After the message definition reports of ISO 20022 (iso20022.org, "Payments Clearing and Settlement", "Payments
/// Initiation", "Bank-to-Customer Cash Management"), all versions at once: names of old versions stand beside new ones,
/// and no version uses a name for something else.
enum ISOPaths {
  /// One path. A value that comes again is joined to the first with `separator`; without one the first stays.
  struct Entry {
    var path: String
    var field: ISOField
    var separator: UInt8?
    /// The field its attribute `Ccy` fills.
    var currency: ISOField

    init(_ path: String, _ field: ISOField, joinedBy separator: Character? = nil, currency: ISOField = .none)
    {
      self.path = path
      self.field = field
      self.separator = separator?.asciiValue
      self.currency = currency
    }
  }

  // MARK: Parties

  /// Below a party, such as `Dbtr`.
  private static let party: [(String, ISOFacet, Character?)] = [
    ("Nm", .name, nil),
    ("PstlAdr/StrtNm", .street, ","), ("PstlAdr/BldgNb", .street, " "), ("PstlAdr/BldgNm", .street, ","),
    ("PstlAdr/PstBx", .street, ","), ("PstlAdr/AdrLine", .street, ","), ("PstlAdr/PstCd", .zip, nil),
    ("PstlAdr/TwnNm", .town, nil), ("PstlAdr/CtrySubDvsn", .state, nil), ("PstlAdr/Ctry", .country, nil),
    ("CtryOfRes", .residence, nil), ("CtctDtls/PhneNb", .phone, nil), ("CtctDtls/MobNb", .phone, nil),
  ]

  /// Below an account, such as `DbtrAcct`.
  private static let account: [(String, ISOFacet)] = [
    ("Id/IBAN", .account), ("Id/BBAN", .account), ("Id/UPIC", .account), ("Id/PrtryAcct/Id", .account),
    ("Id/Othr/Id", .account), ("Prxy/Id", .proxy),
  ]

  /// Below `FinInstnId` of an agent.
  private static let institution: [(String, ISOFacet)] = [
    ("BICFI", .bic), ("BIC", .bic), ("CmbndId/BIC", .bic), ("ClrSysMmbId/MmbId", .member),
    ("ClrSysMmbId/Id", .member), ("CmbndId/ClrSysMmbId/Id", .member), ("Nm", .bankName),
    ("NmAndAdr/Nm", .bankName),
    ("CmbndId/Nm", .bankName), ("LEI", .bankID), ("PrtryId/Id", .bankID), ("Othr/Id", .bankID),
  ]

  private static func party(_ role: ISORole, at anchor: String) -> [Entry] {
    party.map { Entry(anchor + "/" + $0.0, .of(role, $0.1), joinedBy: $0.2) }
  }

  private static func account(_ role: ISORole, at anchor: String) -> [Entry] {
    account.map { Entry(anchor + "/" + $0.0, .of(role, $0.1)) }
  }

  private static func agent(_ role: ISORole, at anchor: String) -> [Entry] {
    institution.map { Entry(anchor + "/FinInstnId/" + $0.0, .of(role, $0.1)) }
  }

  /// Debtor and creditor with their accounts and agents, as most messages name them.
  private static func parties(at anchor: String = "", agents: String = "", wrapped: [String] = ["", "/Pty"])
    -> [Entry]
  {
    let roles: [(ISORole, String)] = [(.debtor, "Dbtr"), (.creditor, "Cdtr")]
    let ultimate: [(ISORole, String)] = [(.ultimateDebtor, "UltmtDbtr"), (.ultimateCreditor, "UltmtCdtr")]
    var entries: [Entry] = []
    for (role, name) in roles + ultimate {
      for wrapper in wrapped { entries += party(role, at: anchor + name + wrapper) }
    }
    for (role, name) in roles {
      entries += account(role, at: anchor + name + "Acct")
      entries += agent(role, at: agents + name + "Agt")
      // A bank may be a party itself.
      for wrapper in ["", "/Agt"] {
        entries.append(Entry(anchor + name + wrapper + "/FinInstnId/Nm", .of(role, .name)))
        for (path, facet) in institution where facet != .bankName {
          entries.append(Entry(anchor + name + wrapper + "/FinInstnId/" + path, .of(role, .institution)))
        }
      }
    }
    return entries
  }

  // MARK: What is the same in all messages

  private static let remittance: [Entry] = [
    "RmtInf/Ustrd", "RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/CdtrRefInf/CdtrRef",
    "RmtInf/Strd/RfrdDocInf/Nb",
    "RmtInf/Strd/RfrdDocInf/RfrdDocNb", "RmtInf/Strd/AddtlRmtInf",
  ].map { Entry($0, .remittance, joinedBy: " ") }

  private static func identifiers(at anchor: String) -> [Entry] {
    [
      Entry(anchor + "InstrId", .instructionID), Entry(anchor + "EndToEndId", .endToEndID),
      Entry(anchor + "TxId", .transactionID), Entry(anchor + "UETR", .uetr),
      Entry(anchor + "AcctSvcrRef", .serviceReference), Entry(anchor + "ChqNb", .checkNumber),
      Entry(anchor + "PmtInfId", .paymentID),
    ]
  }

  private static func kind(at anchor: String) -> [Entry] {
    [
      Entry(anchor + "PmtTpInf/SvcLvl/Cd", .serviceLevel),
      Entry(anchor + "PmtTpInf/SvcLvl/Prtry", .serviceLevel),
      Entry(anchor + "PmtTpInf/LclInstrm/Cd", .localInstrument),
      Entry(anchor + "PmtTpInf/LclInstrm/Prtry", .localInstrument),
      Entry(anchor + "PmtTpInf/CtgyPurp/Cd", .categoryPurpose),
      Entry(anchor + "PmtTpInf/CtgyPurp", .categoryPurpose),
      Entry(anchor + "PmtTpInf/CtgyPurp/Prtry", .categoryPurpose),
    ]
  }

  private static let purpose = [Entry("Purp/Cd", .purpose), Entry("Purp/Prtry", .purpose)]

  private static func code(at anchor: String) -> [Entry] {
    [
      Entry(anchor + "Domn/Cd", .domain), Entry(anchor + "Domn/Fmly/Cd", .family),
      Entry(anchor + "Domn/Fmly/SubFmlyCd", .subfamily), Entry(anchor + "Prtry/Cd", .proprietaryCode),
    ]
  }

  private static func date(_ name: String, _ field: ISOField) -> [Entry] {
    [Entry(name, field), Entry(name + "/Dt", field), Entry(name + "/DtTm", field)]
  }

  // MARK: Statements: camt.052, camt.053, camt.054

  static let statementHeader: [Entry] = [
    Entry("MsgId", .messageID), Entry("CreDtTm", .created), Entry("MsgPgntn/PgNb", .page),
    Entry("MsgPgntn/LastPgInd", .isLastPage),
  ]

  /// Below `Stmt`, `Rpt` or `Ntfctn`.
  static let statement: [Entry] =
    account(.account, at: "Acct") + party(.account, at: "Acct/Ownr") + party(.account, at: "Acct/Ownr/Pty")
    + agent(.account, at: "Acct/Svcr")
    + [
      Entry("CreDtTm", .created), Entry("StmtPgntn/PgNb", .page), Entry("StmtPgntn/LastPgInd", .isLastPage),
      Entry("RptPgntn/PgNb", .page), Entry("RptPgntn/LastPgInd", .isLastPage),
      Entry("NtfctnPgntn/PgNb", .page),
      Entry("NtfctnPgntn/LastPgInd", .isLastPage),
      Entry("TxsSummry/TtlNtries/NbOfNtries", .statedCount), Entry("TxsSummry/TtlNtries/Sum", .statedSum),
      Entry("TxsSummry/TtlNtries/TtlNetNtryAmt", .netAmount),
      Entry("TxsSummry/TtlNtries/CdtDbtInd", .netDirection),
      Entry("TxsSummry/TtlNtries/TtlNetNtry/Amt", .netAmount),
      Entry("TxsSummry/TtlNtries/TtlNetNtry/CdtDbtInd", .netDirection),
      Entry("TxsSummry/TtlCdtNtries/NbOfNtries", .creditCount),
      Entry("TxsSummry/TtlCdtNtries/Sum", .creditSum),
      Entry("TxsSummry/TtlDbtNtries/NbOfNtries", .debitCount), Entry("TxsSummry/TtlDbtNtries/Sum", .debitSum),
    ]

  /// Below `Bal`.
  static let balance: [Entry] = [
    Entry("Tp/CdOrPrtry/Cd", .balanceType), Entry("Tp/CdOrPrtry/Prtry", .balanceType),
    Entry("Tp/Cd", .balanceType),
    Entry("Amt", .balanceAmount, currency: .balanceCurrency), Entry("CdtDbtInd", .balanceDirection),
  ]

  /// Below `Ntry`.
  static let entry: [Entry] =
    [
      Entry("Amt", .amount, currency: .currency),
      Entry("CdtDbtInd", .direction),
      Entry("RvslInd", .isReversal), Entry("Sts", .status), Entry("Sts/Cd", .status),
      Entry("Sts/Prtry", .status),
      Entry("AcctSvcrRef", .serviceReference), Entry("AddtlNtryInf", .additional, joinedBy: " "),
      Entry("Btch/MsgId", .messageID), Entry("Btch/PmtInfId", .paymentID),
      Entry("NtryDtls/Btch/MsgId", .messageID), Entry("NtryDtls/Btch/PmtInfId", .paymentID),
      Entry("NtryDtls/Btch/NbOfTxs", .statedCount),
      Entry("Chrgs/Amt", .charge), Entry("Chrgs/TtlChrgsAndTaxAmt", .charge),
      Entry("Chrgs/Rcrd/Amt", .charge),
      Entry("CardTx/POI/Id/Id", .terminal),
    ] + date("BookgDt", .bookingDate) + date("ValDt", .valueDate) + code(at: "BkTxCd/")

  /// Below `TxDtls`.
  static let detail: [Entry] =
    identifiers(at: "Refs/") + parties(at: "RltdPties/", agents: "RltdAgts/") + remittance + purpose
    + code(at: "BkTxCd/")
    + [
      Entry("Refs/MsgId", .messageID),
      Entry("Amt", .amount, currency: .currency), Entry("CdtDbtInd", .direction),
      Entry("AmtDtls/TxAmt/Amt", .otherAmount, currency: .otherCurrency),
      Entry("AmtDtls/InstdAmt/Amt", .instructedAmount, currency: .instructedCurrency),
      Entry("AmtDtls/CntrValAmt/Amt", .counterAmount, currency: .counterCurrency),
      Entry("Chrgs/Amt", .charge), Entry("Chrgs/TtlChrgsAndTaxAmt", .charge),
      Entry("Chrgs/Rcrd/Amt", .charge),
      Entry("RltdDts/AccptncDtTm", .accepted), Entry("RltdDts/TxDtTm", .accepted),
      Entry("RltdDts/TxDt", .valueDate),
      Entry("RtrInf/Rsn/Cd", .returnReason), Entry("RtrInf/RtrRsn/Cd", .returnReason),
      Entry("RtrInf/AddtlInf", .remittance, joinedBy: " "),
      Entry("RtrInf/AddtlRtrRsnInf", .remittance, joinedBy: " "),
      Entry("AddtlTxInf", .additional, joinedBy: " "),
      Entry("CardTx/POI/Id/Id", .terminal), Entry("CardTx/Tx/MrchntCtgyCd", .merchantCategory),
    ]

  // MARK: Payments: pacs.003, pacs.004, pacs.008, pacs.009, pain.001, pain.008

  /// Below `GrpHdr`.
  static let paymentHeader: [Entry] =
    [
      Entry("MsgId", .messageID), Entry("CreDtTm", .created), Entry("NbOfTxs", .statedCount),
      Entry("CtrlSum", .statedSum), Entry("TtlIntrBkSttlmAmt", .statedTotal),
      Entry("TtlRtrdIntrBkSttlmAmt", .statedTotal),
      Entry("IntrBkSttlmDt", .valueDate),
    ] + kind(at: "")

  /// Below `PmtInf`: what its payments have in common.
  static let instruction: [Entry] =
    parties() + kind(at: "") + date("ReqdExctnDt", .bookingDate) + date("ReqdColltnDt", .bookingDate)
    + [
      Entry("PmtInfId", .paymentID), Entry("PmtMtd", .paymentMethod), Entry("NbOfTxs", .statedCount),
      Entry("CtrlSum", .statedSum),
    ]

  /// Below `CdtTrfTxInf` and `DrctDbtTxInf`.
  static let payment: [Entry] =
    identifiers(at: "PmtId/") + parties() + kind(at: "") + remittance + purpose
    + [
      Entry("IntrBkSttlmAmt", .amount, currency: .currency), Entry("IntrBkSttlmDt", .valueDate),
      Entry("InstdAmt", .instructedAmount, currency: .instructedCurrency),
      Entry("Amt/InstdAmt", .instructedAmount, currency: .instructedCurrency),
      Entry("Amt/EqvtAmt/Amt", .counterAmount, currency: .counterCurrency), Entry("AccptncDtTm", .accepted),
      Entry("ChqInstr/ChqNb", .checkNumber), Entry("ReqdColltnDt", .bookingDate),
      Entry("InstrForCdtrAgt/InstrInf", .additional, joinedBy: " "),
      Entry("InstrForNxtAgt/InstrInf", .additional, joinedBy: " "),
    ]
    + below("UndrlygCstmrCdtTrf/", remittance)

  /// Below `TxInf` of a return. The parties are those of the payment it returns.
  static let paymentReturn: [Entry] =
    [
      Entry("RtrId", .returnID), Entry("OrgnlInstrId", .instructionID),
      Entry("OrgnlEndToEndId", .originalEndToEndID),
      Entry("OrgnlTxId", .originalTransactionID), Entry("OrgnlUETR", .originalUETR),
      Entry("OrgnlIntrBkSttlmAmt", .originalAmount, currency: .originalCurrency),
      Entry("RtrdIntrBkSttlmAmt", .amount, currency: .currency), Entry("IntrBkSttlmDt", .valueDate),
      Entry("RtrRsnInf/Rsn/Cd", .returnReason), Entry("RtrRsnInf/RtrRsn/Cd", .returnReason),
      Entry("RtrRsnInf/AddtlInf", .additional, joinedBy: " "),
      Entry("RtrRsnInf/AddtlRtrRsnInf", .additional, joinedBy: " "),
      Entry("OrgnlTxRef/IntrBkSttlmAmt", .originalAmount, currency: .originalCurrency),
    ] + below("OrgnlTxRef/", parties() + kind(at: "") + remittance + purpose)

  private static func below(_ anchor: String, _ entries: [Entry]) -> [Entry] {
    entries.map { entry in
      var entry = entry
      entry.path = anchor + entry.path
      return entry
    }
  }
}
