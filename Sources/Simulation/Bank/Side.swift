import Ledger

/// One side of a payment: somebody of the bank, or somebody outside.
enum Side {
  case inside(Account)
  case outside(Party)
}

extension Bank {
  /// Money from one side to the other. Between two outsiders the bank sees nothing.
  func move(
    _ cents: Int, from payer: Side, to payee: Side, _ channel: Channel, at time: Int,
    _ details: Details = Details()
  ) {
    switch (payer, payee) {
    case (.inside(let from), .inside(let to)):
      transfer(cents, from: from, to: to, channel, at: time, details)
    case (.inside(let from), .outside(let party)): debit(from, cents, channel, at: time, to: party, details)
    case (.outside(let party), .inside(let to)): credit(to, cents, channel, at: time, from: party, details)
    case (.outside, .outside): break
    }
  }

  /// Money from somebody who may be of the bank; they pay only what they have.
  func credit(
    _ account: Account, _ cents: Int, _ channel: Channel, at time: Int, from payer: Side, _ details: Details
  ) {
    if case .inside(let other) = payer, other === account || other.available < cents + 500 { return }
    move(cents, from: payer, to: .inside(account), channel, at: time, details)
  }

  /// Money to somebody who may be of the bank.
  func debit(
    _ account: Account, _ cents: Int, _ channel: Channel, at time: Int, to payee: Side, _ details: Details
  ) {
    if case .inside(let other) = payee, other === account { return }
    move(cents, from: .inside(account), to: payee, channel, at: time, details)
  }
}
