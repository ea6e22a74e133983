import Ledger

/// Where and how a payment is made, and what is written on it.
struct Details {
  var place: Place?
  var branch = ""
  var memo = ""
  var purpose = Purpose.unstated
  var mcc = 0
  var conductor = ""
  var employer = ""
  var device: String?
  var reference = ""
  var inDays = 0
}

extension Bank {
  /// Money into an account.
  func credit(
    _ account: Account, _ cents: Int, _ channel: Channel, at time: Int, from party: Party? = nil,
    _ details: Details = Details()
  ) {
    post(payment(account, cents, .credit, channel, time, party, details), inDays: details.inDays)
  }

  /// Money out of an account. Orders by wire, app or computer carry the device and telephone of the holder.
  func debit(
    _ account: Account, _ cents: Int, _ channel: Channel, at time: Int, to party: Party? = nil,
    _ details: Details = Details()
  ) {
    let payment = payment(account, cents, .debit, channel, time, party, details)
    if details.device == nil, Self.isOrderedRemotely(channel), details.branch.isEmpty {
      payment.device = account.customer.device
      payment.phone = account.customer.phone
    }
    post(payment, inDays: details.inDays)
  }

  /// Money from one account of the bank to another; both sides are booked.
  func transfer(
    _ cents: Int, from payer: Account, to payee: Account, _ channel: Channel, at time: Int,
    _ details: Details = Details()
  ) {
    guard max(payer.opened, payee.opened) <= today.date else { return }
    debit(payer, cents, channel, at: time, to: payee.party, details)
    var arrival = details
    arrival.device = ""
    arrival.place = nil
    arrival.branch = ""
    credit(payee, cents, channel, at: time + 1, from: payer.party, arrival)
  }

  private static func isOrderedRemotely(_ channel: Channel) -> Bool {
    switch channel {
    case .p2p, .wire, .book, .crypto: true
    default: false
    }
  }

  private func payment(
    _ account: Account, _ cents: Int, _ direction: Direction, _ channel: Channel, _ time: Int,
    _ party: Party?,
    _ details: Details
  ) -> Payment {
    let payment = Payment(
      account: account, cents: cents, direction: direction, channel: channel, time: time,
      place: details.place,
      party: party)
    payment.memo = details.memo
    payment.purpose = details.purpose
    payment.mcc = details.mcc
    payment.branch = details.branch
    payment.conductor = details.conductor
    payment.employer = details.employer
    payment.device = details.device ?? ""
    payment.reference = details.reference
    return payment
  }
}

extension Bank {
  /// Notes out of a cash machine, in twenties. `white` is a machine of somebody else's: in a shop, a petrol
  /// station, a hotel.
  func withdrawAtMachine(
    _ account: Account, _ cents: Int, at time: Int, _ place: Place, machine: Int = 1, white: Bool = false
  ) {
    let notes = cents / 2000 * 2000
    var details = Details(place: place, branch: Self.terminal(machine, white: white, in: place))
    details.conductor = account.customer.name
    debit(account, notes, .atm, at: time, details)
  }

  /// The name of a cash machine, its own bank's or another's.
  static func terminal(_ machine: Int, white: Bool, in place: Place) -> String {
    "\(white ? "WL" : "ATM")-\(place.zip)-\(machine)"
  }

  /// Notes into a cash machine.
  func depositAtMachine(
    _ account: Account, _ cents: Int, at time: Int, _ place: Place, machine: Int = 1, white: Bool = false,
    by conductor: String? = nil
  ) {
    var details = Details(place: place, branch: Self.terminal(machine, white: white, in: place))
    details.conductor = conductor ?? account.customer.name
    credit(account, cents, .atm, at: time, details)
  }

  /// Cash over the counter; counters are closed when the bank is.
  func depositAtCounter(
    _ account: Account, _ cents: Int, at time: Int, _ place: Place, by conductor: String? = nil,
    memo: String = "",
    branch: Int = 1
  ) {
    guard today.isOpen else { return }
    var details = Details(place: place, branch: "BR-\(place.zip)-\(branch)", memo: memo)
    details.conductor = conductor ?? account.customer.name
    credit(account, cents, .cash, at: time, details)
  }

  /// Cash over the counter, out.
  func withdrawAtCounter(
    _ account: Account, _ cents: Int, at time: Int, _ place: Place, by conductor: String? = nil,
    branch: Int = 1
  ) {
    guard today.isOpen else { return }
    var details = Details(place: place, branch: "BR-\(place.zip)-\(branch)")
    details.conductor = conductor ?? account.customer.name
    debit(account, cents / 2000 * 2000, .cash, at: time, details)
  }
}
