import Ledger

extension Operation {
  /// A recruiter is sent money and pays many drivers found on the internet near the border; rents cars, pays
  /// for fuel and rooms along the road.
  ///
  /// FIN-2023-Alert001 page 6: recruited, unaffiliated drivers.
  func driversOnHire() {
    let town = dice.borderTown()
    let recruiter = person(
      dice.pick(["driver", "self-employed", "", "security guard"]), in: town, .controller, .hub)
    let financier = bank.outsider(&dice, state: dice.inland().state)
    note(financier, .controller, .hub)
    var drivers = payers(dice.between(by(14...30, 9...18, 5...10)), inLand: false)
    let perWeek = by(7.0, 4.0, 2.0)
    let fare = dice.dollars(350...2200, step: 50)
    let rental = Shop.named("Wheels Rental")
    let motel = Shop.named("Budget Inn")
    daily { [self] dice in
      if recruiter.account.available < fare * by(4, 3, 2) {
        bank.move(
          dice.spread(fare * by(8, 6, 4), 0.4) / 10_000 * 10_000, from: .outside(financier),
          to: .inside(recruiter.account),
          dice.chance(0.6) ? .wire : .p2p, at: dice.time(8...12))
      }
      for _ in 0..<dice.count(perWeek / 7) {
        let cents = dice.vary(fare, by(0.1, 0.25, 0.5)) / 2500 * 2500
        guard recruiter.affords(cents) else { continue }
        bank.debit(
          recruiter.account, cents, .p2p, at: dice.time(6...24), to: dice.pick(drivers),
          Details(memo: vague(&dice)))
      }
      // Drivers are arrested, or come only once; others take their place.
      if dice.chance(by(0.25, 0.15, 0.08)) {
        drivers[dice.below(drivers.count)] = bank.handle(&dice, state: town.state)
      }
      recruiter.whereabouts = dice.chance(0.8) ? town : dice.borderTown()
      if dice.chance(by(0.25, 0.12, 0.05)) { Spending.purchase(rental, 1, recruiter, bank, &dice) }
      if dice.chance(by(0.25, 0.12, 0.05)) { Spending.purchase(motel, 1, recruiter, bank, &dice) }
    }
  }
}
