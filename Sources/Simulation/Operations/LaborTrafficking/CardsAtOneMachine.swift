import Ledger

extension Operation {
  /// After pay day one person puts the cards of several workers into the same machine, one after the other,
  /// and empties each account; what is taken turns up as notes on the account of the one.
  ///
  /// Derived from FIN-2020-A008 page 4 (control of accounts) and page 6 (a third party holds cards and
  /// papers).
  func cardsAtOneMachine() {
    let town = dice.town()
    let boss = person(
      dice.pick(["foreman", "driver", "self-employed", "farm manager"]), in: town, .controller, .hub)
    let employer = bank.market.employer(in: town, &dice)
    let street = dice.street(isFlat: false)
    note(.address, "\(street), \(town.zip)", .controller, .hub)
    let workers = (0..<dice.between(by(7...11, 5...7, 3...5))).map { _ in
      let worker = person(
        dice.pick(["farm worker", "packer", "roofer", "cleaner", "laborer"]), in: town, .possibleVictim,
        .leaf, .bare,
        street: street, daysAgo: 10...600)
      worker.customer.employer = employer.name
      worker.habits.append(
        Earning.wages(employer, net: dice.cents(400...680), .weekly(weekday: 3), unsteady: 0.1))
      return worker
    }
    let machine = dice.between(2...5)
    let white = dice.chance(0.5)
    // Where the cards come together: nobody's account, and what leads to them.
    note(.terminal, Bank.terminal(machine, white: white, in: town), .facilitator, .hub)
    daily { [self] dice in
      guard bank.today.weekday == 4 || (bank.today.weekday == 5 && difficulty == .careful) else { return }
      guard difficulty != .careful || dice.chance(0.6) else { return }
      var time = dice.time(by(18...22, 17...23, 8...22))
      var taken = 0
      for worker in workers where !dice.chance(by(0.03, 0.1, 0.25)) {
        let cents = Int(Double(worker.account.available) * by(0.97, 0.85, 0.65)) / 2000 * 2000
        guard cents >= 4_000 else { continue }
        let elsewhere = difficulty == .careful && dice.chance(0.3)
        bank.withdrawAtMachine(
          worker.account, cents, at: time, town, machine: elsewhere ? 1 : machine, white: white && !elsewhere)
        taken += cents
        time += dice.between(by(40...110, 50...200, 60...900))
      }
      let kept = Int(Double(taken) * dice.between(0.35...0.8)) / 2000 * 2000
      guard kept > 0 else { return }
      bank.depositAtMachine(
        boss.account, kept, at: time + dice.between(600...90_000), town, machine: dice.between(1...4))
    }
    daily { [self] dice in
      guard boss.account.available > 300_000, dice.chance(0.3) else { return }
      passOn(
        boss, share: 0.5, to: .outside(bank.outsider(&dice, country: "MX")), .wire, at: dice.time(10...16),
        &dice)
    }
  }
}
