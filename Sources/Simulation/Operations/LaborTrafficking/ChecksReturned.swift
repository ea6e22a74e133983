import Ledger

extension Operation {
  /// Wages are paid by check as they should be; within days most of each comes back to the employer's
  /// manager.
  ///
  /// FIN-2014-A008 appendix B; FIN-2020-A008 page 4 (workers made to hand back what they are paid).
  func checksReturned() {
    let town = dice.town()
    let firm = business(
      dice.pick(["Restaurant", "Nursery", "Packing", "Motel"]), "restaurant",
      naics: dice.pick(["722511", "115114", "721110"]), in: town,
      .front, .hub)
    let manager = person(
      dice.pick(["restaurant manager", "foreman", "motel manager"]), in: town, .controller, .hub)
    let client = bank.outsider(&dice, state: town.state, name: dice.business("Settlement"))
    let workers = (0..<dice.between(by(5...8, 4...6, 3...4))).map { _ in
      let worker = person(
        dice.pick(["dishwasher", "housekeeper", "packer", "cook"]), in: town, .possibleVictim, .leaf, .bare,
        daysAgo: 20...600)
      worker.customer.employer = firm.customer.name
      return worker
    }
    let pay = dice.cents(380...620)
    let back = dice.between(by(0.6...0.9, 0.45...0.7, 0.25...0.5))
    daily { [self] dice in
      if bank.today.isOpen {
        bank.credit(
          firm.account, dice.spread(140_000, 0.4), .card, at: dice.time(5...7), from: client,
          Details(memo: "CARD SALES"))
      }
      guard bank.today.weekday == 4, bank.today.isOpen else { return }
      for worker in workers {
        let cents = dice.vary(pay, 0.15)
        let time = dice.time(10...17)
        bank.transfer(
          cents, from: firm.account, to: worker.account, .check, at: time,
          Details(memo: "PAYROLL CHECK"))
        guard !dice.chance(by(0.03, 0.1, 0.25)) else { continue }
        let part = Int(Double(cents) * back) / 1000 * 1000
        let wait = dice.between(by(600...20_000, 3600...80_000, 20_000...240_000))
        if dice.chance(0.5) {
          bank.transfer(
            part, from: worker.account, to: manager.account, .p2p, at: time + wait,
            Details(memo: dice.pick(["", "advance", "uniform", "room"])))
        } else {
          bank.withdrawAtMachine(worker.account, part, at: time + wait, town, machine: 2)
          bank.depositAtMachine(
            manager.account, part / 2000 * 2000, at: time + wait + dice.between(300...20_000), town,
            machine: 2)
        }
      }
      if manager.account.available > 300_000 {
        cashOut(manager, share: by(0.7, 0.5, 0.35), in: [town], atCounter: true, &dice)
      }
      if firm.account.available > 900_000 {
        passOn(
          firm, share: 0.5, to: .inside(manager.account), .book, at: dice.time(12...17), &dice,
          memo: dice.pick(["", "supplies"]))
      }
    }
  }
}
