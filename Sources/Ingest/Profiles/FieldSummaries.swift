/// One sentence for each canonical field: the texts of the JSON Schema and of `check`.
enum FieldSummaries {
  static func of(_ field: CanonicalField) -> String {
    switch field {
    case .identifier:
      "The source's own identifier of the transaction, unique within account and institution."
    case .timestamp:
      "When it happened: date, or date and time, with its UTC offset where the source knows it."
    case .date: "The date, where date and time are two columns."
    case .time: "The time of day, where date and time are two columns."
    case .timeZone: "The UTC offset of the time, such as -06:00, where it has a column of its own."
    case .amount:
      "The amount as a decimal; negative for money out where there is no direction."
    case .debitAmount: "The amount where it left the account, in exports with two amount columns."
    case .creditAmount: "The amount where it came in, in exports with two amount columns."
    case .currency: "ISO 4217 code of the currency of the amount."
    case .direction: "credit for money into the account, debit for money out of it."
    case .channel:
      "How money moved: cash, atm, wire, ach, p2p, card, check, prepaid, crypto, instrument, book or other."
    case .purpose:
      "What it was for, where the institution's own codes say so: payroll, benefit, own_transfer, refund, "
        + "loan, rent, tuition, tax, fee or verification."
    case .account: "The account of the bank's customer."
    case .customer: "The bank's key for the customer; joins the customer's accounts."
    case .customerName: "Name of the account's holder."
    case .homeZip: "Postal code of the customer's home."
    case .counterpartyAccount: "The outside account, handle or address on the other side."
    case .counterpartyName: "Name of the other side."
    case .counterpartyBank: "Bank of the other side: BIC, routing number or name."
    case .counterpartyAddress: "Address of the other side."
    case .counterpartyPhone: "Telephone number of the other side."
    case .counterpartyState: "US state of the other side, two letters."
    case .counterpartyCountry: "ISO 3166 code of the country of the other side."
    case .memo: "What was written with the payment: memo, remittance text, narrative."
    case .merchantCategory: "ISO 18245 merchant category code."
    case .balance: "What was left on the account afterwards."
    case .branch: "Branch or terminal where it was made."
    case .state: "US state of the branch or terminal, two letters. Where it is absent, that of branch_zip."
    case .zip: "Postal code of the branch or terminal."
    case .county:
      "FIPS code of the county of the branch or terminal, five digits. Where it is absent, that of branch_zip."
    case .conductor: "Who handed the cash over or asked for it, where that is not the holder."
    case .device: "Device the payment was ordered from."
    case .phone: "Telephone number of the customer on this payment."
    case .employer: "Employer of the customer or payer of the wage."
    case .reference: "End-to-end or payment reference."
    case .institution: "The institution whose account it is."
    case .recordType:
      "What the record is: posting, reversal, return, correction or part. A reversal or return takes back the transaction "
        + "original_id names; a correction stands in its place; a part is one payment of the batch that original_id may "
        + "tell as a sum alone. Without a record_type a record with an original_id is a reversal."
    case .original:
      "The txn_id of the transaction of the same account that a reversal, return, correction or part is about; where it "
        + "is empty, the record's own."
    case .status:
      "Whether money has moved: booked, pending, instructed or information. Only what is booked is assessed, unless a run "
        + "asks for more."
    }
  }
}
