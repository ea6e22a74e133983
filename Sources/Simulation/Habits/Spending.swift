import Ledger

/// How money goes out for the small things.
enum Spending {
  /// Cards in shops, near where they are, at the hours shops are open; less when little is left. Some is
  /// brought back.
  static func cards(perDay: Double, purse: Double = 1) -> Habit {
    { me, bank, dice in
      let mood = me.account.available < 20_000 ? 0.45 : bank.today.isWeekend ? 1.25 : 0.95
      for _ in 0..<dice.count(perDay * mood) {
        purchase(Shop.all[dice.weighted(Shop.weights)], purse, me, bank, &dice)
      }
    }
  }

  /// One purchase, if there is money for it.
  static func purchase(
    _ shop: Shop, _ purse: Double = 1, _ me: Resident, _ bank: Bank, _ dice: inout Dice,
    exactly cents: Int? = nil,
    at time: Int? = nil
  ) {
    let cents = cents ?? dice.spread(Int(Double(shop.middle) * purse), 0.7)
    guard me.affords(cents) else { return }
    let party = bank.market.party(shop, in: me.whereabouts, &dice)
    var details = Details(place: shop.isOnline ? nil : me.whereabouts, mcc: shop.mcc)
    bank.debit(me.account, cents, .card, at: time ?? dice.time(shop.hours), to: party, details)
    guard shop.middle > 2_000, dice.chance(0.015) else { return }
    details.inDays = dice.between(2...12)
    details.purpose = .refund
    details.memo = "REFUND"
    bank.credit(
      me.account, dice.chance(0.6) ? cents : max(100, cents / 2), .card, at: dice.time(9...20), from: party,
      details)
  }

  /// Notes from the machine: more on Fridays and after pay.
  static func cash(perMonth: Double, dollars: ClosedRange<Int> = 20...200) -> Habit {
    { me, bank, dice in
      let eager = me.paidToday > 0 || bank.today.weekday == 4 ? 2.0 : 0.8
      guard dice.chance(perMonth / 30 * eager) else { return }
      let cents = dice.dollars(dollars, step: 20)
      guard me.affords(cents) else { return }
      bank.withdrawAtMachine(
        me.account, cents, at: dice.time(8...23), me.whereabouts, machine: dice.between(1...4),
        white: dice.chance(0.15))
    }
  }

  /// Subscriptions: the same few dollars on the same day each month.
  static func subscriptions(_ count: Int, _ dice: inout Dice) -> Habit {
    let names = [
      "STREAMLY", "TUNEBOX PREMIUM", "CLOUDBOX", "DAILY LEDGER NEWS", "FITLOOP", "PIXEL PASS",
      "HIDEVPN", "FILELOCKER", "SEALEDMAIL", "TRACECLEAN PRO", "CAMROOMS CREDIT", "HEARTMATCH",
    ]
    let chosen = dice.some(count, of: names).map { name in
      (Party(name: "WEB*\(name)"), day: dice.between(1...28), cents: dice.between(4...19) * 100 + 99)
    }
    return { me, bank, dice in
      for (party, day, cents) in chosen where bank.today.dayOfMonth == day && me.affords(cents) {
        bank.debit(me.account, cents, .card, at: dice.time(1...8), to: party, Details(mcc: 5815))
      }
    }
  }

  /// Gift and prepaid cards at the till: presents, a teenager's card, an app.
  static func giftCards(perMonth: Double) -> Habit {
    { me, bank, dice in
      guard dice.chance(perMonth / 30) else { return }
      let cents = dice.pick([2_500, 5_000, 5_000, 10_000]) + dice.pick([0, 395, 495, 595])
      guard me.affords(cents) else { return }
      let shop = dice.pick([
        "CORNER PHARMACY GIFT CARD", "ORCHARD GROCERS GIFT CARD", "NIGHT OWL MINI MART GIFT CRD",
      ])
      bank.debit(
        me.account, cents, .prepaid, at: dice.time(9...22),
        to: Party(name: shop, state: me.whereabouts.state),
        Details(place: me.whereabouts, mcc: 5411))
    }
  }

  /// Now and then a journey: a few days elsewhere, a hotel, a ticket.
  static func journeys(perYear: Double) -> Habit {
    var until = -1
    return { me, bank, dice in
      if bank.today.index == until { me.whereabouts = me.customer.home }
      guard bank.today.index > until, dice.chance(perYear / 365), me.affords(60_000) else { return }
      let nights = dice.between(1...6)
      until = bank.today.index + nights
      if dice.chance(0.4) { purchase(Shop.named("Summit Airlines"), 1, me, bank, &dice) }
      me.whereabouts = dice.town()
      let hotel = Shop.named("Harbor Hotels")
      guard dice.chance(0.6) else { return }
      purchase(hotel, 1, me, bank, &dice, exactly: dice.spread(hotel.middle, 0.3) * nights)
    }
  }

  /// A game of chance now and then; some more than others.
  static func gambling(perMonth: Double, middle: Int) -> Habit {
    { me, bank, dice in
      for _ in 0..<dice.count(perMonth / 30) {
        let shop = Shop.named(dice.chance(0.6) ? "Lucky Spin Online" : "Golden River Casino")
        purchase(shop, 1, me, bank, &dice, exactly: dice.spread(middle, 0.8), at: dice.time(19...26))
      }
    }
  }

  /// Coins bought after pay, sometimes sold.
  static func coins(middle: Int, perMonth: Double) -> Habit {
    let exchange = Party(account: "8770055001", name: "Coinharbor Exchange", bank: "Metro Peoples Bank")
    return { me, bank, dice in
      guard dice.chance(perMonth / 30) else { return }
      let cents = dice.spread(middle, 0.9)
      if dice.chance(0.25) {
        bank.credit(me.account, cents, .crypto, at: dice.time(7...24), from: exchange, Details(memo: "sale"))
      } else if me.affords(cents) {
        bank.debit(me.account, cents, .crypto, at: dice.time(7...24), to: exchange, Details(memo: "purchase"))
      }
    }
  }
}
