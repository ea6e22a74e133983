import Ledger

extension Household {
  /// Paper wages turned into notes at the counter, money orders for the rent, prepaid cards.
  mutating func checkCasher() {
    let resident = person(
      dice.pick(["laborer", "cleaner", "dishwasher", "landscaper", ""]), balance: dice.spread(8_000, 1))
    let employer = bank.market.employer(in: home, &dice)
    resident.customer.employer = employer.name
    resident.habits.append(
      Earning.wageCheck(employer, net: dice.spread(52_000, 0.3), .weekly(weekday: 4), cashesIt: true))
    resident.habits.append(Spending.cards(perDay: dice.between(0.05...0.4), purse: 0.5))
    let rent = dice.dollars(400...900, step: 25)
    let place = home
    let store = Party(name: "MONEY ORDER", state: home.state)
    resident.habits.append { me, bank, dice in
      if Cadence.monthly(day: 2).falls(on: bank.today) {
        bank.depositAtCounter(me.account, rent, at: 10 * 3600, place)
        bank.debit(
          me.account, rent, .instrument, at: 11 * 3600, to: store,
          Details(place: place, branch: "BR-\(place.zip)-1", memo: "rent"))
      }
      if dice.chance(0.06), me.affords(6_000) {
        bank.debit(
          me.account, dice.dollars(20...100, step: 20), .prepaid, at: dice.time(9...20), to: store,
          Details(place: place, mcc: 6540))
      }
    }
    bank.truth.lookalike("check-cashing unbanked", resident.customer)
  }

  /// Told by telephone that a grandchild is in jail or the tax is due: gift cards until the savings are gone.
  mutating func scamVictim() {
    let resident = innocent(
      "scam victims buying gift cards", "retired", income: 2_400, wages: false,
      balance: dice.spread(600_000, 0.7))
    resident.habits.append(Earning.benefit(dice.dollars(1300...2500), day: dice.pick([3, 10, 17])))
    let first = dice.below(max(1, bank.days - 10))
    let days = (0..<dice.between(1...6)).map { _ in first + dice.below(9) }
    let shops = ["Corner Pharmacy", "Warehouse Club", "Orchard Grocers", "Circuit House"].map(Shop.named)
    resident.habits.append { me, bank, dice in
      guard days.contains(bank.today.index) else { return }
      for _ in 0..<dice.between(1...4) {
        Spending.purchase(
          dice.pick(shops), 1, me, bank, &dice,
          exactly: dice.pick([20_000, 50_000, 50_000, 100_000]) + dice.pick([0, 495, 595]))
      }
    }
  }
}
