import Ledger

extension Operation {
  /// One who keeps the money of a ring: many who sell send to it, it sends on to the organisers; it pays
  /// rents of several flats, many telephones, advertising; the same telephone opens several people's
  /// accounts.
  ///
  /// FINTRAC 2021-OA001 pages 4, 6, 7, 8: financial intermediaries and nominees of escort agencies.
  func bookkeeper() {
    let home = dice.town()
    let keeper = person(
      dice.pick(["bookkeeper", "homemaker", "", "hairdresser"]), in: home, .facilitator, .hub)
    let head = person(
      dice.pick(["self-employed", "bar owner", "consultant"]), in: dice.town(), .controller, .hub)
    let isShared = dice.chance(by(0.9, 0.6, 0.3))
    if isShared { note(.device, keeper.customer.device, .facilitator, .hub) }
    let sellers = (0..<dice.between(by(4...7, 3...5, 2...3))).map { _ in
      person(
        dice.pick(["", "student", "waitress", "model"]), in: home, .possibleVictim, .leaf, .bare,
        device: isShared ? keeper.customer.device : nil, daysAgo: 20...800)
    }
    let elsewhere = payers(dice.between(by(6...12, 4...8, 2...4)), inLand: false)
    for _ in 0..<dice.between(by(3...5, 2...4, 1...3)) {
      let landlord = bank.outsider(&dice, state: home.state)
      keeper.habits.append(
        Living.rent(dice.dollars(800...2200, step: 50), to: landlord, by: .p2p, day: dice.between(1...10)))
    }
    let phones = ["Northstar Mobile", "Airlink Prepaid", "Simplycell", "Bluewave Wireless", "Talkaway"].map {
      Party(name: "\($0.uppercased()) PMT")
    }
    daily { [self] dice in
      for seller in sellers {
        for _ in 0..<dice.count(by(1.8, 1.2, 0.7)) {
          bank.credit(
            seller.account, dice.dollars(80...400, step: 20), .p2p, at: dice.time(by(18, 16, 12)...27),
            from: bank.handle(&dice), Details(memo: dice.pick(["", "", "lily", "spa", "dinner", "mia"])))
        }
        if seller.account.available > by(20_000, 35_000, 60_000) {
          passOn(
            seller, share: by(0.95, 0.8, 0.6), to: .inside(keeper.account), .p2p, at: dice.time(9...15), &dice
          )
        }
      }
      for _ in 0..<dice.count(by(1.2, 0.7, 0.4)) {
        bank.credit(
          keeper.account, dice.dollars(150...900, step: 10), .p2p, at: dice.time(9...25),
          from: dice.pick(elsewhere),
          Details(memo: vague(&dice)))
      }
      if keeper.account.available > by(100_000, 160_000, 240_000) {
        passOn(
          keeper, share: by(0.85, 0.7, 0.5), to: .inside(head.account), .p2p, at: dice.time(15...23), &dice)
      }
      if dice.chance(by(0.2, 0.12, 0.06)), keeper.affords(12_000) {
        bank.debit(
          keeper.account, dice.cents(25...90), .card, at: dice.time(9...20), to: dice.pick(phones),
          Details(mcc: 4814))
      }
    }
    spends(head)
  }
}
