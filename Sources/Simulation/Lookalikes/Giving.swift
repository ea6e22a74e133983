import Ledger

extension Household {
  /// Collections in notes on Mondays, many small gifts on Sundays, help for families.
  mutating func church() {
    let resident = innocentFirm(
      "churches",
      Firm(
        trade: dice.pick(["Church", "Iglesia", "Fellowship", "Temple", "Mosque"]),
        occupation: "religious organization", naics: "813110",
        takings: dice.spread(12_000, 0.4), cashShare: 0.7, openDays: [6], depositEvery: 7, staff: 1,
        supplies: 0.05), draw: nil)
    let givers = neighbours(dice.between(20...60))
    resident.habits.append { me, bank, dice in
      if bank.today.weekday == 6 {
        for giver in givers where dice.chance(0.35) {
          bank.credit(
            me.account, dice.dollars(10...150, step: 5), .p2p, at: dice.time(8...14), from: giver,
            Details(memo: dice.pick(["offering", "tithe", "diezmo", "", "missions"])))
        }
      }
      guard dice.chance(0.08), me.affords(40_000) else { return }
      bank.debit(
        me.account, dice.dollars(50...400, step: 25), dice.pick([.check, .p2p]), at: dice.time(9...17),
        to: bank.handle(&dice), Details(memo: dice.pick(["family help", "mission trip", "funeral"])))
    }
  }

  /// Feeds, houses and sends on people who have just arrived: rooms, groceries, many bus tickets, from grants
  /// and gifts.
  mutating func shelter() {
    let border = dice.chance(0.7) ? dice.borderTown() : home
    var house = self
    if border != home { house = Household(bank, "shelter at \(border.zip) \(dice.next())", home: border) }
    let resident = house.innocentFirm(
      "shelters and migrant aid",
      Firm(
        trade: dice.pick(["Shelter", "Refuge House", "Casa Migrante", "Relief"]),
        occupation: "community relief", naics: "624221",
        takings: house.dice.spread(90_000, 0.3), cashShare: 0.05, openDays: [0, 1, 2, 3, 4], depositEvery: 7,
        staff: 4, supplies: 0.2, payer: "Grants and Gifts"),
      draw: nil)
    let needs = ["Coastline Bus", "Warehouse Club", "Budget Inn", "Mercado La Feria", "Dollar Corner"].map(
      Shop.named)
    resident.habits.append { me, bank, dice in
      for _ in 0..<dice.count(4) { Spending.purchase(dice.pick(needs), 1.5, me, bank, &dice) }
      for _ in 0..<dice.count(1.5) {
        bank.credit(
          me.account, dice.dollars(10...300, step: 5), .p2p, at: dice.time(8...23), from: bank.handle(&dice),
          Details(memo: dice.pick(["donation", "", "God bless", "bus fund"])))
      }
    }
  }
}
