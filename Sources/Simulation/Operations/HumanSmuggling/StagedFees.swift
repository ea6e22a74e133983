import Ledger

extension Operation {
  /// Households that do not know each other pay the same person in parts: at the start, on the way, on
  /// arrival; a few are made to pay again. Some who arrived work the rest off and send most of each wage.
  ///
  /// FIN-2023-Alert001 page 6: advance, split and on-arrival payment, and what an unpaid debt leads to.
  func stagedFees() {
    let payee = bank.outsider(
      &dice, state: dice.pick(["TX", "AZ", "CA", "NM"]),
      bank: dice.pick(["Frontera Credit Union", "Pioneer State Bank"]))
    note(payee, .controller, .hub)
    let families = kin(dice.between(by(7...12, 5...8, 3...5)))
    let fee = dice.dollars(3_500...14_000, step: 100)
    for family in families { stage(family, payee, total: dice.vary(fee, by(0.08, 0.2, 0.35))) }
    let debtors = dice.between(by(2...4, 1...3, 0...2))
    for _ in 0..<debtors { debtor(to: payee) }
  }

  /// One household's parts, on days chosen when its traveller leaves.
  private func stage(_ family: Resident, _ payee: Party, total: Int) {
    let parts = dice.between(by(2...3, 2...4, 3...5))
    var day = dice.between(running.lowerBound...max(running.lowerBound, running.upperBound - 25))
    var left = total
    var planned: [Int: Int] = [:]
    for part in 0..<parts {
      let cents = part == parts - 1 ? left : dice.vary(total / parts, 0.35) / 5000 * 5000
      planned[day, default: 0] += cents
      left -= cents
      day += dice.between(by(3...12, 5...20, 8...28))
    }
    if dice.chance(0.25) {
      for _ in 0..<dice.between(1...4) {
        planned[day, default: 0] += dice.dollars(200...1200, step: 50)
        day += dice.between(2...8)
      }
    }
    daily { [self] dice in
      guard let cents = planned[bank.today.index] else { return }
      // The family borrows and saves up first, in cash and from relatives.
      let lacking = cents - family.account.available + 20_000
      if lacking > 0 {
        bank.credit(
          family.account, lacking, .p2p, at: dice.time(7...9), from: bank.handle(&dice),
          Details(memo: "prestamo"))
      }
      bank.debit(
        family.account, cents, dice.chance(0.6) ? .wire : .p2p, at: dice.time(9...20), to: payee,
        Details(memo: vague(&dice)))
    }
  }

  /// Somebody who arrived, and pays with most of each wage.
  private func debtor(to payee: Party) {
    let worker = person(
      dice.pick(["dishwasher", "roofer", "cleaner", "packer"]), in: dice.inland(), .possibleVictim, .leaf,
      .bare,
      daysAgo: 10...120)
    let employer = bank.market.employer(in: worker.customer.home, &dice)
    worker.customer.employer = employer.name
    worker.habits.append(
      Earning.wages(employer, net: dice.cents(420...640), .weekly(weekday: 4), unsteady: 0.12))
    let share = dice.between(by(0.7...0.9, 0.5...0.75, 0.35...0.55))
    worker.habits.append { [self] me, bank, dice in
      guard me.paidToday > 0, running.contains(bank.today.index) else { return }
      bank.debit(
        me.account, Int(Double(me.paidToday) * share) / 1000 * 1000, .p2p, at: dice.time(9...20), to: payee,
        Details(memo: vague(&dice)))
    }
  }
}
