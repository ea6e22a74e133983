import Ledger

extension Operation {
  /// People are moved from city to city, a few nights in each: one pays for rooms, rides, advertising and
  /// food everywhere; many strangers pay those who are moved, mostly in the evening, and it ends with the
  /// one.
  ///
  /// FIN-2020-A008 page 7 flags 1, 2, 5; FINTRAC 2016-OA003 (short stays, several cities).
  func circuit() {
    let home = dice.town()
    let controller = person(
      dice.pick(["self-employed", "promoter", "", "barber"]), in: home, .controller, .hub)
    let device = controller.customer.device
    let isShared = dice.chance(by(0.9, 0.6, 0.25))
    if isShared { note(.device, device, .controller, .hub) }
    let moved = (0..<dice.between(by(3...5, 2...4, 1...3))).map { _ in
      person(
        dice.pick(["", "student", "model", "unemployed"]), in: dice.town(), .possibleVictim, .leaf, .bare,
        device: isShared ? device : nil, daysAgo: 15...700)
    }
    let stops = (0..<dice.between(by(6...10, 4...8, 3...5))).map { _ in dice.town() }
    let stay = dice.between(by(2...4, 2...6, 4...10))
    let evening = by(0.9, 0.75, 0.55)
    let perDay = by(3.4, 2.2, 1.2)
    daily { [self] dice in
      let town = stops[bank.today.index / stay % stops.count]
      controller.whereabouts = town
      for each in moved {
        each.whereabouts = town
        earn(each, evening: evening, perDay: perDay, &dice)
        guard each.account.available > by(15_000, 30_000, 50_000) else { continue }
        passOn(
          each, share: by(0.96, 0.85, 0.65), to: .inside(controller.account), .p2p, at: dice.time(24...31),
          &dice)
      }
      travels(controller, isArrival: bank.today.index % stay == 0, &dice)
      if controller.account.available > 350_000, dice.chance(0.35) {
        cashOut(controller, share: by(0.7, 0.5, 0.3), in: [town, home], atCounter: false, &dice)
      }
    }
  }

  /// Strangers pay, once or twice each.
  private func earn(_ each: Resident, evening: Double, perDay: Double, _ dice: inout Dice) {
    for _ in 0..<dice.count(perDay) {
      let hours = dice.chance(evening) ? dice.time(18...27) : dice.time(11...18)
      let cents = dice.dollars(60...360, step: dice.chance(0.7) ? 20 : 5)
      if dice.chance(0.7) {
        bank.credit(
          each.account, cents, .p2p, at: hours, from: bank.handle(&dice),
          Details(memo: dice.pick(["", "", "", "thx", "🍑", "dinner"])))
      } else {
        bank.depositAtMachine(
          each.account, cents, at: hours, each.whereabouts, machine: dice.between(1...6),
          white: dice.chance(0.5))
      }
    }
  }

  /// Rooms on arrival, often two; rides, food, cards with money on them, advertising in the next city.
  private func travels(_ me: Resident, isArrival: Bool, _ dice: inout Dice) {
    let room = Shop.named("Budget Inn")
    if isArrival {
      for _ in 0..<dice.between(1...by(3, 2, 2)) { Spending.purchase(room, 1.4, me, bank, &dice) }
    }
    let daily = ["Ridenow", "Burger Barn", "Corner Pharmacy", "Glow Cosmetics", "Quickbite Delivery"].map(
      Shop.named)
    for _ in 0..<dice.count(by(2.2, 1.4, 0.8)) { Spending.purchase(dice.pick(daily), 1, me, bank, &dice) }
    if dice.chance(by(0.6, 0.35, 0.15)), me.affords(9_000) {
      let ads = Party(name: "WEB*CITYCOMPANION \(me.whereabouts.city.uppercased().prefix(8))", country: "CY")
      bank.debit(
        me.account, dice.pick([300, 600, 1200, 1200, 2400, 3600, 2000, 4500]), .card, at: dice.time(9...26),
        to: ads, Details(mcc: 7311))
    }
    if dice.chance(by(0.2, 0.12, 0.05)), me.affords(30_000) {
      bank.debit(
        me.account, dice.dollars(50...250, step: 25) + dice.pick([395, 495, 595]), .prepaid,
        at: dice.time(10...22),
        to: Party(name: "NIGHT OWL MINI MART GIFT CRD", state: me.whereabouts.state),
        Details(place: me.whereabouts, mcc: 5499))
    }
  }
}
