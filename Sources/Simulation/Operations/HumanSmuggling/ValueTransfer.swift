import Ledger

extension Operation {
  /// An informal money changer holds what families pay until the traveller has arrived, then pays out to
  /// guides and drivers: as much out as in, to as many.
  ///
  /// FATF, migrant smuggling (2022): hawala that releases the fee on proof of arrival.
  func valueTransfer() {
    let changer = person(
      dice.pick(["grocer", "travel agent", "", "trader"]), in: dice.town(), .facilitator, .hub)
    let families = kin(dice.between(by(3...5, 2...4, 1...3)))
    let others = payers(dice.between(by(22...40, 14...24, 7...12)))
    let payees = payers(dice.between(by(16...28, 10...18, 5...9)), inLand: false)
    let abroad = bank.outsider(&dice, country: dice.pick(["TR", "AE", "PK", "CO", "NI", "IN"]))
    note(abroad, .controller, .hub)
    let typical = dice.dollars(400...3200, step: 50)
    var held: [(cents: Int, release: Int)] = []
    daily { [self] dice in
      for _ in 0..<dice.count(by(1.5, 0.9, 0.45)) {
        let cents = dice.spread(typical, 0.5) / 1000 * 1000
        let time = dice.time(8...22)
        if dice.chance(0.2), let family = families.randomElement(using: &dice), family.affords(cents) {
          bank.transfer(cents, from: family.account, to: changer.account, .p2p, at: time)
        } else {
          bank.credit(
            changer.account, cents, dice.pick([.p2p, .p2p, .wire]), at: time, from: dice.pick(others),
            Details(memo: vague(&dice)))
        }
        held.append((cents, bank.today.index + dice.between(by(1...8, 2...15, 4...25))))
      }
      let ripe = held.filter { $0.release <= bank.today.index }
      held.removeAll { $0.release <= bank.today.index }
      for each in ripe {
        let cents = min(each.cents * dice.between(93...99) / 100, changer.account.available)
        guard cents > 5_000 else { continue }
        let isAbroad = dice.chance(0.3)
        bank.debit(
          changer.account, cents, isAbroad ? .wire : .p2p, at: dice.time(8...22),
          to: isAbroad ? abroad : dice.pick(payees),
          Details(memo: vague(&dice)))
      }
    }
  }
}
