/// What exports call each canonical field, best first.
enum FieldAliases {
  /// Payer and payee of a transfer seen from neither side.
  static let payerAccounts = [
    "orig_acct", "originator account", "from account", "sender account", "source id", "source account",
    "source node id", "payer account", "nameOrig", "from_account_id", "sender_id", "originator_id",
  ]
  static let payeeAccounts = [
    "bene_acct", "beneficiary account", "to account", "receiver account", "target id", "target account",
    "target node id", "payee account", "nameDest", "to_account_id", "receiver_id", "beneficiary_id",
    "destination account",
  ]

  static func of(_ field: CanonicalField) -> [String] {
    switch field {
    case .identifier:
      [
        "transaction id", "tran id", "trans id", "trx id", "transaction no", "transaction number", "id",
        "record id", "unique id", "activity id", "transaction code id", "volgnr",
      ]
    case .timestamp: timestamps
    case .date: ["transaction date only"]
    case .time: ["transaction time", "uhrzeit", "hora", "heure", "tijd", "čas"]
    case .timeZone: ["timezone", "tz", "utc offset", "zone"]
    case .amount: amounts
    case .debitAmount:
      [
        "debit", "debits", "withdrawal", "withdrawals", "paid out", "money out", "withdrawal amount",
        "debit amount", "debet", "débit", "soll", "ausgang", "outflow", "abgang", "lastschrift betrag",
        "cargo", "terhelés",
      ]
    case .creditAmount:
      [
        "credit", "credits", "deposit", "deposits", "paid in", "money in", "deposit amount",
        "credit amount", "crédit", "haben", "eingang", "inflow", "zugang", "abono", "jóváírás",
      ]
    case .currency:
      [
        "currency code", "ccy", "curr", "währung", "waehrung", "devise", "munt", "moneda", "valuta code",
        "tranzakció devizaneme", "buchungswährung", "payment currency", "iso currency", "měna", "valuutta",
        "account currency",
      ]
    case .direction:
      [
        "debit credit", "dr cr", "cr dr", "credit debit", "debit/credit", "d/k", "d/c", "c/d",
        "credit debit indicator", "dc", "af bij", "bevétel/kiadás", "soll/haben", "sign", "drcr",
        "credit or debit", "debitcreditcode",
      ]
    case .channel:
      [
        "payment channel", "payment method", "payment format", "transaction channel", "payment type", "mop",
        "method",
      ]
    case .purpose: ["purpose code", "transaction purpose"]
    case .account:
      [
        "account", "account number", "account no", "acct", "acct id", "acct no", "iban", "iban/bban",
        "auftragskonto", "kontonummer", "rekeningnummer", "cuenta", "compte", "número de cuenta",
        "iban auftraggeberkonto", "auftraggeberkonto", "own account", "számlaszám", "kredietkaart",
        "card number", "account key", "umsatz getätigt von",
      ] + payerAccounts
    case .customer:
      ["customer", "client id", "client number", "member id", "member number", "cif", "cif number"]
    case .customerName:
      [
        "account name", "account holder", "holder", "client name", "member name", "kaarthouder",
        "számla neve", "kontoinhaber", "titular", "rubrieknaam", "item",
      ]
    case .homeZip: ["customer zip", "customer home zip", "home postal code", "customer postal code"]
    case .counterpartyAccount:
      [
        "counterparty", "counterparty iban", "counterparty account number",
        "rekeningnummer tegenpartij", "tegenrekening iban/bban", "gegenkonto", "partner account",
        "counteraccount number", "partner számlaszáma", "to email address", "beneficiary iban",
        "kontonummer empfänger",
      ] + payeeAccounts
    case .counterpartyName: counterpartyNames
    case .counterpartyBank:
      [
        "bic tegenpartij", "counterparty bic", "beneficiary bank", "blz", "bic", "bank code", "to bank",
        "partner bank",
      ]
    case .counterpartyAddress: ["adres tegenpartij", "payee address", "merchant address", "address"]
    case .counterpartyPhone: ["payee phone", "beneficiary phone", "recipient phone"]
    case .counterpartyState: ["merchant state", "payee state", "beneficiary state"]
    case .counterpartyCountry:
      ["beneficiary country", "merchant country", "payee country", "destination country", "land"]
    case .memo: memos
    case .merchantCategory: ["merchant category code", "merchant category", "category code", "mcc code"]
    case .balance:
      [
        "running balance", "account balance", "balance after", "saldo", "saldo na trn", "solde",
        "kontostand", "closing balance", "egyenleg",
      ]
    case .branch:
      ["branch", "terminal", "terminal id", "atm id", "branch code", "location id", "locatie", "location"]
    case .state: ["state", "terminal state", "atm state"]
    case .zip: ["zip", "zip code", "postal code", "terminal zip", "atm zip"]
    case .county: ["county", "county fips", "fips"]
    case .conductor: ["conducted by", "conductor name", "depositor"]
    case .device: ["device id", "device fingerprint"]
    case .phone: ["telephone", "phone number", "mobile", "customer phone"]
    case .employer: ["employer name"]
    case .reference:
      [
        "reference", "reference no", "reference number", "end to end id", "endtoendid", "uetr",
        "transactiereferentie", "payment ref", "transaction reference number", "reference txn id",
        "buchungsreferenz", "check or slip", "check or slip #", "check number", "variable symbol",
        "variable symbol 1", "gestructureerde mededeling",
      ]
    case .institution: ["bank", "bank name", "financial institution"]
    // A column called type or status says many things: which are reversals is for a profile to say.
    case .recordType: []
    case .original:
      [
        "original transaction id", "original txn id", "orig txn id", "reversal of", "reverses",
        "reversed txn id",
      ]
    // Columns called plainly status say much else; none is taken for this one.
    case .status: []
    }
  }

  /// Where a column called plainly "date" stands among the dates: before value dates and the like.
  static let timestampRankOfDate = (timestamps.firstIndex(of: "date") ?? timestamps.count) + 1

  private static let timestamps = [
    "date time", "datetime", "transaction timestamp", "tran timestamp", "created", "created at",
    "transaction date", "transaction date and time", "tran date", "posting date", "posted date", "post date",
    "date posted", "booking date", "booked", "buchungstag", "buchungsdatum", "datum", "fecha",
    "fecha operación",
    "date opération", "data", "data contabile", "boekdatum", "tranzakció dátuma", "datum verrichting",
    "transaktionsdatum", "kirjauspäivä", "bokföringsdag", "activity date", "date",
    "effective date", "execution date", "belegdatum", "value date", "valutadatum", "wertstellung", "valuta",
    "rentedatum", "datum verrekening", "értéknap",
  ]

  private static let amounts = [
    "transaction amount", "amount (total)", "base amt", "amt", "tran amt", "trans amt", "net amount",
    "betrag",
    "bedrag", "importe", "montant", "importo", "kwota", "částka", "belopp", "tranzakció összege", "summe",
    "buchungsbetrag", "gross", "usd amount", "amount usd", "amount paid", "value",
  ]

  private static let counterpartyNames = [
    "counterparty name", "payee", "payee name", "beneficiary", "beneficiary name", "recipient",
    "recipient name", "merchant", "merchant name", "name", "naam tegenpartij", "empfänger",
    "beguenstigter/zahlungspflichtiger", "begünstigter/zahlungspflichtiger", "counteraccount name",
    "partner neve", "handelaar", "to", "vendor", "counter party name",
  ]

  private static let memos = [
    "description", "details", "transaction description", "note", "notes", "message", "narrative", "remarks",
    "verwendungszweck", "buchungstext", "omschrijving", "vrije mededeling", "omschrijving-1", "concepto",
    "libellé", "descrizione", "tytuł", "közlemény", "message for payee", "message for me", "particulars",
    "remittance information", "subject", "toelichting", "transaktionsbeschreibung", "memo/description",
  ]
}
