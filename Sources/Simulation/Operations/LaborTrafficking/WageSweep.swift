import Ledger

extension Operation {
  /// Workers' pay arrives and most of it leaves again within hours, always to the same person, who drives
  /// them, houses them and keeps their cards; they buy next to nothing.
  ///
  /// FIN-2020-A008 page 4: wages taken back for debts, rent and transport; FIN-2026-NTC1.
  func wageSweep() {
    let town = dice.town()
    let payee = person(
      dice.pick(["foreman", "labor contractor", "self-employed", "landlord", "driver"]), in: town,
      .controller, .hub)
    let isShared = dice.chance(by(0.8, 0.5, 0.2))
    if isShared { note(.device, payee.customer.device, .controller, .hub) }
    let street = dice.street(isFlat: false)
    if difficulty != .careful { note(.address, "\(street), \(town.zip)", .controller, .hub) }
    let employers = (0..<dice.between(1...by(1, 2, 3))).map { _ in bank.market.employer(in: town, &dice) }
    let share = dice.between(by(0.82...0.97, 0.65...0.88, 0.42...0.68))
    let wait = by(600...20_000, 1800...70_000, 20_000...170_000)
    let weekday = dice.between(2...4)
    for _ in 0..<dice.between(by(6...10, 4...7, 3...4)) {
      let worker = person(
        dice.pick(["cleaner", "packer", "dishwasher", "farm worker", "laborer", ""]), in: town,
        .possibleVictim, .leaf,
        .bare, street: difficulty == .careful ? nil : street, device: isShared ? payee.customer.device : nil,
        daysAgo: 10...by(200, 400, 900))
      let employer = dice.pick(employers)
      worker.customer.employer = employer.name
      worker.habits.append(
        Earning.wages(employer, net: dice.cents(380...720), .weekly(weekday: weekday), unsteady: 0.12))
      worker.habits.append { [self] me, bank, dice in
        guard me.paidToday > 0, running.contains(bank.today.index), !dice.chance(by(0.02, 0.08, 0.2)) else {
          return
        }
        let cents = Int(Double(dice.vary(me.paidToday, 0.06)) * share)
        bank.transfer(
          dice.chance(0.5) ? cents / 500 * 500 : cents, from: me.account, to: payee.account, .p2p,
          at: dice.time(7...10) + dice.between(wait),
          Details(memo: dice.pick(["", "", "deuda", "rent", "ride", "house"])))
      }
    }
    daily { [self] dice in
      guard payee.account.available > by(150_000, 220_000, 300_000), dice.chance(0.5) else { return }
      cashOut(payee, share: by(0.8, 0.6, 0.4), in: [town], atCounter: dice.chance(0.5), &dice)
    }
  }
}
