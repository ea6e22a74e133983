import Ledger

extension Operation {
  /// A trading company near the border takes notes by armoured car far beyond its trade and sends them to
  /// Mexico at once; out of the same account it pays drivers and houses for people.
  ///
  /// FIN-2025-Alert001 page 6; FIN-2025-A003 page 10 (no stock is ever bought); FIN-2023-Alert001 page 6.
  func exporter() {
    let town = dice.borderTown()
    let company = business(
      dice.pick(["Exports", "Produce", "Electronics Trading", "Forwarding"]), "wholesale trade",
      naics: "423690", in: town,
      .front, .hub)
    let owner = person(dice.pick(["importer", "business owner", ""]), in: town, .controller, .hub)
    let abroad = bank.outsider(
      &dice, country: "MX", name: "Comercial \(dice.pick(Names.last)) SA de CV")
    note(abroad, .controller, .hub)
    let carrier = Party(account: "8330011990", name: "Armored Transport Deposit", bank: "Union Federal")
    let typical = dice.dollars(by(30_000...140_000, 15_000...60_000, 6_000...22_000), step: 100)
    var drivers = payers(by(10, 7, 5), inLand: false)
    let honest = (0..<by(0, 3, 6)).map { _ in
      bank.outsider(&dice, state: town.state, name: dice.business("Stores"))
    }
    for _ in 0..<by(3, 2, 1) {
      let landlord = bank.outsider(&dice, state: town.state)
      company.habits.append(
        Living.rent(dice.dollars(700...1500, step: 50), to: landlord, by: .check, day: dice.between(1...9)))
    }
    daily { [self] dice in
      guard bank.today.isOpen else { return }
      if dice.chance(by(0.4, 0.3, 0.25)) {
        bank.credit(
          company.account, dice.spread(typical, 0.4) / 100_000 * 100_000, .cash, at: dice.time(10...15),
          from: carrier,
          Details(
            place: town, branch: "BR-\(town.zip)-1", memo: "ARMORED CAR DEPOSIT",
            conductor: "Armored Transport"))
      }
      if let client = honest.randomElement(using: &dice), dice.chance(0.3) {
        bank.credit(
          company.account, dice.spread(typical / 3, 0.5), .ach, at: dice.time(4...8), from: client,
          Details(memo: "invoice"))
      }
      if company.account.available > typical, dice.chance(by(0.85, 0.6, 0.45)) {
        passOn(
          company, share: by(0.9, 0.75, 0.6), to: .outside(abroad), .wire, at: dice.time(11...16), &dice,
          memo: dice.pick(["invoice", "", "merchandise"]))
      }
      for _ in 0..<dice.count(by(1.0, 0.6, 0.3)) where company.account.available > 200_000 {
        bank.debit(
          company.account, dice.dollars(400...1800, step: 50), .p2p, at: dice.time(8...22),
          to: dice.pick(drivers),
          Details(memo: vague(&dice)))
      }
      if dice.chance(0.1) { drivers[dice.below(drivers.count)] = bank.handle(&dice, state: town.state) }
      if dice.chance(by(0.12, 0.1, 0.06)) {
        passOn(company, share: 0.15, to: .inside(owner.account), .book, at: dice.time(10...16), &dice)
      }
    }
  }
}
