import Ledger

extension Household {
  /// Many tenants, one payee, similar round sums at the start of the month; a mortgage, repairs.
  mutating func landlord() {
    let resident = innocent(
      "landlords", dice.pick(["landlord", "retired", "realtor", "engineer"]), income: dice.spread(3_500, 0.3))
    let tenants = neighbours(dice.between(4...16))
    let rents = tenants.map { _ in dice.dollars(600...1800, step: 25) }
    let days = tenants.map { _ in dice.between(1...6) }
    resident.habits.append { me, bank, dice in
      for (index, tenant) in tenants.enumerated()
      where Cadence.monthly(day: days[index]).falls(on: bank.today) && !dice.chance(0.04) {
        bank.credit(
          me.account, rents[index], dice.chance(0.7) ? .p2p : .check, at: dice.time(8...21), from: tenant,
          Details(
            memo: dice.chance(0.7) ? "rent unit \(index + 1)" : "",
            purpose: dice.chance(0.3) ? .rent : .unstated))
      }
      guard dice.chance(0.05) else { return }
      Spending.purchase(Shop.named("Delta Hardware"), 4, me, bank, &dice)
    }
    resident.habits.append(Living.mortgage(rents.reduce(0, +) * 55 / 100, day: 9))
  }

  /// Manages houses for others: many rents in, owners paid, utilities of every house.
  mutating func propertyManager() {
    let resident = innocentFirm(
      "property managers",
      Firm(
        trade: "Property Management", occupation: "property management", naics: "531311", takings: 20_000,
        cashShare: 0,
        openDays: [0, 1, 2, 3, 4], staff: 2, supplies: 0.2, payer: "Tenant Portal"))
    let tenants = neighbours(dice.between(25...50))
    let owners = (0..<5).map { _ in bank.outsider(&dice, state: home.state) }
    for _ in 0..<3 { resident.habits.append(Living.bills(3, in: home, &dice)) }
    let usual = dice.dollars(700...1500, step: 50)
    resident.habits.append { me, bank, dice in
      guard bank.today.dayOfMonth <= 5 || bank.today.dayOfMonth == 10 else { return }
      if bank.today.dayOfMonth <= 5 {
        for tenant in tenants where dice.chance(0.2) {
          bank.credit(
            me.account, dice.vary(usual, 0.3) / 500 * 500, .ach, at: dice.time(3...20), from: tenant,
            Details(memo: "RENT", purpose: .rent))
        }
      } else {
        for owner in owners {
          let cents = me.account.available / 7
          guard cents > 10_000 else { continue }
          bank.debit(
            me.account, cents, .ach, at: dice.time(9...15), to: owner, Details(memo: "owner distribution"))
        }
      }
    }
  }

  /// One of several who rent together gathers the shares and pays the landlord.
  mutating func housemate() {
    let resident = innocent(
      "rent splitting", dice.pick(["barista", "nurse", "programmer", "student", "cook"]),
      income: dice.spread(2_900, 0.3), rent: false)
    let mates = neighbours(dice.between(2...5))
    let share = dice.dollars(400...950, step: 25)
    let landlord = bank.outsider(&dice, state: home.state, name: dice.business("Apartments"))
    resident.habits.append { me, bank, dice in
      if Cadence.monthly(day: 1).falls(on: bank.today) {
        for mate in mates {
          bank.credit(
            me.account, share, .p2p, at: dice.time(7...19), from: mate,
            Details(memo: dice.pick(["rent", "🏠", "rent + wifi", ""])))
        }
      }
      guard Cadence.monthly(day: 2).falls(on: bank.today) else { return }
      bank.debit(
        me.account, share * (mates.count + 1), .ach, at: dice.time(7...12), to: landlord,
        Details(memo: "rent", purpose: .rent))
    }
  }
}
