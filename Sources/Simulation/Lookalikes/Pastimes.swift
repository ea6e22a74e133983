import Ledger

extension Household {
  /// Works from home for firms abroad: many small foreign payments, which stay and pay for living.
  mutating func freelancer() {
    let resident = innocent(
      "freelancers with clients abroad", dice.pick(["designer", "translator", "programmer", "illustrator"]),
      income: 3_200, wages: false)
    let clients = (0..<dice.between(5...14)).map { _ in
      bank.outsider(
        &dice, country: dice.pick(["GB", "DE", "CA", "AU", "NL", "SE", "CH", "JP", "FR", "NO"]),
        name: dice.business("Media"))
    }
    let typical = dice.dollars(90...700, step: 10)
    resident.habits.append { me, bank, dice in
      guard bank.today.isOpen, dice.chance(0.45) else { return }
      me.paidToday = dice.spread(typical, 0.6)
      bank.credit(
        me.account, me.paidToday, dice.chance(0.75) ? .wire : .p2p, at: dice.time(5...16),
        from: dice.pick(clients),
        Details(
          memo: dice.pick(["invoice", "project", "milestone 2", ""]),
          reference: "INV-\(dice.between(100...9999))"))
    }
  }

  /// Buys coins after being paid by friends or by work, sells at times.
  mutating func coinTrader() {
    let resident = innocent(
      "coin traders", dice.pick(["programmer", "student", "technician", "salesperson"]),
      income: dice.spread(4_000, 0.4))
    resident.habits.append(Spending.coins(middle: dice.spread(9_000, 0.8), perMonth: dice.between(6...16)))
    resident.habits.append(Company.friends(neighbours(8), perMonth: 9))
  }

  /// Plays more than is good, from wages and what friends repay.
  mutating func gambler() {
    let resident = innocent(
      "gamblers", dice.pick(["driver", "electrician", "salesperson", "retired"]),
      income: dice.spread(3_600, 0.4))
    resident.habits.append(
      Spending.gambling(perMonth: dice.between(10...30), middle: dice.spread(5_000, 0.5)))
    resident.habits.append(Spending.cash(perMonth: 6, dollars: 100...500))
    resident.habits.append(Company.friends(neighbours(10), perMonth: 8))
  }

  /// Sells a house or inherits, then buys by cashier's check: once.
  mutating func homeBuyer() {
    let resident = innocent(
      "windfalls and home purchases", dice.pick(["teacher", "student", "retired", "homemaker", "mechanic"]),
      income: dice.spread(3_500, 0.4))
    let sum = dice.dollars(15_000...240_000, step: 100)
    let day = dice.below(max(1, bank.days - 6))
    let source = bank.outsider(
      &dice, state: home.state, name: dice.business(dice.pick(["Title", "Estate Law", "Insurance"])))
    let target = bank.outsider(
      &dice, state: home.state, name: dice.business(dice.pick(["Title", "Auto Sales"])))
    let place = home
    resident.habits.append { me, bank, dice in
      if bank.today.index == day {
        bank.credit(
          me.account, sum, .wire, at: dice.time(9...16), from: source,
          Details(memo: dice.pick(["sale proceeds", "estate", "settlement"])))
      }
      guard bank.today.index == day + 5 else { return }
      bank.debit(
        me.account, sum * dice.between(40...95) / 100, .instrument, at: dice.time(9...16), to: target,
        Details(place: place, branch: "BR-\(place.zip)-1", memo: "closing"))
    }
  }

  /// Calls and commissary for somebody in prison, every week.
  mutating func prisonersFamily() {
    let resident = innocent(
      "families of prisoners", dice.pick(["cashier", "home health aide", "clerk", ""]),
      income: dice.spread(2_400, 0.3))
    let calls = Party(name: "WEB*INMATECALLS CONNECT")
    resident.habits.append { me, bank, dice in
      guard dice.chance(0.25), me.affords(3_000) else { return }
      bank.debit(
        me.account, dice.dollars(10...50, step: 5), .card, at: dice.time(9...22), to: calls,
        Details(mcc: 4814))
    }
  }

  /// Buys parts and trinkets from makers in China, ten or fifty dollars at a time, to sell.
  mutating func smallImporter() {
    let resident = innocent(
      "small imports", dice.pick(["self-employed", "hobbyist", "retail", ""]), income: dice.spread(3_000, 0.3)
    )
    let makers = (0..<dice.between(3...8)).map { _ in
      bank.outsider(&dice, country: "CN", name: "Shenzhen \(dice.pick(Names.trade)) Trading")
    }
    let market = Party(account: "8220044110", name: "Everything Online Sellers", bank: "Union Federal")
    resident.habits.append { me, bank, dice in
      if dice.chance(0.15), me.affords(15_000) {
        bank.debit(
          me.account, dice.cents(10...120), .wire, at: dice.time(9...23), to: dice.pick(makers),
          Details(memo: dice.pick(["order", "samples", "parts"])))
      }
      guard bank.today.weekday == 2, bank.today.isOpen else { return }
      bank.credit(
        me.account, dice.spread(30_000, 0.5), .ach, at: dice.time(3...6), from: market,
        Details(memo: "MARKETPLACE PAYOUT"))
    }
  }

  /// Sells tickets or shoes on: many one-time buyers, the money goes to the next lot.
  mutating func reseller() {
    let resident = innocent(
      "ticket and sneaker resellers", dice.pick(["student", "retail", "self-employed"]),
      income: dice.spread(2_200, 0.3))
    let release = Shop.named("Step Up Shoes")
    resident.habits.append { me, bank, dice in
      for _ in 0..<dice.count(0.8) {
        bank.credit(
          me.account, dice.dollars(40...380, step: 5), .p2p, at: dice.time(9...24), from: bank.handle(&dice),
          Details(memo: dice.pick(["jordans", "tickets sec 112", "size 10", "shoes", "", "concert x2"])))
      }
      guard me.account.available > 80_000, dice.chance(0.3) else { return }
      Spending.purchase(release, 1, me, bank, &dice, exactly: dice.dollars(120...600, step: 10))
    }
  }
}
