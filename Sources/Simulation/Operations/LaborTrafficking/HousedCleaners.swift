import Ledger

extension Operation {
  /// A cleaning, landscaping or packing company without a payroll worth the name buys rooms, vans and food
  /// for people it does not pay, and calls what its owner takes "cleaning service".
  ///
  /// FIN-2014-A008 appendix B (no payroll, sustenance); FIN-2026-NTC1; FIN-2020-A008 page 4 (disguised
  /// expense).
  func housedCleaners() {
    let town = dice.town()
    let firm = business(
      dice.pick(["Janitorial", "Landscaping", "Produce Packing", "Housekeeping"]), "janitorial services",
      naics: dice.pick(["561720", "561730", "115114"]), in: town, .front, .hub)
    let owner = person(dice.pick(["business owner", "self-employed"]), in: town, .controller, .hub)
    let clients = (0..<dice.between(4...9)).map { _ in
      bank.outsider(
        &dice, state: town.state, name: dice.business(dice.pick(["Hotel", "Offices", "Farms", "Mall"])))
    }
    let street = dice.street(isFlat: false)
    note(.address, "\(street), \(town.zip)", .controller, .hub)
    let workers = (0..<dice.between(by(3...5, 2...4, 1...3))).map { _ in
      person("cleaner", in: town, .possibleVictim, .leaf, .bare, street: street, daysAgo: 10...400)
    }
    for _ in 0..<dice.between(by(3...4, 2...3, 1...2)) {
      let landlord = bank.outsider(&dice, state: town.state)
      firm.habits.append(
        Living.rent(dice.dollars(700...1600, step: 50), to: landlord, by: .check, day: dice.between(1...8)))
    }
    let sustains = ["Warehouse Club", "Mercado La Feria", "Budget Inn", "Quick Fuel", "Wheels Rental"].map(
      Shop.named)
    let invoice = dice.dollars(1200...6000, step: 50)
    daily { [self] dice in
      if bank.today.isOpen, dice.chance(0.4) {
        bank.credit(
          firm.account, dice.spread(invoice, 0.4), .ach, at: dice.time(3...7), from: dice.pick(clients),
          Details(memo: "INVOICE", reference: "INV-\(dice.between(1000...9999))"))
      }
      for _ in 0..<dice.count(by(1.1, 0.7, 0.4)) {
        Spending.purchase(dice.pick(sustains), 1.5, firm, bank, &dice)
      }
      if bank.today.weekday == 4 {
        for worker in workers where dice.chance(by(0.5, 0.7, 0.85)) {
          // A fraction of what the hours are worth, and part of it asked back.
          bank.transfer(
            dice.dollars(60...by(160, 220, 300), step: 10), from: firm.account, to: worker.account, .p2p,
            at: dice.time(15...20))
          guard dice.chance(0.6) else { continue }
          passOn(
            worker, share: by(0.7, 0.5, 0.4), to: .inside(owner.account), .p2p, at: dice.time(20...30), &dice,
            memo: dice.pick(["", "rent", "van", "food"]))
        }
      }
      guard bank.today.isOpen, firm.account.available > 300_000, dice.chance(by(0.4, 0.3, 0.2)) else {
        return
      }
      passOn(
        firm, share: by(0.7, 0.5, 0.35), to: .inside(owner.account), dice.pick([.check, .book]),
        at: dice.time(9...17), &dice,
        memo: dice.pick(["cleaning service", "consulting", "", "services"]))
      if owner.account.available > 500_000 {
        cashOut(owner, share: 0.5, in: [town], atCounter: true, &dice)
      }
    }
    guard difficulty != .blatant else { return }
    firm.habits.append(
      Trading.payroll(
        Firm(trade: "", occupation: "", naics: "", takings: 0, cashShare: 0, wage: 60_000),
        (0..<by(0, 1, 2)).map { _ in bank.outsider(&dice, state: town.state) }, phase: 1))
  }
}
