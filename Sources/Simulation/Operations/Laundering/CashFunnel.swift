import Ledger

extension Operation {
  /// Notes are paid in by others at branches in several states; within a day or two they are taken out far
  /// away.
  ///
  /// Funnel accounts: FIN-2020-A008 page 4; FIN-2019-A006 pages 10 and 13.
  func cashFunnel() {
    let holder = person(
      dice.pick(["student", "homemaker", "laborer", "", "unemployed"]),
      in: dice.chance(0.5) ? dice.borderTown() : dice.town(),
      .facilitator, .hub)
    let outlet = dice.chance(0.6) ? holder.customer.home : dice.borderTown()
    let depositors = (0..<dice.between(by(4...8, 3...5, 2...3))).map { _ in
      (name: dice.person().name, town: dice.inland())
    }
    let typical = dice.dollars(by(2500...8500, 1500...6000, 700...3000), step: 100)
    daily { [self] dice in
      if bank.today.isOpen, dice.chance(by(0.5, 0.3, 0.17)) {
        for depositor in dice.some(dice.between(1...by(3, 2, 1)), of: depositors) {
          let cents = dice.spread(typical, 0.35) / 2000 * 2000
          if cents < 300_000, dice.chance(0.3) {
            bank.depositAtMachine(
              holder.account, cents, at: dice.time(8...22), depositor.town, by: depositor.name)
          } else {
            bank.depositAtCounter(
              holder.account, min(cents, 990_000), at: dice.time(9...16), depositor.town, by: depositor.name,
              branch: dice.between(1...3))
          }
        }
      }
      guard holder.account.available > by(200_000, 250_000, 220_000), dice.chance(by(0.9, 0.65, 0.4)) else {
        return
      }
      cashOut(holder, share: by(0.95, 0.8, 0.6), in: [outlet], atCounter: dice.chance(0.7), &dice)
    }
    helper(of: holder)
  }

  /// A second account that takes over part of it.
  private func helper(of holder: Resident) {
    guard dice.chance(0.5) else { return }
    let second = person(dice.pick(["student", "retired", ""]), in: holder.customer.home, .facilitator, .hub)
    daily { [self] dice in
      if holder.account.available > 150_000, dice.chance(by(0.35, 0.2, 0.12)) {
        passOn(holder, share: 0.5, to: .inside(second.account), .p2p, at: dice.time(9...21), &dice)
      }
      if second.account.available > 150_000, dice.chance(0.5) {
        cashOut(second, share: by(0.95, 0.75, 0.55), in: [second.customer.home], atCounter: true, &dice)
      }
    }
  }
}
