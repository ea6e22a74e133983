import Ledger

extension Operation {
  /// One buys bus and air tickets one way for many who have crossed, from money that their families send.
  ///
  /// FINTRAC 2016-OA003 (travel for several individuals); FIN-2023-Alert001 page 6 (onward transport).
  func tickets() {
    let town = dice.chance(0.7) ? dice.borderTown() : dice.town()
    let buyer = person(
      dice.pick(["travel agent", "driver", "self-employed", ""]), in: town, .facilitator, .hub)
    let senders = payers(dice.between(by(18...32, 10...18, 6...10)))
    let boss = bank.outsider(&dice, country: "MX")
    note(boss, .controller, .hub)
    let bus = Shop.named("Coastline Bus")
    let airline = Shop.named("Summit Airlines")
    let motel = Shop.named("Budget Inn")
    daily { [self] dice in
      for _ in 0..<dice.count(by(1.2, 0.7, 0.4)) {
        let time = dice.time(7...21)
        bank.credit(
          buyer.account, dice.dollars(150...1400, step: 10), .p2p, at: time, from: dice.pick(senders),
          Details(memo: vague(&dice)))
        for _ in 0..<dice.between(1...by(4, 3, 2)) {
          let isAir = dice.chance(0.3)
          Spending.purchase(
            isAir ? airline : bus, 1, buyer, bank, &dice,
            exactly: isAir ? dice.cents(110...420) : dice.cents(45...210),
            at: time + dice.between(600...40_000))
        }
      }
      if dice.chance(by(0.15, 0.1, 0.05)) { Spending.purchase(motel, 1, buyer, bank, &dice) }
      guard buyer.account.available > by(120_000, 180_000, 250_000), dice.chance(0.4) else { return }
      passOn(buyer, share: by(0.85, 0.65, 0.5), to: .outside(boss), .wire, at: dice.time(10...18), &dice)
    }
  }
}
