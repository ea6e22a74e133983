import Ledger

/// The simulated bank: its customers, today's date and tonight's postings.
///
/// Actors post what they do today; at night the postings are put in order, booked and handed on. Only one
/// night is ever held.
final class Bank {
  let seed: UInt64
  let first: BusinessDay
  /// Days of the world.
  let days: Int
  private(set) var today: Day
  private(set) var customers: [Customer] = []
  private(set) var actors: [any Actor] = []
  let truth = Truth()
  /// Accounts of daily life by town, for neighbours to know.
  var folk: [[Account]] = Array(repeating: [], count: Places.all.count)
  /// Postings by the day they are booked on: today's, and what is arranged for later.
  private var agenda: [[Payment]]
  private(set) var numbers: Numbers
  private(set) lazy var market = Market(bank: self)

  init(seed: UInt64, first: BusinessDay, days: Int) {
    self.seed = seed
    self.first = first
    self.days = days
    today = Day(first, index: 0)
    agenda = Array(repeating: [], count: days)
    numbers = Numbers(seed: seed)
  }

  /// Dice of a name: the same whatever else is in the world.
  func dice(_ name: String) -> Dice { Dice(seed: seed, stream: name) }

  func add(_ actor: any Actor) { actors.append(actor) }

  func add(_ customer: Customer) { customers.append(customer) }

  func nextNumber(_ kind: WritableKeyPath<Numbers, Numbering>) -> String {
    numbers[keyPath: kind].next()
  }

  /// Posts a payment today, or on the later day that its time or `inDays` says. What falls outside the
  /// world, or comes before its account was opened, is not posted.
  func post(_ payment: Payment, inDays: Int = 0) {
    payment.day = today.index + inDays + payment.time / 86_400
    payment.time %= 86_400
    guard payment.day < days, payment.cents > 0, payment.account.opened <= first.advanced(by: payment.day)
    else { return }
    payment.party?.wasSeen = true
    if payment.day == today.index { payment.account.feel(payment) }
    agenda[min(days - 1, payment.day + nightsLate(payment))].append(payment)
  }

  /// A few card payments reach the bank one to three nights late.
  private func nightsLate(_ payment: Payment) -> Int {
    guard payment.channel == .card else { return 0 }
    let drawn = StableHash.mix(
      UInt64(payment.cents) ^ 0x9E37_79B9_7F4A_7C15, UInt64(payment.day * 86_400 + payment.time) ^ seed)
    return drawn % 100 == 0 ? 1 + Int(drawn / 100 % 3) : 0
  }

  /// Lives one day and hands over its postings in the order in which they are booked.
  func live(day index: Int) -> [Payment] {
    today = Day(first.advanced(by: index), index: index)
    for payment in agenda[index] where payment.day == index { payment.account.feel(payment) }
    for actor in actors { actor.live(self) }
    var tonight = agenda[index]
    agenda[index] = []
    sort(&tonight)
    return tonight
  }

  /// By the moment they happened, then as they were posted.
  private func sort(_ payments: inout [Payment]) {
    let summer = Place.isSummer(today.date)
    var order = payments.indices.map { index in
      let place = payments[index].place ?? payments[index].account.customer.home
      let hours = place.standardHours + (summer && place.hasSummerTime ? 1 : 0)
      let days = payments[index].day - today.index
      return (days * 86_400 + payments[index].time - hours * 3600, index)
    }
    order.sort { $0 < $1 }
    payments = order.map { payments[$0.1] }
  }
}

/// Whoever does something each day.
protocol Actor: AnyObject {
  func live(_ bank: Bank)
}

/// Everything that is numbered.
struct Numbers {
  var customer: Numbering
  var account: Numbering
  var outside: Numbering
  var phone: Numbering
  var device: Numbering
  var company: Numbering

  init(seed: UInt64) {
    var dice = Dice(seed: seed, stream: "numbers")
    customer = Numbering(digits: 7, &dice)
    account = Numbering(digits: 9, &dice)
    outside = Numbering(digits: 9, &dice)
    phone = Numbering(digits: 7, &dice)
    device = Numbering(digits: 8, &dice)
    company = Numbering(digits: 8, &dice)
  }
}
