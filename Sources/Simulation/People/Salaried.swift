import Ledger

/// People on a salary: alone, or two of them in a joint household.
extension Household {
  /// One person, steadily employed.
  mutating func salaried() {
    let income = dice.spread(4_200, 0.45)
    let resident = person(dice.pick(Self.desks))
    if dice.chance(0.55) { addSavings(resident) }
    let life = Life(
      income: income, cardsPerDay: dice.between(0.5...1.9), purse: 0.7 + Double(income) / 9_000,
      rent: income * dice.between(22...36) / 100, friends: dice.between(1...6),
      cashPerMonth: dice.between(0...3))
    employ(resident, life)
    live(resident, life)
  }

  /// Two who share a home: two accounts, one telephone plan, one of them sends half of the rent.
  mutating func couple() {
    let street = dice.street(isFlat: dice.chance(0.3))
    let first = person(dice.pick(Self.desks), street: street)
    let family = dice.chance(0.7) ? first.customer.surname : nil
    let second = person(
      dice.pick(Self.desks), family: family, street: street,
      device: dice.chance(0.2) ? first.customer.device : nil)
    addSavings(first)
    let income = dice.spread(4_400, 0.45)
    let rent = income * dice.between(28...40) / 100
    let life = Life(income: income, cardsPerDay: dice.between(0.8...2.6), rent: rent, cashPerMonth: 1.5)
    employ(first, life)
    live(first, life)
    let other = Life(
      income: dice.spread(3_400, 0.4), cardsPerDay: dice.between(0.4...1.5), rent: nil, hasBills: false)
    employ(second, other)
    live(second, other)
    second.habits.append(Company.halves(with: first.account, rent * 100 / 4 / 500 * 500))
  }

  /// Both wages arrive in one account; two names, one money.
  mutating func jointAccount() {
    let resident = person(dice.pick(Self.desks))
    addSavings(resident)
    let life = Life(
      income: dice.spread(4_000, 0.4), cardsPerDay: dice.between(1.2...3.2),
      rent: dice.between(1100...2600), friends: 4)
    employ(resident, life)
    employ(resident, Life(income: dice.spread(3_000, 0.4), cardsPerDay: 0))
    live(resident, life)
    if dice.chance(0.3) { child(of: resident) }
  }

  /// An account for a child, with pocket money every week.
  mutating func child(of parent: Resident) {
    let minor = person(
      "student", family: parent.customer.surname, street: parent.customer.street,
      phone: parent.customer.phone,
      device: dice.chance(0.5) ? parent.customer.device : nil, daysAgo: dice.between(60...900),
      balance: dice.cents(5...200), isMinor: true)
    let pocket = dice.dollars(5...40, step: 5)
    let day = dice.between(0...6)
    parent.habits.append { me, bank, dice in
      guard bank.today.weekday == day, me.affords(pocket) else { return }
      bank.transfer(
        pocket, from: me.account, to: minor.account, .book, at: dice.time(8...21), Details(memo: "allowance"))
    }
    minor.habits = [Spending.cards(perDay: dice.between(0.1...0.5), purse: 0.35)]
  }

  static let desks = [
    "accountant", "teacher", "nurse", "clerk", "engineer", "analyst", "manager", "technician", "mechanic",
    "dental assistant", "postal worker", "police officer", "librarian", "programmer", "paralegal",
    "salesperson",
    "", "office worker", "civil servant", "pharmacist", "electrician", "customer service", "unknown",
  ]
}
