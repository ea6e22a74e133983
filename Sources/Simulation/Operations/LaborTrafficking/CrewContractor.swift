import Ledger

extension Operation {
  /// A young company is paid by building contractors and turns nearly all of it into notes for a crew off the
  /// books: no wages, no insurance, no material. The crew lives in one house of the boss.
  ///
  /// FinCEN notice of August 2023 on payroll tax and workers' compensation fraud in construction.
  func crewContractor() {
    let town = dice.inland()
    let shell = business(
      dice.pick(["Framing", "Drywall", "Roofing Crew", "Labor Services"]), "construction", naics: "238130",
      in: town,
      .front, .hub)
    let boss = person(dice.pick(["contractor", "foreman", "self-employed"]), in: town, .controller, .hub)
    let street = dice.street(isFlat: false)
    note(.address, "\(street), \(town.zip)", .controller, .hub)
    for _ in 0..<dice.between(by(2...4, 1...3, 1...2)) {
      let worker = person(
        "laborer", in: town, .possibleVictim, .leaf, .bare, street: street, daysAgo: 10...300)
      let pay = dice.dollars(180...420, step: 20)
      daily { [self] dice in
        guard bank.today.weekday == 5 else { return }
        bank.depositAtMachine(worker.account, dice.vary(pay, 0.2) / 2000 * 2000, at: dice.time(15...21), town)
        // What he owes for the bed and the journey.
        passOn(
          worker, share: by(0.7, 0.55, 0.4), to: .inside(boss.account), .p2p, at: dice.time(21...26), &dice,
          memo: dice.pick(["", "renta", "raite", "comida"]))
      }
    }
    let contractors = (0..<dice.between(by(4...7, 3...5, 2...4))).map { _ in
      bank.outsider(&dice, state: town.state, name: dice.business("Construction"))
    }
    let job = dice.dollars(2500...14_000, step: 100)
    daily { [self] dice in
      guard bank.today.isOpen else { return }
      if dice.chance(by(0.5, 0.38, 0.25)) {
        bank.credit(
          shell.account, dice.spread(job, 0.4), .check, at: dice.time(10...16), from: dice.pick(contractors),
          Details(place: town, branch: "BR-\(town.zip)-1", memo: dice.pick(["labor", "draw", "", "job"])))
      }
      if bank.today.weekday >= 3, shell.account.available > 200_000 {
        cashOut(shell, share: by(0.9, 0.7, 0.5), in: [town], atCounter: true, &dice)
      }
      if difficulty == .careful, dice.chance(0.05), shell.affords(60_000) {
        Spending.purchase(Shop.named("Delta Hardware"), 8, shell, bank, &dice)
      }
      if boss.account.available > 200_000, dice.chance(0.2) {
        cashOut(boss, share: 0.5, in: [town], atCounter: false, &dice)
      }
    }
  }
}
