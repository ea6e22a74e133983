import Ledger

extension Operation {
  /// Families in many states, and strangers with cash at far branches, pay one account in a border town; it
  /// is taken out there, or goes on across the border, soon after.
  ///
  /// FIN-2023-Alert001 page 7 flags 1 and 2; the funnel account of FIN-2020-A008 page 4.
  func borderFunnel() {
    let town = dice.borderTown()
    let holder = person(
      dice.pick(["self-employed", "homemaker", "", "driver", "mechanic"]), in: town, .facilitator, .hub)
    let organiser = bank.outsider(&dice, country: "MX")
    let goesAbroad = dice.chance(0.5)
    if goesAbroad { note(organiser, .controller, .hub) }
    let families = kin(dice.between(by(3...5, 2...4, 1...3)))
    let others = payers(dice.between(by(22...45, 10...22, 6...10)))
    let depositors = (0..<dice.between(by(3...6, 2...4, 0...2))).map { _ in
      (name: dice.person().name, town: dice.inland())
    }
    let perWeek = by(9.0, 4.5, 2.2)
    let typical = dice.dollars(by(700...2400, 400...1800, 250...1100), step: 50)
    let towns = [town, dice.borderTown()]
    daily { [self] dice in
      for _ in 0..<dice.count(perWeek / 7) {
        let cents = dice.spread(typical, 0.5) / 1000 * 1000
        let details = Details(memo: vague(&dice))
        if dice.chance(0.3) {
          let family = dice.pick(families)
          guard family.affords(cents) else { continue }
          bank.transfer(cents, from: family.account, to: holder.account, .p2p, at: dice.time(8...22), details)
        } else {
          bank.credit(
            holder.account, cents, dice.chance(0.75) ? .p2p : .wire, at: dice.time(8...22),
            from: dice.pick(others),
            details)
        }
      }
      if !depositors.isEmpty, dice.chance(perWeek / 7 * 0.35) {
        let depositor = dice.pick(depositors)
        bank.depositAtCounter(
          holder.account, dice.spread(typical * 2, 0.4) / 2000 * 2000, at: dice.time(9...16), depositor.town,
          by: depositor.name)
      }
      guard holder.account.available > by(60_000, 150_000, 220_000), dice.chance(by(0.85, 0.6, 0.4)) else {
        return
      }
      if goesAbroad, dice.chance(0.5) {
        passOn(
          holder, share: by(0.92, 0.75, 0.55), to: .outside(organiser), .wire, at: dice.time(10...16), &dice)
      } else {
        cashOut(holder, share: by(0.95, 0.8, 0.6), in: towns, atCounter: dice.chance(0.5), &dice)
      }
    }
  }
}
