import Ledger

extension Operation {
  /// One account on the border takes both kinds of money: notes paid in at branches of many states, as from
  /// drugs, and the parts that families pay for a journey. What it gathers goes to one person across the
  /// border.
  ///
  /// FIN-2019-A006 page 13 (cash of several states to the border); FIN-2025-Alert001 page 2 (the same groups
  /// earn from drugs and from people); FIN-2023-Alert001 pages 6 and 7.
  func brokerOfBoth() {
    let town = dice.borderTown()
    let broker = person(
      dice.pick(["auto dealer", "self-employed", "produce broker", ""]), in: town, .controller, .hub)
    let abroad = bank.outsider(&dice, country: "MX")
    note(abroad, .controller, .hub)
    let runner = person(dice.pick(["driver", "student", "laborer"]), in: town, .facilitator, .hub)
    let families = kin(dice.between(by(4...6, 3...4, 2...3)))
    let others = payers(dice.between(by(14...26, 8...14, 5...8)))
    let depositors = (0..<dice.between(by(4...7, 3...5, 2...3))).map { _ in
      (name: dice.person().name, town: dice.inland())
    }
    daily { [self] dice in
      if dice.chance(by(0.5, 0.3, 0.18)) {
        let depositor = dice.pick(depositors)
        bank.depositAtCounter(
          broker.account, dice.dollars(1800...by(9500, 7000, 4500), step: 20), at: dice.time(9...16),
          depositor.town,
          by: depositor.name)
      }
      for _ in 0..<dice.count(by(0.9, 0.55, 0.3)) {
        let cents = dice.dollars(300...2400, step: 50)
        if dice.chance(0.35), let family = families.randomElement(using: &dice), family.affords(cents) {
          bank.transfer(
            cents, from: family.account, to: broker.account, .p2p, at: dice.time(8...22),
            Details(memo: vague(&dice)))
        } else {
          bank.credit(
            broker.account, cents, .p2p, at: dice.time(8...22), from: dice.pick(others),
            Details(memo: vague(&dice)))
        }
      }
      if broker.account.available > by(250_000, 350_000, 400_000), dice.chance(0.6) {
        if dice.chance(0.5) {
          passOn(broker, share: by(0.9, 0.7, 0.5), to: .outside(abroad), .wire, at: dice.time(10...16), &dice)
        } else {
          passOn(
            broker, share: by(0.6, 0.5, 0.35), to: .inside(runner.account), .p2p, at: dice.time(8...12), &dice
          )
        }
      }
      if runner.account.available > 120_000, dice.chance(0.7) {
        cashOut(runner, share: by(0.95, 0.8, 0.6), in: [town, dice.borderTown()], atCounter: true, &dice)
      }
    }
  }
}
