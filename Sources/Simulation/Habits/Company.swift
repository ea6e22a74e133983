import Ledger

/// Money between people who know each other.
enum Company {
  /// Shared meals, tickets, small debts, both ways.
  static func friends(_ friends: [Side], perMonth: Double) -> Habit {
    { me, bank, dice in
      guard !friends.isEmpty else { return }
      for _ in 0..<dice.count(perMonth / 30) {
        let friend = dice.pick(friends)
        // A cent as a joke, now and then.
        let cents =
          dice.chance(0.002) ? 1 : dice.chance(0.5) ? dice.dollars(5...80, step: 5) : dice.spread(2_600, 0.8)
        let details = Details(memo: dice.chance(0.15) ? "" : dice.pick(memos))
        if dice.chance(0.5) {
          bank.credit(me.account, cents, .p2p, at: dice.time(8...24), from: friend, details)
        } else if me.affords(cents) {
          bank.debit(me.account, cents, .p2p, at: dice.time(8...24), to: friend, details)
        }
      }
    }
  }

  /// The same sum to one of the family, after each pay or once a month.
  static func family(_ relative: Party, _ cents: Int, _ channel: Channel, memo: String = "", day: Int = 0)
    -> Habit
  {
    { me, bank, dice in
      let isDue = day > 0 ? Cadence.monthly(day: day).falls(on: bank.today) : me.paidToday > 0
      guard isDue, me.affords(cents) else { return }
      bank.debit(
        me.account, dice.vary(cents, 0.08) / 100 * 100, channel, at: dice.time(9...21), to: relative,
        Details(memo: memo))
    }
  }

  /// Money home to one relative abroad after pay, most times, of about the same size.
  static func remittance(
    _ relative: Party, _ cents: Int, by channel: Channel = .wire, memo: String
  ) -> Habit {
    { me, bank, dice in
      guard me.paidToday > 0, !dice.chance(0.2) else { return }
      let amount = dice.vary(cents, 0.25) / 500 * 500
      guard me.affords(amount) else { return }
      bank.debit(
        me.account, amount, channel, at: dice.time(10...20), to: relative,
        Details(memo: dice.chance(0.6) ? memo : ""))
    }
  }

  /// The partner's half of a joint household, after pay.
  static func halves(with partner: Account, _ cents: Int) -> Habit {
    { me, bank, dice in
      guard me.paidToday > 0, me.affords(cents) else { return }
      bank.transfer(
        cents, from: me.account, to: partner, .p2p, at: dice.time(8...22),
        Details(memo: dice.pick(["half of rent", "house", "bills", "groceries", ""])))
    }
  }

  static let memos = [
    "lunch", "menu?", "list", "📦", "for u", "ride", "food", "new list", "dm", "dinner, thanks!", "pizza",
    "gas money", "birthday 🎂", "tickets", "groceries",
    "movie night", "for \"the thing\"", "happy hour", "camping", "uber", "concert", "🍕", "coffee",
    "your half", "babysitting", "fantasy league", "rent share", "utilities", "gift for mom", "thx",
    "parking", "road trip", "dog sitter", "beers", "brunch", "wedding gift", "raffle", "soccer fees",
    "piso", "viaje", "tacos", "please stop 😂", "deuda", "raite", "saldo", "u owe me", "last one",
    "wellness day", "massage gift", "🌹", "visa fee", "helping w move", "bail fund lol", "loan",
    "thank you", "family", "thanks", "thanks!", "thanks", "gracias", "help", "gift", "for the trip",
    "🙏", "tonight", "🍑", "😘", "lily", "mia", "i paid u", "i paid", "delete this lol", "delete them",
    "i have no more", "please stop", "relax", "self care", "spa day", "dm me", "snap 📸", "love",
    "support", "allowance", "school", "medical", "advance", "room", "uniform", "renta", "comida", "tip",
  ]
}
