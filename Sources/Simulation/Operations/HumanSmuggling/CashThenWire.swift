import Ledger

extension Operation {
  /// Unexplained cash goes into several people's accounts and soon after by wire to the same person abroad,
  /// far more than their trade explains.
  ///
  /// FIN-2023-Alert001 page 7 flag 3 and page 8 flag 5; FIN-2014-A008 appendix A.
  func cashThenWire() {
    let payee = bank.outsider(
      &dice, country: dice.pick(["MX", "GT", "SV", "HN", "EC", "IN", "CN"]))
    note(payee, .controller, .hub)
    for _ in 0..<dice.between(by(3...4, 2...3, 1...3)) {
      let mule = person(
        dice.pick(["laborer", "student", "homemaker", "cook", "unemployed"]), in: dice.town(), .facilitator,
        .hub)
      let typical = dice.dollars(by(1500...4500, 900...3200, 600...2000), step: 100)
      let perWeek = by(2.6, 1.5, 0.8)
      daily { [self] dice in
        guard bank.today.isOpen, dice.chance(perWeek / 5) else { return }
        let cents = dice.spread(typical, 0.4) / 2000 * 2000
        let time = dice.time(9...15)
        bank.depositAtCounter(mule.account, cents, at: time, mule.customer.home, branch: dice.between(1...3))
        bank.debit(
          mule.account, cents * dice.between(by(88...97, 78...95, 60...90)) / 100, .wire,
          at: time + dice.between(by(1200...80_000, 3600...160_000, 40_000...400_000)), to: payee,
          Details(memo: vague(&dice)))
      }
    }
  }
}
