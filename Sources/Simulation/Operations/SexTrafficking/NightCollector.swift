import Ledger

extension Operation {
  /// Several people pay in notes at night at machines of petrol stations and shops, and send nearly all of it
  /// to one account within hours; they buy almost nothing. The one who collects buys rooms, advertising,
  /// cars.
  ///
  /// FIN-2026-NTC1 (late-night cash at machines, then person-to-person); FINTRAC 2016-OA003 and 2021-OA001:
  /// accounts kept near zero, luxury bought by traffickers only.
  func nightCollector() {
    let town = dice.town()
    let collector = person(
      dice.pick(["self-employed", "music promoter", "unemployed", "security guard", ""]), in: town,
      .controller, .hub)
    let device = dice.chance(by(0.8, 0.5, 0.2)) ? collector.customer.device : nil
    if device != nil { note(.device, collector.customer.device, .controller, .hub) }
    for _ in 0..<dice.between(by(4...6, 3...5, 2...3)) { feeder(of: collector, device: device) }
    spends(collector)
  }

  /// One whose earnings are taken.
  private func feeder(of collector: Resident, device: String?) {
    let feeder = person(
      dice.pick(["", "student", "waitress", "unemployed", "model"]), in: collector.customer.home,
      .possibleVictim,
      .leaf, .bare, device: device, daysAgo: 10...900)
    let nights = by(5.0, 3.8, 2.6) / 7
    let typical = dice.dollars(180...800, step: 20)
    let share = dice.between(by(0.92...1.0, 0.8...0.97, 0.6...0.9))
    daily { [self] dice in
      guard dice.chance(nights) else { return }
      let cents = dice.spread(typical, 0.5) / 2000 * 2000
      guard cents > 2_000 else { return }
      let hour = dice.chance(by(0.95, 0.85, 0.6)) ? dice.time(22...29) : dice.time(11...22)
      let place = dice.chance(0.85) ? feeder.customer.home : dice.inland()
      if dice.chance(0.3) {
        bank.credit(
          feeder.account, cents, .p2p, at: hour, from: bank.handle(&dice),
          Details(memo: dice.pick(["", "", "🌹", "tonight"])))
      } else {
        bank.depositAtMachine(
          feeder.account, cents, at: hour, place, machine: dice.between(1...6),
          white: dice.chance(by(0.8, 0.6, 0.4)))
      }
      let wait = dice.between(by(300...9000, 600...20_000, 3600...60_000))
      bank.transfer(
        Int(Double(cents) * share) / 500 * 500, from: feeder.account, to: collector.account, .p2p,
        at: hour + wait)
    }
  }

  /// What a trafficker does with the money of others.
  func spends(_ collector: Resident) {
    let dear = [
      Shop.named("Crown Jewelers"), Shop.named("Copper Tap Room"), Shop.named("Pasta Piccola"),
      Shop.named("Boutique Lila"), Shop.named("Golden River Casino"),
    ]
    let ads = Party(
      name: dice.pick(["WEB*NIGHTLIST CLASSIF", "WEB*CITYCOMPANION ADS", "WEB*MEETLISTER"]), country: "NL")
    let room = Shop.named("Budget Inn")
    daily { [self] dice in
      if dice.chance(by(0.4, 0.22, 0.1)), collector.account.available > 60_000 {
        Spending.purchase(dice.pick(dear), 2.5, collector, bank, &dice)
      }
      if dice.chance(by(0.5, 0.3, 0.12)), collector.affords(8_000) {
        bank.debit(
          collector.account, dice.between(1...25) * dice.pick([100, 300, 400]) + dice.pick([0, 0, 99]), .card,
          at: dice.time(10...26), to: ads, Details(mcc: 7311))
      }
      if dice.chance(by(0.4, 0.22, 0.1)) { Spending.purchase(room, 1, collector, bank, &dice) }
      if collector.account.available > 500_000, dice.chance(0.3) {
        cashOut(collector, share: by(0.7, 0.5, 0.35), in: [collector.customer.home], atCounter: true, &dice)
      }
    }
  }
}
