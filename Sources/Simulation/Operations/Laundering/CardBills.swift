import Ledger

extension Operation {
  /// Strangers' payments are used to pay the card bills of many other people; goods bought with the cards are
  /// the money that moves.
  ///
  /// FIN-2025-A003 page 10.
  func cardBills() {
    let payer = person(
      dice.pick(["homemaker", "student", "shopper", ""]), in: dice.town(), .facilitator, .hub)
    let second = person(
      dice.pick(["retired", "student", "cashier"]), in: payer.customer.home, .facilitator, .hub)
    let senders = payers(dice.between(by(16...30, 10...18, 6...10)), inLand: false)
    let issuers = (0..<dice.between(by(5...8, 4...6, 2...4))).map { _ in
      Party(
        account: "844001\(dice.between(1000...9999))",
        name: "\(dice.pick(["CASCADE", "UNION", "SUMMIT", "PRAIRIE"])) CARD SERVICES", bank: "Cascade Trust")
    }
    let typical = dice.dollars(300...by(2600, 1800, 1000), step: 20)
    for each in [payer, second] {
      daily { [self] dice in
        for _ in 0..<dice.count(by(0.9, 0.5, 0.28)) {
          bank.credit(
            each.account, dice.spread(typical, 0.5) / 500 * 500, dice.pick([.p2p, .p2p, .wire]),
            at: dice.time(9...23), from: dice.pick(senders), Details(memo: vague(&dice)))
        }
        guard each.account.available > by(120_000, 160_000, 200_000), dice.chance(by(0.8, 0.6, 0.4)) else {
          return
        }
        passOn(
          each, share: by(0.92, 0.75, 0.55), to: .outside(dice.pick(issuers)), .ach,
          at: dice.time(3...7) + 86_400, &dice, memo: "CARD PAYMENT")
      }
    }
  }
}
