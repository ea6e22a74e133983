import Ledger

extension Operation {
  /// Many young people pay one account once or twice each, mostly at night; within hours it is sent abroad or
  /// turned into coins.
  ///
  /// FIN-2025-NTC2; FINTRAC Project Shadow alert (2025) page 9.
  func extortionMule() {
    let abroad = bank.outsider(&dice, country: dice.pick(["NG", "CI", "PH"]))
    note(abroad, .controller, .hub)
    let exchange = Party(account: "8770055001", name: "Coinharbor Exchange", bank: "Metro Peoples Bank")
    let victims = (0..<dice.between(by(2...4, 2...3, 1...2))).map { _ in victim() }
    let nights = victims.map { _ in dice.between(running) }
    for number in 0..<dice.between(by(2...3, 1...2, 1...2)) {
      let mule = person(
        dice.pick(["student", "unemployed", "", "retail"]), in: dice.town(), .facilitator, .hub)
      let tilts = dice.between(0.3...0.9)
      daily { [self] dice in
        for _ in 0..<dice.count(by(1.7, 1.0, 0.55)) {
          let time = dice.chance(by(0.75, 0.6, 0.45)) ? dice.time(21...29) : dice.time(9...21)
          let sender = bank.handle(&dice, state: dice.town().state)
          for _ in 0..<dice.between(1...2) {
            bank.credit(
              mule.account, dice.dollars(10...200, step: dice.chance(0.8) ? 10 : 5), .p2p,
              at: time + dice.below(1800), from: sender,
              Details(memo: dice.pick(["", "", "", "please stop", "delete them", "last one", "i paid"])))
          }
        }
        for (victim, night) in zip(victims, nights) where number == 0 && night == bank.today.index {
          pays(victim, .inside(mule.account), &dice)
        }
        guard mule.account.available > by(10_000, 25_000, 45_000), dice.chance(by(0.95, 0.85, 0.6)) else {
          return
        }
        let isCoins = dice.chance(tilts)
        passOn(
          mule, share: by(0.95, 0.85, 0.65), to: .outside(isCoins ? exchange : abroad),
          isCoins ? .crypto : .wire,
          at: dice.time(24...32), &dice)
      }
    }
  }

  /// Somebody who is being extorted; some are minors with an account that a parent signed for.
  func victim() -> Resident {
    let isMinor = dice.chance(0.5)
    return person(
      "student", in: dice.town(), .possibleVictim, .leaf, isMinor ? .bare : .job(1100), daysAgo: 60...900,
      isMinor: isMinor)
  }

  /// One night: the same payee again and again, until nothing is left.
  func pays(_ victim: Resident, _ extorter: Side, _ dice: inout Dice) {
    var time = dice.time(21...28)
    if victim.account.available < 8_000 {
      // Borrowed from friends, sold, saved.
      bank.credit(
        victim.account, dice.dollars(80...500, step: 20), .p2p, at: dice.time(12...20),
        from: bank.handle(&dice))
    }
    for _ in 0..<dice.between(2...by(7, 6, 5)) {
      let cents = min(dice.dollars(20...200, step: 10), victim.account.available / 1000 * 1000)
      guard cents >= 1_000 else { break }
      let memo = dice.pick([
        "", "", "please stop", "delete the pictures", "i have no more", "last one please",
      ])
      bank.move(cents, from: .inside(victim.account), to: extorter, .p2p, at: time, Details(memo: memo))
      time += dice.between(200...by(4000, 9000, 20_000))
    }
    guard dice.chance(0.35), victim.affords(10_000) else { return }
    bank.debit(
      victim.account, dice.pick([5_000, 10_000]) + 495, .prepaid, at: time,
      to: Party(name: "CORNER PHARMACY GIFT CARD", state: victim.customer.home.state),
      Details(place: victim.customer.home, mcc: 5912))
  }
}
