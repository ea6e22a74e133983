import Ledger

extension Operation {
  /// The wages of several people arrive in the account of one, who takes most of it out in notes or sends it
  /// on.
  ///
  /// FIN-2020-A008 page 4, citing the FATF/APG report of July 2018 page 28.
  func wagesIntoOneAccount() {
    let town = dice.town()
    let holder = person(
      dice.pick(["labor contractor", "self-employed", "cleaner", "restaurant manager", ""]), in: town,
      .controller, .hub)
    let employers = (0..<dice.between(by(2...3, 1...3, 1...2))).map { _ in
      bank.market.employer(in: town, &dice)
    }
    let workers = (0..<dice.between(by(6...9, 4...6, 3...4))).map { _ in
      (
        name: dice.person().name, employer: dice.pick(employers), pay: dice.cents(380...760),
        number: String(dice.between(10_000...99_999))
      )
    }
    let cadence = dice.chance(0.7) ? Cadence.weekly(weekday: 4) : .biweekly(weekday: 4, phase: 0)
    let abroad = bank.outsider(&dice, country: dice.pick(["MX", "PH", "GT", "IN", "TH"]))
    let sends = dice.chance(0.4)
    if sends { note(abroad, .facilitator, .hub) }
    daily { [self] dice in
      if cadence.falls(on: bank.today) {
        for worker in workers where !dice.chance(by(0.02, 0.08, 0.2)) {
          bank.credit(
            holder.account, dice.vary(worker.pay, 0.15), .ach, at: dice.time(2...6),
            from: worker.employer.party,
            worker.employer.details(of: worker.name, worker.number))
        }
      }
      guard holder.account.available > by(100_000, 160_000, 250_000), dice.chance(by(0.9, 0.6, 0.4)) else {
        return
      }
      if sends, dice.chance(0.5) {
        passOn(holder, share: by(0.8, 0.6, 0.4), to: .outside(abroad), .wire, at: dice.time(10...18), &dice)
      } else {
        cashOut(holder, share: by(0.92, 0.75, 0.55), in: [town], atCounter: dice.chance(0.4), &dice)
      }
    }
  }
}
