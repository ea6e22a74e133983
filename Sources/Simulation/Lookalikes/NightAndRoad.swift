import Ledger

extension Household {
  /// Bar, casino, taxi, ward: notes into a machine after the shift, and all the rest of an ordinary life.
  mutating func nightTips() {
    let resident = innocent(
      "tipped night workers",
      dice.pick(["bartender", "waitress", "dancer", "casino dealer", "taxi driver", "server"]),
      income: dice.spread(1_300, 0.3), cadence: .biweekly(weekday: 4, phase: 1),
      balance: dice.spread(60_000, 0.8))
    let nights = dice.some(dice.between(3...5), of: [1, 2, 3, 4, 5, 6])
    resident.habits.append(Earning.tips(perNight: dice.dollars(60...260, step: 10), nights: nights))
    if dice.chance(0.3) {
      let partner = bank.handle(&dice)
      resident.habits.append(
        Company.family(partner, dice.dollars(200...700, step: 50), .p2p, memo: "rent", day: 1))
    }
  }

  /// Paid at home, takes notes out and fills up wherever the road leads.
  mutating func trucker() {
    let resident = innocent(
      "truckers", "truck driver", income: dice.spread(4_600, 0.2), cadence: .weekly(weekday: 4))
    let fuel = [Shop.named("Highway Fuel Stop"), Shop.named("Burger Barn"), Shop.named("Budget Inn")]
    resident.habits.append { me, bank, dice in
      me.whereabouts = bank.today.weekday == 6 ? me.customer.home : dice.inland()
      for _ in 0..<dice.count(1.2) { Spending.purchase(dice.pick(fuel), 1, me, bank, &dice) }
      guard dice.chance(0.2), me.affords(20_000) else { return }
      bank.withdrawAtMachine(
        me.account, dice.dollars(40...200, step: 20), at: dice.time(6...24), me.whereabouts, machine: 2,
        white: true)
    }
  }

  /// Sales, airline and building crews: hotels in many cities, an employer who pays it all back.
  mutating func travelling() {
    let resident = innocent(
      "travelling crews and sales",
      dice.pick(["flight attendant", "sales representative", "travel nurse", "lineman", "auditor"]),
      income: dice.spread(4_800, 0.3))
    let hotel = [Shop.named("Harbor Hotels"), Shop.named("Budget Inn")]
    let rides = [Shop.named("Ridenow"), Shop.named("Burger Barn"), Shop.named("Wheels Rental")]
    let employer = Party(
      account: "8" + bank.nextNumber(\.company), name: dice.business("Holdings"), bank: "Union Federal")
    var spent = 0
    resident.habits.append { me, bank, dice in
      guard bank.today.weekday < 4 else {
        me.whereabouts = me.customer.home
        if bank.today.weekday == 4, spent > 0 {
          bank.credit(
            me.account, spent, .ach, at: dice.time(30...32), from: employer, Details(memo: "EXPENSE REIMB"))
          spent = 0
        }
        return
      }
      if dice.chance(0.5) { me.whereabouts = dice.town() }
      let cents = dice.cents(70...190)
      spent += cents + 4_000
      Spending.purchase(dice.pick(hotel), 1, me, bank, &dice, exactly: cents)
      for _ in 0..<dice.count(1.5) { Spending.purchase(dice.pick(rides), 1, me, bank, &dice) }
    }
  }

  /// A band or a comedian on tour: a room and a fee in each town, notes from the merchandise table.
  mutating func artist() {
    let resident = innocent(
      "touring artists", dice.pick(["musician", "comedian", "dj", "dancer"]), income: 2_200, wages: false,
      rent: dice.chance(0.6))
    let room = Shop.named("Budget Inn")
    let ads = Shop.named("Boost Ads")
    resident.habits.append { me, bank, dice in
      guard bank.today.weekday >= 3 else { return }
      me.whereabouts = dice.town()
      me.paidToday = dice.dollars(150...900, step: 25)
      bank.credit(
        me.account, me.paidToday, dice.pick([.p2p, .check, .ach]), at: dice.time(22...27),
        from: bank.outsider(&dice, name: dice.business(dice.pick(["Club", "Theater", "Lounge"]))),
        Details(memo: dice.pick(["show", "gig", "set fee"])))
      if dice.chance(0.3) {
        bank.depositAtMachine(
          me.account, dice.dollars(40...400, step: 20), at: dice.time(22...27), me.whereabouts,
          machine: dice.between(1...4), white: dice.chance(0.3))
      }
      if dice.chance(0.7) { Spending.purchase(room, 1, me, bank, &dice) }
      if dice.chance(0.2) { Spending.purchase(ads, 1, me, bank, &dice) }
    }
  }

  /// A stall at fairs and stadiums: notes and small payments in a different town each weekend.
  mutating func vendor() {
    let resident = innocent(
      "festival and sports vendors", dice.pick(["vendor", "food truck", "craftsman"]), income: 2_400,
      wages: dice.chance(0.3))
    let supply = Shop.named("Warehouse Club")
    resident.habits.append { me, bank, dice in
      guard bank.today.isWeekend else {
        me.whereabouts = me.customer.home
        if bank.today.weekday == 3 { Spending.purchase(supply, 2, me, bank, &dice) }
        if bank.today.weekday == 0 {
          bank.depositAtCounter(
            me.account, dice.dollars(300...2400, step: 10), at: dice.time(9...15), me.customer.home)
        }
        return
      }
      me.whereabouts = dice.chance(0.6) ? me.customer.home : dice.pick(Places.inState(me.customer.home.state))
      for _ in 0..<dice.count(7) {
        bank.credit(
          me.account, dice.dollars(8...60), .p2p, at: dice.time(10...22), from: bank.handle(&dice),
          Details(memo: dice.pick(["tacos", "shirt", "lemonade", "", "hat", "2 plates"])))
      }
    }
  }

  /// Sells sex, dances or pictures because they chose to: evening payments, advertising, and their own rent,
  /// groceries and savings.
  mutating func adultWorker() {
    let resident = innocent(
      "consenting adult workers and creators",
      dice.pick(["self-employed", "model", "performer", "content creator", "massage therapist"]),
      income: 3_400, wages: false)
    addSavings(resident, 150_000)
    let isCreator = dice.chance(0.5)
    let platform = Party(account: "8990011223", name: "FANROOM PAYOUTS", bank: "Union Federal")
    let ads = Party(
      name: dice.pick(["WEB*CITYCOMPANION ADS", "WEB*NIGHTLIST CLASSIF", "WEB*MEETLISTER"]),
      country: dice.pick(["NL", "CY"]))
    let phone = Shop.named("Northstar Mobile")
    resident.habits.append { me, bank, dice in
      if isCreator {
        guard bank.today.weekday == 3, bank.today.isOpen else { return }
        me.paidToday = dice.spread(70_000, 0.6)
        bank.credit(
          me.account, me.paidToday, .ach, at: dice.time(3...6), from: platform,
          Details(memo: "CREATOR PAYOUT"))
        return
      }
      for _ in 0..<dice.count(0.7) {
        bank.credit(
          me.account, dice.dollars(100...400, step: 20), .p2p, at: dice.time(15...26),
          from: bank.handle(&dice),
          Details(memo: dice.pick(["", "", "dinner", "massage", "💋", "tonight", "🌹", "🍑"])))
      }
      if dice.chance(0.12), me.affords(5_000) {
        bank.debit(
          me.account, dice.dollars(5...60, step: 5), .card, at: dice.time(10...24), to: ads,
          Details(mcc: 7311))
      }
      if dice.chance(0.1) {
        bank.depositAtMachine(
          me.account, dice.dollars(100...600, step: 20), at: dice.time(11...26), me.customer.home,
          white: dice.chance(0.3))
      }
      if dice.chance(0.02) { Spending.purchase(phone, 1, me, bank, &dice) }
      if dice.chance(0.12), let savings = me.savings, me.affords(60_000) {
        bank.transfer(
          dice.dollars(100...400, step: 50), from: me.account, to: savings, .book, at: dice.time(9...20),
          Details(purpose: .ownTransfer))
      }
    }
  }
}
