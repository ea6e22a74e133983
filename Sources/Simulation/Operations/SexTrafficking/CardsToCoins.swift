import Ledger

extension Operation {
  /// What several who sell send to one is turned into prepaid cards and coins, and the coins into
  /// advertising.
  ///
  /// FIN-2020-A008 page 9 (prepaid cards to coins to advertisements); FINTRAC 2021-OA001 pages 3 and 6.
  func cardsToCoins() {
    let home = dice.town()
    let buyer = person(
      dice.pick(["self-employed", "student", "unemployed", ""]), in: home, .facilitator, .hub)
    let head = person(dice.pick(["promoter", "self-employed", ""]), in: home, .controller, .hub)
    let sellers = (0..<dice.between(by(3...5, 2...4, 2...3))).map { _ in
      person(
        dice.pick(["", "student", "waitress"]), in: home, .possibleVictim, .leaf, .bare, daysAgo: 15...700)
    }
    let exchange = Party(account: "8770055001", name: "Coinharbor Exchange", bank: "Metro Peoples Bank")
    daily { [self] dice in
      for seller in sellers {
        for _ in 0..<dice.count(by(1.6, 1.1, 0.6)) {
          bank.credit(
            seller.account, dice.dollars(60...320, step: 20), .p2p, at: dice.time(by(18, 16, 12)...27),
            from: bank.handle(&dice),
            Details(memo: dice.pick(["", "", "tonight", "🌹"])))
        }
        guard seller.account.available > by(15_000, 30_000, 50_000) else { continue }
        let payee = dice.chance(0.75) ? buyer : head
        passOn(
          seller, share: by(0.95, 0.82, 0.62), to: .inside(payee.account), .p2p, at: dice.time(22...32), &dice
        )
      }
      if buyer.account.available > 20_000, dice.chance(by(0.8, 0.5, 0.3)) {
        for _ in 0..<dice.between(1...3) where buyer.affords(26_000) {
          bank.debit(
            buyer.account, dice.pick([5_000, 10_000, 20_000, 25_000]) + dice.pick([395, 495, 595]), .prepaid,
            at: dice.time(10...26),
            to: Party(name: "NIGHT OWL MINI MART GIFT CRD", state: home.state),
            Details(place: home, mcc: 5499))
        }
        if dice.chance(0.6) {
          passOn(
            buyer, share: by(0.7, 0.5, 0.35), to: .outside(exchange), .crypto, at: dice.time(12...27), &dice)
        }
      }
    }
    spends(head)
  }
}
