import Ledger

/// A posting as a row of the bank's export.
enum ExportRow {
  static let header = """
    txn_id,timestamp,amount,currency,direction,channel,purpose,account_id,customer_id,customer_name,\
    home_zip,counterparty_account,counterparty_name,counterparty_bank,counterparty_state,\
    counterparty_country,counterparty_phone,memo,conductor,device,phone,employer,branch_id,branch_zip,\
    branch_state,branch_county,mcc,payment_reference,balance

    """

  /// Appends the row. `balance` is what is on the account afterwards.
  static func append(
    _ payment: Payment, _ moment: Moment, number: Int, date: DateText, to text: inout CSVText
  ) {
    identifier(number, date, &text)
    moment.append(to: &text)
    text.money(payment.cents)
    text.plain("USD")
    text.plain(payment.direction == .credit ? "credit" : "debit")
    text.plain(name(of: payment.channel))
    text.field(payment.purpose == .unstated ? "" : payment.purpose.name)
    text.written(payment.account.columns)
    counterparty(payment.party, &text)
    text.field(payment.memo)
    text.field(payment.conductor)
    text.field(payment.device)
    text.field(payment.phone)
    text.field(payment.employer)
    text.field(payment.branch)
    text.written(payment.place?.columns ?? ",,")
    text.number(payment.mcc)
    text.field(payment.reference)
    text.money(payment.account.balance)
    text.end()
  }

  /// T, the date of the file, and the number of the row in it.
  private static func identifier(_ number: Int, _ date: DateText, _ text: inout CSVText) {
    text.separate()
    text.piece("T")
    text.digits(date.year % 100 * 10_000 + date.month * 100 + date.day, atLeast: 6)
    text.digits(number, atLeast: 7)
  }

  private static func counterparty(_ party: Party?, _ text: inout CSVText) {
    guard let party else { return text.written(",,,,,") }
    // Shops are few and everywhere; people are many and seldom.
    if party.account.isEmpty { return text.written(party.columns) }
    text.field(party.account)
    text.field(party.name)
    text.field(party.bank)
    text.field(party.state)
    text.field(party.country)
    text.field(party.phone)
  }

  private static func name(of channel: Channel) -> StaticString {
    switch channel {
    case .other: "other"
    case .cash: "cash"
    case .atm: "atm"
    case .wire: "wire"
    case .ach: "ach"
    case .p2p: "p2p"
    case .card: "card"
    case .check: "check"
    case .prepaid: "prepaid"
    case .crypto: "crypto"
    case .instrument: "instrument"
    case .book: "book"
    }
  }
}

/// A date in numbers.
struct DateText {
  let year: Int
  let month: Int
  let day: Int

  init(_ date: BusinessDay) { (year, month, day) = date.civil }
}

/// When a payment was made, on the clock on the wall, with that clock's offset.
struct Moment {
  let date: DateText
  /// Seconds after midnight.
  let time: Int
  /// Minutes east of UTC.
  let offset: Int

  func append(to text: inout CSVText) {
    text.separate()
    text.digits(date.year, atLeast: 4)
    text.piece("-")
    text.digits(date.month, atLeast: 2)
    text.piece("-")
    text.digits(date.day, atLeast: 2)
    text.piece("T")
    text.digits(time / 3600, atLeast: 2)
    text.piece(":")
    text.digits(time / 60 % 60, atLeast: 2)
    text.piece(":")
    text.digits(time % 60, atLeast: 2)
    text.piece(offset < 0 ? "-" : "+")
    text.digits(abs(offset) / 60, atLeast: 2)
    text.piece(":")
    text.digits(abs(offset) % 60, atLeast: 2)
  }
}
