import Ledger

/// One payment on its way into the books.
struct Payment {
  var account: Account
  /// Cents, more than zero.
  var cents: Int
  var direction: Direction
  var channel: Channel
  /// Seconds after midnight on the clock on the wall; from 86,400 on it is a later day.
  var time: Int
  /// Where it was made, if it was made anywhere.
  var place: Place?
  var party: Party?
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

  /// What the account feels, in cents.
  var signed: Int { direction == .credit ? cents : -cents }
}
