import Ledger

/// Something that a person or business does, asked every day whether it is done today.
typealias Habit = (_ me: Resident, _ bank: Bank, _ dice: inout Dice) -> Void

/// A customer who lives: does each habit, every day, with dice of its own.
final class Resident: Actor {
  let customer: Customer
  /// The account of daily life.
  let account: Account
  var savings: Account?
  var habits: [Habit] = []
  /// Where they are today.
  var whereabouts: Place
  /// Wages that arrived today, in cents.
  var paidToday = 0
  /// From this day on they are no longer a customer who acts, counted from the first.
  var lastDay = Int.max
  private var dice: Dice

  init(_ customer: Customer, dice: Dice) {
    self.customer = customer
    account = customer.main
    whereabouts = customer.home
    self.dice = dice
  }

  func live(_ bank: Bank) {
    guard bank.today.index <= lastDay, bank.today.date >= customer.opened else { return }
    paidToday = 0
    var dice = self.dice
    for habit in habits { habit(self, bank, &dice) }
    self.dice = dice
  }

  /// Whether something of this size can be paid for and a little is left.
  func affords(_ cents: Int) -> Bool { account.available > cents + 500 }
}

/// The parts of life that are the same for most people.
struct Life {
  /// Dollars a month after tax.
  var income: Int
  /// Card payments a day.
  var cardsPerDay: Double
  /// How dear their purchases are against the usual.
  var purse = 1.0
  var rent: Int?
  var hasBills = true
  var friends = 3
  var cashPerMonth = 2.0
}
