import Ledger

extension Operation {
  /// A caretaker pays for several houses near the border, feeds many, buys bus tickets onward; somebody else
  /// sends the money.
  ///
  /// FIN-2014-A008 appendix A (sustenance); the hotel case of FIN-2023-Alert001 page 4.
  func stashHouses() {
    let town =
      dice.chance(0.75) ? dice.borderTown() : Places.named(dice.pick(["Phoenix", "Houston", "San Antonio"]))
    let keeper = person(
      dice.pick(["homemaker", "caretaker", "self-employed", ""]), in: town, .facilitator, .hub)
    let boss = person(dice.pick(["auto dealer", "self-employed", ""]), in: dice.town(), .controller, .hub)
    let senders = payers(dice.between(by(14...24, 8...14, 5...8)))
    let houses = dice.between(by(4...6, 3...4, 2...3))
    for _ in 0..<houses {
      let landlord = bank.outsider(&dice, state: town.state)
      keeper.habits.append(
        Living.rent(dice.dollars(700...1500, step: 25), to: landlord, by: .p2p, day: dice.between(1...9)))
      keeper.habits.append(Living.bills(2, in: town, &dice))
    }
    let food = [Shop.named("Warehouse Club"), Shop.named("Mercado La Feria"), Shop.named("Dollar Corner")]
    let bus = Shop.named("Coastline Bus")
    let motel = Shop.named("Budget Inn")
    daily { [self] dice in
      for _ in 0..<dice.count(by(1.4, 0.9, 0.5)) {
        bank.credit(
          boss.account, dice.dollars(300...2200, step: 50), .p2p, at: dice.time(8...22),
          from: dice.pick(senders),
          Details(memo: vague(&dice)))
      }
      if keeper.account.available < 260_000, boss.account.available > 120_000 {
        let cents = min(boss.account.available * 8 / 10, dice.dollars(900...2800, step: 100))
        bank.transfer(cents, from: boss.account, to: keeper.account, .p2p, at: dice.time(8...12))
      } else if boss.account.available > 400_000 {
        cashOut(boss, share: by(0.8, 0.6, 0.4), in: [boss.customer.home], atCounter: true, &dice)
      }
      for _ in 0..<dice.count(by(1.6, 1.0, 0.6)) {
        Spending.purchase(dice.pick(food), 1, keeper, bank, &dice, exactly: dice.spread(13_000, 0.5))
      }
      if dice.chance(by(0.3, 0.18, 0.08)) {
        for _ in 0..<dice.between(2...6) {
          Spending.purchase(bus, 1, keeper, bank, &dice, exactly: dice.cents(60...240))
        }
      }
      if dice.chance(by(0.2, 0.1, 0.04)) { Spending.purchase(motel, 1, keeper, bank, &dice) }
    }
  }
}
