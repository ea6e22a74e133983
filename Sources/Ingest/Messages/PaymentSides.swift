import Ledger

/// One side of a payment as a message between banks names it; empty where it does not.
struct PaymentParty: BitwiseCopyable {
  var account = FieldBytes.empty
  var name = FieldBytes.empty
  /// BIC, routing number or clearing member of its bank; else the bank's name.
  var bank = FieldBytes.empty
  var address = FieldBytes.empty
  var phone = FieldBytes.empty
  /// US state, two letters.
  var state = FieldBytes.empty
  /// ISO 3166 code of its country.
  var country = FieldBytes.empty
  /// Postal code of its address.
  var zip = FieldBytes.empty
  /// Whether it is ours, where that is known otherwise than by `bank`; nil: `bank` decides.
  var isOurs: Bool?
}

extension MessageFiler {
  /// Files the payment stated so far for each of its sides that is ours: one record, at most two postings.
  ///
  /// What both sides share (amount, date, memo, identifier …) has been stated before; this states account, other side
  /// and direction. Where nobody said which banks are ours, every side with an account is taken for ours, and of a
  /// payment that states none every side with a name. An account of ours that is not stated goes by its holder's name,
  /// as a counterparty's does.
  ///
  /// - Parameter stateLeg: called before each posting is filed, for what the sides do not share.
  func filePayment(
    from payer: PaymentParty, to payee: PaymentParty, at place: RecordPlace,
    stateLeg: (Direction) -> Void = { _ in }
  ) {
    let areNamed = payer.account.isEmpty && payee.account.isEmpty
    var ours = (isOurs(payer, isNamed: areNamed), isOurs(payee, isNamed: areNamed))
    guard ours.0 || ours.1 else {
      state(payer, payee, .debit)
      stateLeg(.debit)
      return own.isUnknown ? file(at: place) : reject(.neitherOurs, at: place)
    }
    if ours.0, ours.1, payer.account.isEmpty != payee.account.isEmpty {
      ours = (!payer.account.isEmpty, !payee.account.isEmpty)
      note(.oneLegMissing)
    }
    if ours.0 {
      state(payer, payee, .debit)
      stateLeg(.debit)
      file(at: place, isLast: !ours.1)
    }
    if ours.1 {
      state(payee, payer, .credit)
      stateLeg(.credit)
      file(at: place, countsRecord: !ours.0)
    }
  }

  /// - Parameter isNamed: whether names stand for accounts, for none is stated.
  private func isOurs(_ party: PaymentParty, isNamed: Bool) -> Bool {
    if let isOurs = party.isOurs { return isOurs }
    return own.isUnknown ? !(isNamed ? party.name : party.account).isEmpty : own.owns(party.bank)
  }

  /// States account, other side and direction of the record in hand, seen from `own`.
  func state(_ own: PaymentParty, _ other: PaymentParty, _ direction: Direction) {
    self[.account] = own.account.isEmpty ? own.name : own.account
    if own.account.isEmpty { note(.accountUnstated) }
    self[.customerName] = own.name
    self[.homeZip] = own.country.isEmpty || own.country.buffer.elementsEqual("US".utf8) ? own.zip : .empty
    self[.counterpartyAccount] = other.account
    self[.counterpartyName] = other.name
    self[.counterpartyBank] = other.bank
    self[.counterpartyAddress] = other.address
    self[.counterpartyPhone] = other.phone
    self[.counterpartyState] = other.state
    self[.counterpartyCountry] = other.country
    self[.phone] = own.phone
    self[.direction] = direction == .debit ? FieldBytes("debit") : FieldBytes("credit")
  }
}
