/// Small messages of ISO 20022, and pieces of them.
enum ISO20022Seeds {
  static let texts = [
    """
    <?xml version="1.0"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Acct><Id><Othr><Id>A1</Id>
    </Othr></Id></Acct><Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="USD">9</Amt><CdtDbtInd>CRDT</CdtDbtInd>
    </Bal><Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="USD">5</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
    <Ntry><Amt Ccy="USD">7.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-07</Dt></BookgDt>
    <AcctSvcrRef>R</AcctSvcrRef><NtryDtls><TxDtls><Amt Ccy="USD">4</Amt><RmtInf><Ustrd>a &amp; b</Ustrd></RmtInf></TxDtls>
    <TxDtls><Amt Ccy="USD">2</Amt></TxDtls></NtryDtls></Ntry>
    <Ntry><Amt Ccy="USD">3</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts></Ntry>
    </Stmt></BkToCstmrStmt></Document>
    """,
    """
    <E><![CDATA[<p:Document xmlns:p="x"><p:FIToFICstmrCdtTrf><p:CdtTrfTxInf><p:PmtId><p:TxId>T</p:TxId></p:PmtId>
    <p:IntrBkSttlmAmt Ccy="EUR">1.5</p:IntrBkSttlmAmt><p:IntrBkSttlmDt>2026-03-07</p:IntrBkSttlmDt><p:DbtrAcct><p:Id>
    <p:IBAN>DE89370400440532013000</p:IBAN></p:Id></p:DbtrAcct><p:DbtrAgt><p:FinInstnId><p:BIC>AAAADE33</p:BIC>
    </p:FinInstnId></p:DbtrAgt></p:CdtTrfTxInf></p:FIToFICstmrCdtTrf></p:Document>]]></E>
    <Document><PmtRtr><TxInf><OrgnlTxId>T</OrgnlTxId><RtrdIntrBkSttlmAmt Ccy="EUR">1.5</RtrdIntrBkSttlmAmt></TxInf></PmtRtr>
    </Document>
    """,
    """
    <Document><CstmrCdtTrfInitn><GrpHdr><NbOfTxs>1</NbOfTxs><CtrlSum>2</CtrlSum></GrpHdr><PmtInf><ReqdExctnDt>2026-03-07
    </ReqdExctnDt><DbtrAcct><Id><Othr><Id>1</Id></Othr></Id></DbtrAcct><CdtTrfTxInf><Amt><InstdAmt Ccy="USD">2</InstdAmt></Amt>
    <PmtId><EndToEndId>E</EndToEndId></PmtId></CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn></Document>
    """,
  ]

  static let tokens = [
    "<Ntry>", "</Ntry>", "<TxDtls>", "</TxDtls>", "<Stmt>", "</Stmt>", "<![CDATA[", "]]>", "<!--", "-->",
    "<?xml ", "?>",
    "&lt;", "&#x41;", "&a;", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "/>", " Ccy=\"JPY\"",
    "<RvslInd>true</RvslInd>",
    "encoding=\"ISO-8859-1\"", "xmlns:q=\"y\"", "<Document>", "</Document>", "<BkToCstmrDbtCdtNtfctn>", "1e9",
    "-0.000001",
  ]
}
