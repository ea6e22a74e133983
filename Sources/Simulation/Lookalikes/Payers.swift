import Ledger

extension Household {
  /// A funeral, a fire, an illness: many who never paid before give once, and a home or hospital is paid.
  mutating func fundraiser() {
    let resident = innocent(
      "fundraisers", dice.pick(["teacher", "cook", "clerk", "homemaker"]), income: dice.spread(3_000, 0.3))
    let givers = neighbours(dice.between(25...70))
    let day = dice.below(max(1, bank.days - 14))
    let payee = bank.outsider(
      &dice, state: home.state, name: dice.business(dice.pick(["Funeral Home", "Hospital", "Memorial"])))
    resident.habits.append { me, bank, dice in
      if (day...day + 8).contains(bank.today.index) {
        for giver in givers where dice.chance(0.11) {
          bank.credit(
            me.account, dice.dollars(10...200, step: 10), .p2p, at: dice.time(7...24), from: giver,
            Details(
              memo: dice.pick(["so sorry", "🙏", "for the family", "descanse en paz", "", "love you"])))
        }
      }
      guard bank.today.index == day + 10, me.account.available > 150_000 else { return }
      bank.debit(me.account, me.account.available * 6 / 10, .check, at: dice.time(9...15), to: payee)
    }
  }

  /// Has parcels driven by others: is paid by one firm, pays many couriers each week by app.
  mutating func dispatcher() {
    let resident = innocent(
      "delivery dispatchers", dice.pick(["courier", "self-employed", "logistics"]),
      income: dice.spread(2_600, 0.2), wages: false)
    let client = bank.outsider(&dice, name: "Parcelgo Flex Partners")
    var couriers = neighbours(dice.between(6...14))
    let usual = dice.dollars(180...480, step: 10)
    resident.habits.append { me, bank, dice in
      if bank.today.weekday == 2, bank.today.isOpen {
        bank.credit(
          me.account, dice.vary(usual * couriers.count * 13 / 10, 0.1), .ach, at: dice.time(3...6),
          from: client,
          Details(memo: "ROUTE SETTLEMENT", reference: "RT-\(dice.between(1000...9999))"))
      }
      guard bank.today.weekday == 3 else { return }
      for courier in couriers where me.affords(usual) {
        bank.debit(
          me.account, dice.vary(usual, 0.3) / 500 * 500, .p2p, at: dice.time(8...20), to: courier,
          Details(memo: dice.pick(["route", "routes wk", "thanks", ""])))
      }
      if dice.chance(0.4) { couriers[dice.below(couriers.count)] = .outside(bank.handle(&dice)) }
    }
  }

  /// A registered exchange house on the border: armoured cars with notes, wires to its own bank in Mexico.
  mutating func exchangeHouse() {
    var house = Household(bank, "exchange house \(dice.next())", home: dice.borderTown())
    let resident = house.innocentFirm(
      "exchange houses",
      Firm(
        trade: "Casa de Cambio", occupation: "money services business", naics: "522390",
        takings: dice.spread(900_000, 0.4),
        cashShare: 0.9, openDays: [0, 1, 2, 3, 4, 5], depositHours: 10...15,
        depositEvery: dice.between(1...2),
        staff: dice.between(3...6), supplies: 0, isArmored: true))
    let partner = bank.outsider(&dice, country: "MX", name: resident.customer.name + " SA de CV")
    resident.habits.append { me, bank, dice in
      guard bank.today.isOpen, me.account.available > 2_000_000, dice.chance(0.6) else { return }
      bank.debit(
        me.account, me.account.available * dice.between(30...60) / 100, .wire, at: dice.time(11...16),
        to: partner,
        Details(memo: "settlement", reference: "FX-\(dice.between(1000...9999))"))
    }
  }
}
