import Ledger

/// One payment on its way into the books. A class, because it is moved several times and holds many texts.
final class Payment {
  let account: Account
  /// Cents, more than zero.
  let cents: Int
  let direction: Direction
  let channel: Channel
  /// Seconds after midnight on the clock on the wall; from 86,400 on it is a later day.
  var time: Int
  /// Where it was made, if it was made anywhere.
  let place: Place?
  let party: Party?
  var memo = ""
  var purpose = Purpose.unstated
  var mcc = 0
  /// Branch or machine.
  var branch = ""
  var conductor = ""
  var employer = ""
  var device = ""
  var phone = ""
  var reference = ""
  /// The day on which it was made, counted from the first; set when it is posted.
  var day = 0

  init(
    account: Account, cents: Int, direction: Direction, channel: Channel, time: Int, place: Place?,
    party: Party?
  ) {
    self.account = account
    self.cents = cents
    self.direction = direction
    self.channel = channel
    self.time = time
    self.place = place
    self.party = party
  }

  /// What the account feels, in cents.
  var signed: Int { direction == .credit ? cents : -cents }
}
