import Ledger

extension Household {
  /// Splits the bill three ways at once: the restaurant, the bar, the taxi.
  mutating func billSplitter() {
    let resident = innocent(
      "bill splitters", dice.pick(["programmer", "designer", "nurse", "salesperson"]),
      income: dice.spread(4_500, 0.3))
    let friends = neighbours(dice.between(4...8))
    resident.habits.append { me, bank, dice in
      guard bank.today.weekday >= 4, dice.chance(0.25) else { return }
      var time = dice.time(20...25)
      for friend in dice.some(3, of: friends) where me.affords(12_000) {
        bank.debit(
          me.account, dice.cents(8...90), .p2p, at: time, to: friend,
          Details(memo: dice.pick(["dinner", "drinks 🍻", "cab", "tip", "brunch"])))
        time += dice.between(20...400)
      }
    }
  }

  /// Gathers money for a group: a trip, a team, a wedding; then pays the agency, the hotel, the hall.
  mutating func organiser() {
    let resident = innocent(
      "group organisers", dice.pick(["teacher", "coach", "clerk", "nurse"]), income: dice.spread(3_800, 0.3))
    let members = neighbours(dice.between(12...32))
    let fee = dice.dollars(60...450, step: 10)
    let day = dice.below(max(1, bank.days - 20))
    let payee = bank.outsider(
      &dice, name: dice.business(dice.pick(["Tours", "Charter Bus", "Banquet Hall", "Sports Camp"])))
    let words = dice.pick([
      ["team fees", "soccer trip"], ["girls trip!", "cabo deposit"], ["band camp", "bus"],
      ["wedding gift", "bachelorette"],
    ])
    let airline = Shop.named("Summit Airlines")
    resident.habits.append { me, bank, dice in
      if (day...day + 12).contains(bank.today.index) {
        for member in members where dice.chance(0.1) {
          bank.credit(
            me.account, fee, .p2p, at: dice.time(8...23), from: member, Details(memo: dice.pick(words)))
        }
      }
      guard bank.today.index == day + 14 else { return }
      let cents = min(fee * members.count * 8 / 10, me.account.available - 20_000)
      guard cents > 10_000 else { return }
      bank.debit(me.account, cents, .ach, at: dice.time(9...18), to: payee, Details(memo: words[0]))
      for _ in 0..<4 { Spending.purchase(airline, 1, me, bank, &dice) }
    }
  }

  /// Cuts hair, teaches, minds children: many payers of small round sums, by day, who come again.
  mutating func hairdresser() {
    let (occupation, words, price) = dice.pick([
      ("hairdresser", ["haircut", "color", "cut & style", "braids", "trim"], 35...120),
      ("tutor", ["math lesson", "tutoring", "SAT prep", ""], 40...90),
      ("babysitter", ["babysitting", "sitter", "fri night", ""], 40...110),
      ("manicurist", ["nails", "full set", "💅", "gel"], 30...85),
      ("massage therapist", ["massage", "wellness", "60 min", "relax", ""], 60...140),
      ("personal trainer", ["training", "session", "gym"], 40...90),
    ])
    let resident = innocent(
      "hairdressers, tutors and sitters", occupation, income: 2_300, wages: dice.chance(0.25))
    let clients = neighbours(dice.between(20...60))
    let perDay = dice.between(1.2...4.0)
    resident.habits.append { me, bank, dice in
      guard bank.today.weekday != 6 else { return }
      for _ in 0..<dice.count(perDay) {
        bank.credit(
          me.account, dice.dollars(price, step: 5), .p2p, at: dice.time(9...20), from: dice.pick(clients),
          Details(memo: dice.pick(words)))
      }
    }
  }

  /// Plays at night and buys things in games; sends friends a few dollars, several times in a row.
  mutating func youngGamer() {
    let parent = innocent("young gamers", dice.pick(Self.desks), income: dice.spread(4_300, 0.3))
    let minor = person(
      "student", family: parent.customer.surname, street: parent.customer.street,
      phone: parent.customer.phone, daysAgo: dice.between(90...900),
      balance: dice.cents(40...300), isMinor: true)
    bank.truth.lookalike("young gamers", minor.customer)
    let pocket = dice.dollars(15...60, step: 5)
    parent.habits.append { me, bank, dice in
      guard bank.today.weekday == 5, me.affords(pocket) else { return }
      bank.transfer(
        pocket, from: me.account, to: minor.account, .book, at: dice.time(9...20), Details(memo: "allowance"))
    }
    let mates = neighbours(4)
    let games = Shop.named("Pixel Games")
    minor.habits = [
      Spending.cards(perDay: 0.2, purse: 0.35),
      { me, bank, dice in
        guard dice.chance(0.16) else { return }
        var time = dice.time(18...25)
        for _ in 0..<dice.between(1...4) {
          time += dice.between(60...1500)
          if dice.chance(0.7) {
            Spending.purchase(
              games, 1, me, bank, &dice, exactly: dice.pick([499, 999, 1999, 2500]), at: time)
          } else if me.affords(2_000) {
            bank.debit(
              me.account, dice.dollars(5...20, step: 5), .p2p, at: time, to: dice.pick(mates),
              Details(memo: dice.pick(["skins", "gg", "pizza", "🎮"])))
          }
        }
      },
    ]
  }
}
