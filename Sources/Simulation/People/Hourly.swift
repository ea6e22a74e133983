import Ledger

/// People paid by the hour, by the ride, by the season, in cash.
extension Household {
  /// Wages that go up and down, paid every week or two; little left at the end.
  mutating func hourly() {
    let resident = person(dice.pick(Self.trades), balance: dice.spread(40_000, 1.2))
    if dice.chance(0.2) { addSavings(resident, 60_000) }
    let income = dice.spread(2_500, 0.35)
    let life = Life(
      income: income, cardsPerDay: dice.between(0.5...2.0), purse: 0.75,
      rent: income * dice.between(26...42) / 100,
      friends: dice.between(1...6), cashPerMonth: dice.between(1...6))
    employ(resident, life, .weekly(weekday: dice.chance(0.7) ? 4 : 3), unsteady: dice.between(0.05...0.3))
    live(resident, life)
  }

  /// Drives or delivers for an app, often beside a part-time job.
  mutating func gigWorker() {
    let resident = person(
      dice.pick(["driver", "courier", "self-employed", "delivery driver"]), balance: dice.spread(40_000, 1))
    let app = dice.pick(["Ridenow Partners", "Quickbite Dashers", "Parcelgo Flex", "Taskly Pros"])
    resident.habits.append(Earning.gigs(app, perWeek: dice.spread(48_000, 0.5)))
    if dice.chance(0.4) { employ(resident, Life(income: dice.spread(1_200, 0.4), cardsPerDay: 0)) }
    live(
      resident,
      Life(
        income: 2_400, cardsPerDay: dice.between(0.8...2.4), purse: 0.8, rent: dice.between(550...1300),
        cashPerMonth: 2))
  }

  /// Works half of the year, then draws benefit.
  mutating func seasonal() {
    let resident = person(dice.pick(["farm worker", "roofer", "ski instructor", "fisherman", "landscaper"]))
    let employer = bank.market.employer(in: home, &dice)
    let stops = dice.between(20...120)
    let wages = Earning.wages(employer, net: dice.spread(64_000, 0.3), .weekly(weekday: 4), unsteady: 0.3)
    let benefit = Earning.benefit(
      dice.dollars(900...1900, step: 10), day: dice.between(2...12), from: "STATE UI BENEFIT")
    resident.habits.append { me, bank, dice in
      if bank.today.index < stops { wages(me, bank, &dice) } else { benefit(me, bank, &dice) }
    }
    live(
      resident,
      Life(income: 2_400, cardsPerDay: dice.between(0.4...1.4), purse: 0.75, rent: dice.between(450...1100)))
  }

  /// Sells things made or found, on a market place of the internet.
  mutating func onlineSeller() {
    let resident = person(dice.pick(["self-employed", "homemaker", "artist", "retail", ""]))
    let market = Party(account: "8220044110", name: "Everything Online Sellers", bank: "Union Federal")
    let perWeek = dice.spread(22_000, 0.8)
    resident.habits.append { me, bank, dice in
      guard bank.today.weekday == 2, bank.today.isOpen else { return }
      bank.credit(
        me.account, dice.spread(perWeek, 0.5), .ach, at: dice.time(3...6), from: market,
        Details(memo: "MARKETPLACE PAYOUT"))
      let cost = dice.spread(perWeek / 3, 0.5)
      if me.affords(cost) {
        Spending.purchase(Shop.named("Warehouse Club"), 1, me, bank, &dice, exactly: cost)
      }
    }
    if dice.chance(0.6) { employ(resident, Life(income: dice.spread(2_600, 0.4), cardsPerDay: 0)) }
    live(resident, Life(income: 3_000, cardsPerDay: dice.between(0.6...1.8), rent: dice.between(600...1500)))
  }

  static let trades = [
    "retail", "cook", "warehouse worker", "construction worker", "cleaner", "home health aide",
    "security guard",
    "driver", "cashier", "machine operator", "landscaper", "painter", "child care", "housekeeper", "",
    "factory worker", "stocker", "laborer",
  ]
}
