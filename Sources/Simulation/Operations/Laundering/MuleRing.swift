import Ledger

extension Operation {
  /// Students, homemakers, the retired: what strangers send to them is gone within hours, to one person who
  /// gathers it; none of it is wages and hardly any is living.
  ///
  /// FIN-2025-A003 page 9; FINTRAC 2016-OA003 (in and out, low balance).
  func muleRing() {
    let herder = person(
      dice.pick(["self-employed", "importer", "", "trader"]), in: dice.town(), .controller, .hub)
    let exchange = Party(account: "8770055001", name: "Coinharbor Exchange", bank: "Metro Peoples Bank")
    let abroad = bank.outsider(&dice, country: dice.pick(["CN", "HK", "AE", "MX", "NG"]))
    note(abroad, .controller, .hub)
    let mules = (0..<dice.between(by(4...6, 3...4, 2...3))).map { _ in
      person(
        dice.pick(["student", "homemaker", "retired", "unemployed", "cashier"]), in: dice.town(),
        .facilitator, .hub)
    }
    let typical = dice.dollars(by(600...4000, 400...2500, 250...1400), step: 10)
    for mule in mules {
      daily { [self] dice in
        for _ in 0..<dice.count(by(0.8, 0.45, 0.25)) {
          bank.credit(
            mule.account, dice.spread(typical, 0.6), dice.pick([.p2p, .p2p, .wire, .ach]),
            at: dice.time(8...20),
            from: dice.chance(0.6) ? bank.handle(&dice) : bank.outsider(&dice), Details(memo: vague(&dice)))
        }
        guard mule.account.available > by(40_000, 60_000, 80_000), dice.chance(by(0.95, 0.8, 0.55)) else {
          return
        }
        let share = by(0.96, 0.88, 0.7)
        switch dice.below(10) {
        case ..<6:
          passOn(mule, share: share, to: .inside(herder.account), .p2p, at: dice.time(20...28), &dice)
        case ..<8: passOn(mule, share: share, to: .outside(exchange), .crypto, at: dice.time(20...28), &dice)
        default: cashOut(mule, share: share, in: [mule.customer.home], atCounter: true, &dice)
        }
      }
    }
    daily { [self] dice in
      guard herder.account.available > by(200_000, 300_000, 350_000), dice.chance(0.7) else { return }
      passOn(herder, share: by(0.95, 0.8, 0.6), to: .outside(abroad), .wire, at: dice.time(10...16), &dice)
    }
  }
}
