import Ledger

/// What most small businesses do: take cards and cash, pay staff, suppliers, rent and tax.
struct Firm {
  var trade: String
  var occupation: String
  var naics: String
  /// Takings on an open day, in cents.
  var takings: Int
  /// Of the takings, what comes in notes.
  var cashShare: Double
  /// Days of the week on which it is open, 0 = Monday.
  var openDays: [Int] = [0, 1, 2, 3, 4, 5]
  /// When the notes go to the bank: at night, in the safe, or during the day.
  var depositHours = 9...16
  /// Days between deposits of notes.
  var depositEvery = 1
  var staff = 3
  /// Cents a fortnight for each.
  var wage = 90_000
  /// Of the takings, what goes to suppliers.
  var supplies = 0.3
  var rent: Int? = 250_000
  var payer = "Merchant Settlement"
  /// Whether an armoured car takes the notes.
  var isArmored = false
}

extension Household {
  /// A business customer with the ordinary round of payments.
  mutating func firm(_ firm: Firm, name: String? = nil) -> Resident {
    let customer = bank.open(
      Opening(
        name: name ?? dice.business(firm.trade), home: home, street: dice.street(isFlat: false),
        isBusiness: true,
        occupation: firm.occupation, naics: firm.naics, daysAgo: dice.between(200...6000),
        balance: dice.spread(firm.takings * 15, 0.7)))
    let resident = Resident(customer, dice: bank.dice("life of \(customer.id)"))
    bank.add(resident)
    let carriers = (0..<min(3, firm.staff)).map { _ in dice.person().name }
    resident.habits.append(Trading.takings(firm, carriedBy: carriers))
    if firm.staff > 0 {
      resident.habits.append(Trading.payroll(firm, hands(firm.staff), phase: dice.below(2)))
    }
    if firm.supplies > 0 { resident.habits.append(Trading.supplies(firm, suppliers())) }
    if let rent = firm.rent {
      let landlord = bank.outsider(&dice, state: home.state, name: dice.business("Properties"))
      resident.habits.append(Living.rent(rent, to: landlord, by: .ach, day: dice.between(1...5)))
    }
    resident.habits.append(Trading.taxes(firm))
    resident.habits.append(Living.bills(dice.between(2...4), in: home, &dice))
    return resident
  }

  /// People who bank elsewhere and work here.
  private mutating func hands(_ count: Int) -> [Party] {
    (0..<count).map { _ in bank.outsider(&dice, state: home.state) }
  }

  private mutating func suppliers() -> [Party] {
    (0..<dice.between(2...5)).map { _ in
      let trade = dice.pick(["Supply", "Wholesale", "Distribution", "Foods Wholesale", "Materials"])
      return bank.outsider(&dice, state: home.state, name: dice.business(trade))
    }
  }
}
