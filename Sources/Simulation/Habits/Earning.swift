import Ledger

/// How money comes in.
enum Earning {
  /// Wages by direct deposit, in the small hours of pay day; the same but for overtime.
  static func wages(_ employer: Employer, net: Int, _ cadence: Cadence, unsteady: Double = 0.03) -> Habit {
    { me, bank, dice in
      guard cadence.falls(on: bank.today) else { return }
      me.paidToday = dice.vary(net, unsteady)
      bank.credit(
        me.account, me.paidToday, .ach, at: dice.time(2...6), from: employer.party,
        employer.details(of: me.customer.name, me.customer.id))
    }
  }

  /// Wages by a paper check, paid in at the counter or by telephone a day or two later; or cashed.
  static func wageCheck(_ employer: Employer, net: Int, _ cadence: Cadence, cashesIt: Bool) -> Habit {
    { me, bank, dice in
      guard cadence.falls(on: bank.today) else { return }
      me.paidToday = dice.vary(net, 0.1)
      let place = me.customer.home
      let time = dice.time(11...17)
      bank.credit(
        me.account, me.paidToday, .check, at: time, from: employer.party,
        Details(
          place: place, branch: "BR-\(place.zip)-1",
          memo: dice.pick(["CHECK DEPOSIT", "PAYROLL CHECK", "", ""])))
      if cashesIt {
        bank.withdrawAtCounter(
          me.account, me.paidToday - dice.dollars(0...60, step: 20), at: time + 60, place)
      }
    }
  }

  /// A pension or other benefit, once a month.
  static func benefit(_ cents: Int, day: Int, from payer: String = "SSA TREAS 310") -> Habit {
    let party = Party(account: "8031736010", name: payer, bank: "US Treasury")
    return { me, bank, dice in
      guard Cadence.monthly(day: day).falls(on: bank.today) else { return }
      me.paidToday = cents
      bank.credit(
        me.account, cents, .ach, at: dice.time(1...4), from: party,
        Details(memo: "XXSOC SEC", purpose: .benefit))
    }
  }

  /// Pay-outs of an app for rides, meals or parcels: every week, and now and then at once.
  static func gigs(_ app: String, perWeek: Int) -> Habit {
    let party = Party(account: "8660012003", name: app, bank: "Metro Peoples Bank")
    return { me, bank, dice in
      if bank.today.weekday == 1, bank.today.isOpen {
        me.paidToday = dice.spread(perWeek, 0.4)
        bank.credit(
          me.account, me.paidToday, .ach, at: dice.time(3...6), from: party, Details(memo: "WEEKLY PAYOUT"))
      } else if dice.chance(0.06) {
        bank.credit(
          me.account, dice.spread(perWeek / 7, 0.5), .p2p, at: dice.time(9...24), from: party,
          Details(memo: "instant payout"))
      }
    }
  }

  /// Tips taken to a machine near work after a shift, some nights of the week.
  static func tips(perNight: Int, nights: [Int], hours: ClosedRange<Int> = 22...26, skips: Double = 0.25)
    -> Habit
  {
    { me, bank, dice in
      guard nights.contains(bank.today.weekday), !dice.chance(skips) else { return }
      bank.depositAtMachine(
        me.account, dice.spread(perNight, 0.4) / 100 * 100, at: dice.time(hours), me.customer.home,
        machine: dice.between(1...3), white: dice.chance(0.25))
    }
  }

  /// A sum that comes once: a tax refund, an insurance payment, a bonus.
  static func once(_ cents: Int, on day: Int, from party: Party, purpose: Purpose, memo: String) -> Habit {
    { me, bank, dice in
      guard bank.today.index == day else { return }
      bank.credit(
        me.account, cents, .ach, at: dice.time(2...6), from: party, Details(memo: memo, purpose: purpose))
    }
  }
}
