/// Messages of ISO 20022 put together for tests.
enum ISOText {
  static func document(_ message: String, _ body: String, version: String = "camt.053.001.08") -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:\(version)"><\(message)>
    <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-09T06:00:00Z</CreDtTm></GrpHdr>
    \(body)
    </\(message)></Document>
    """
  }

  static func statement(
    _ entries: String, account: String = "US-1", opening: String? = nil, closing: String? = nil,
    summary: String = "", as message: String = "BkToCstmrStmt", element: String = "Stmt"
  ) -> String {
    document(message, group(entries, account, opening, closing, summary, element))
  }

  static func group(
    _ entries: String, _ account: String = "US-1", _ opening: String? = nil, _ closing: String? = nil,
    _ summary: String = "", _ element: String = "Stmt"
  ) -> String {
    """
    <\(element)><Id>1</Id><Acct><Id><Othr><Id>\(account)</Id></Othr></Id><Ownr><Nm>Ana Ruiz</Nm></Ownr></Acct>
    \(opening.map { balance("OPBD", $0) } ?? "")\(closing.map { balance("CLBD", $0) } ?? "")\(summary)
    \(entries)
    </\(element)>
    """
  }

  static func balance(_ type: String, _ amount: String) -> String {
    let isDebit = amount.hasPrefix("-")
    return "<Bal><Tp><CdOrPrtry><Cd>\(type)</Cd></CdOrPrtry></Tp><Amt Ccy=\"USD\">"
      + (isDebit ? String(amount.dropFirst()) : amount)
      + "</Amt><CdtDbtInd>\(isDebit ? "DBIT" : "CRDT")</CdtDbtInd></Bal>"
  }

  static func entry(
    _ amount: String, _ direction: String = "CRDT", reference: String = "", status: String = "<Cd>BOOK</Cd>",
    isReversal: Bool = false, details: String = "", extra: String = ""
  ) -> String {
    """
    <Ntry><Amt Ccy="USD">\(amount)</Amt><CdtDbtInd>\(direction)</CdtDbtInd>\
    \(isReversal ? "<RvslInd>true</RvslInd>" : "")<Sts>\(status)</Sts><BookgDt><Dt>2026-03-07</Dt></BookgDt>\
    \(reference.isEmpty ? "" : "<AcctSvcrRef>\(reference)</AcctSvcrRef>")\(extra)\
    \(details.isEmpty ? "" : "<NtryDtls>\(details)</NtryDtls>")</Ntry>
    """
  }

  static func detail(
    _ amount: String? = nil, endToEnd: String = "", payer: String = "", payee: String = "", memo: String = "",
    currency: String = "USD", extra: String = ""
  ) -> String {
    func party(_ role: String, _ name: String) -> String {
      name.isEmpty
        ? ""
        : "<\(role)><Pty><Nm>\(name)</Nm></Pty></\(role)><\(role)Acct><Id><Othr><Id>acct \(name)</Id></Othr></Id></\(role)Acct>"
    }
    return "<TxDtls>" + (endToEnd.isEmpty ? "" : "<Refs><EndToEndId>\(endToEnd)</EndToEndId></Refs>")
      + (amount.map { "<Amt Ccy=\"\(currency)\">\($0)</Amt>" } ?? "")
      + "<RltdPties>\(party("Dbtr", payer))\(party("Cdtr", payee))</RltdPties>"
      + (memo.isEmpty ? "" : "<RmtInf><Ustrd>\(memo)</Ustrd></RmtInf>") + extra + "</TxDtls>"
  }

  /// A pacs.008 from a bank to another.
  static func transfer(
    _ amount: String = "120.50", uetr: String = "", transaction: String = "TX1",
    from payer: String = "PAYRUS33",
    to payee: String = "RECVUS44", totals: String = "<NbOfTxs>1</NbOfTxs>"
  ) -> String {
    """
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
    <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-07T10:00:00</CreDtTm>\(totals)</GrpHdr>
    <CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId><TxId>\(transaction)</TxId>\
    \(uetr.isEmpty ? "" : "<UETR>\(uetr)</UETR>")</PmtId>
    <IntrBkSttlmAmt Ccy="USD">\(amount)</IntrBkSttlmAmt><IntrBkSttlmDt>2026-03-07</IntrBkSttlmDt>
    <Dbtr><Nm>Ana Ruiz</Nm><PstlAdr><StrtNm>Elm St</StrtNm><BldgNb>12</BldgNb><PstCd>78040</PstCd><TwnNm>Laredo</TwnNm>\
    <CtrySubDvsn>TX</CtrySubDvsn><Ctry>US</Ctry></PstlAdr></Dbtr>
    <DbtrAcct><Id><Othr><Id>111</Id></Othr></Id></DbtrAcct>
    <DbtrAgt><FinInstnId><BICFI>\(payer)</BICFI></FinInstnId></DbtrAgt>
    <CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>USABA</Cd></ClrSysId><MmbId>021000021</MmbId></ClrSysMmbId>\
    <BICFI>\(payee)</BICFI></FinInstnId></CdtrAgt>
    <Cdtr><Nm>Luz Vega</Nm></Cdtr><CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct>
    <Purp><Cd>SALA</Cd></Purp><RmtInf><Ustrd>week 10,</Ustrd><Ustrd>night shifts</Ustrd></RmtInf>
    </CdtTrfTxInf></FIToFICstmrCdtTrf></Document>
    """
  }
}
