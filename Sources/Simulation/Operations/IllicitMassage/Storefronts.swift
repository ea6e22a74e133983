import Ledger

extension Operation {
  /// Several massage shops of one owner under other names: the same telephone and computer, sales far into
  /// the night, mostly notes, no wages; food and bedding bought for people who live there; the money ends
  /// with the owner and at the casino.
  ///
  /// FIN-2020-A008 page 3 and page 7 flags 3, 4; FINTRAC 2016-OA003 and 2021-OA001 pages 4, 7, 8.
  func storefronts() {
    let home = dice.town()
    let owner = person(dice.pick(["spa owner", "investor", "self-employed"]), in: home, .controller, .hub)
    let phone = dice.chance(by(1, 0.7, 0.3)) ? owner.customer.phone : nil
    let device = dice.chance(by(1, 0.7, 0.4)) ? owner.customer.device : nil
    if phone != nil, !owner.customer.phone.isEmpty { note(.phone, owner.customer.phone, .controller, .hub) }
    if device != nil { note(.device, owner.customer.device, .controller, .hub) }
    let shops = (0..<dice.between(by(3...4, 2...3, 1...2))).map { _ in
      business(
        dice.pick(["Massage", "Foot Spa", "Health Spa", "Bodywork", "Wellness"]),
        dice.pick(["massage parlor", "day spa"]),
        naics: "812199", in: dice.chance(0.6) ? home : dice.town(), .front, .hub, phone: phone, device: device
      )
    }
    for shop in shops { nights(shop, owner) }
    let casino = Shop.named("Golden River Casino")
    daily { [self] dice in
      if owner.account.available > 300_000, dice.chance(by(0.35, 0.2, 0.08)) {
        Spending.purchase(
          casino, 1, owner, bank, &dice, exactly: dice.dollars(300...3000, step: 100), at: dice.time(20...27))
      }
      if owner.account.available > 900_000, dice.chance(0.25) {
        cashOut(owner, share: 0.5, in: [home], atCounter: true, &dice)
      }
      if shops.count > 1, dice.chance(by(0.25, 0.15, 0.06)) {
        let pair = dice.some(2, of: shops)
        passOn(pair[0], share: 0.3, to: .inside(pair[1].account), .book, at: dice.time(9...18), &dice)
      }
    }
  }

  /// One shop: sales by card when others are closed, notes to the bank, groceries for those inside.
  private func nights(_ shop: Resident, _ owner: Resident) {
    let settlement = Party(
      account: "8555000222", name: "Merchant Settlement", bank: "Union Federal", state: "OH")
    let late = by(0.6, 0.45, 0.3)
    let perDay = by(9.0, 6.0, 4.0)
    let inNotes = dice.between(by(0.7...0.9, 0.5...0.8, 0.35...0.6))
    let price = dice.dollars(60...120, step: 10)
    let landlord = bank.outsider(&dice, state: shop.customer.home.state, name: dice.business("Properties"))
    shop.habits.append(
      Living.rent(dice.dollars(1500...4000, step: 100), to: landlord, by: .ach, day: dice.between(1...5)))
    shop.habits.append(Living.bills(3, in: shop.customer.home, &dice))
    let food = [
      Shop.named("Orchard Grocers"), Shop.named("Mercado La Feria"), Shop.named("Spin Cycle Laundry"),
    ]
    var notes = 0
    daily { [self] dice in
      for _ in 0..<dice.count(perDay) {
        let cents = price + dice.dollars(0...160, step: 20)
        if dice.chance(inNotes) {
          notes += cents
        } else {
          let time = dice.chance(late) ? dice.time(22...28) : dice.time(11...22)
          bank.credit(
            shop.account, cents, .card, at: time, from: settlement,
            Details(place: shop.customer.home, memo: "CARD SALE", mcc: 7297))
        }
      }
      if notes > dice.dollars(500...by(4000, 3000, 2500)), bank.today.isOpen {
        bank.depositAtCounter(shop.account, notes, at: dice.time(9...16), shop.customer.home)
        notes = 0
      }
      if dice.chance(by(0.3, 0.22, 0.12)) { Spending.purchase(dice.pick(food), 1.6, shop, bank, &dice) }
      guard shop.account.available > by(250_000, 350_000, 500_000), dice.chance(0.5) else { return }
      passOn(
        shop, share: by(0.85, 0.65, 0.45), to: .inside(owner.account), dice.chance(0.7) ? .book : .check,
        at: dice.time(10...17), &dice, memo: dice.pick(["", "owner", "consulting", "cleaning service"]))
    }
    guard dice.chance(by(0.05, 0.3, 0.7)) else { return }
    // The careful pay one receptionist by the books.
    shop.habits.append(
      Trading.payroll(
        Firm(trade: "", occupation: "", naics: "", takings: 0, cashShare: 0),
        [bank.outsider(&dice, state: shop.customer.home.state)], phase: 0))
  }
}
