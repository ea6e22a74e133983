import Ledger

extension Operation {
  /// An agency takes fees for visas, travel and training from many workers, in instalments that do not end;
  /// part goes to the manager who employs them, part abroad.
  ///
  /// FIN-2020-A008 page 4: recruitment fees of hundreds to tens of thousands of dollars; FIN-2014-A008
  /// appendix B.
  func recruiter() {
    let home = dice.town()
    let agency = business(
      dice.pick(["Manpower", "Staffing", "Overseas Placement", "Recruitment"]), "employment agency",
      naics: "561311",
      in: home, .front, .hub)
    let manager = person(
      dice.pick(["plant manager", "farm manager", "hotel manager"]), in: home, .controller, .hub, .job(4200))
    let abroad = bank.outsider(
      &dice, country: dice.pick(["PH", "IN", "MX", "GT", "TH", "NP"]),
      name: dice.business("Overseas Manpower"))
    note(abroad, .facilitator, .hub)
    let employer = bank.market.employer(in: home, &dice)
    let fee = dice.dollars(120...520, step: 10)
    for _ in 0..<dice.between(by(5...8, 3...6, 2...4)) {
      let worker = person(
        dice.pick(["farm worker", "housekeeper", "welder", "packer", "caregiver"]), in: home, .possibleVictim,
        .leaf,
        .bare, daysAgo: 10...400)
      worker.customer.employer = employer.name
      worker.habits.append(
        Earning.wages(employer, net: dice.cents(420...760), .biweekly(weekday: 4, phase: 0)))
      worker.habits.append { [self] me, bank, dice in
        guard me.paidToday > 0, running.contains(bank.today.index), me.affords(fee) else { return }
        bank.transfer(
          dice.vary(fee, by(0.05, 0.2, 0.3)) / 500 * 500, from: me.account, to: agency.account,
          dice.pick([.p2p, .ach]),
          at: dice.time(8...30),
          Details(memo: dice.pick(["", "processing", "visa fee", "agency fee", "loan"])))
      }
    }
    let others = payers(dice.between(by(18...36, 10...20, 6...12)))
    daily { [self] dice in
      for _ in 0..<dice.count(by(1.6, 0.9, 0.5)) {
        bank.credit(
          agency.account, dice.vary(fee, 0.5) / 500 * 500, dice.pick([.p2p, .check, .ach]),
          at: dice.time(8...20),
          from: dice.pick(others),
          Details(memo: dice.pick(["", "visa", "processing fee", "deposit", "training"])))
      }
      guard bank.today.isOpen, agency.account.available > 150_000 else { return }
      if dice.chance(0.25) {
        passOn(agency, share: by(0.5, 0.4, 0.3), to: .outside(abroad), .wire, at: dice.time(10...16), &dice)
      } else if dice.chance(by(0.25, 0.18, 0.1)) {
        passOn(
          agency, share: by(0.4, 0.3, 0.2), to: .inside(manager.account), dice.pick([.p2p, .check]),
          at: dice.time(10...16),
          &dice, memo: dice.pick(["consulting", "", "cleaning service"]))
      }
    }
  }
}
