import Ledger

extension Household {
  /// Workers of one firm who take some of their pay out at the machine by the gate, one after the other, on
  /// pay day; each leaves the rest and lives on it.
  mutating func paydayQueue() {
    let employer = bank.market.employer(in: home, &dice)
    let hour = dice.between(15...19)
    let place = home
    for _ in 0..<dice.between(5...9) {
      let resident = innocent(
        "payday cash-machine queues", dice.pick(["packer", "roofer", "laborer", "stocker"]),
        income: dice.spread(2_500, 0.2),
        wages: false)
      resident.customer.employer = employer.name
      resident.habits.append(
        Earning.wages(employer, net: dice.cents(480...760), .weekly(weekday: 4), unsteady: 0.1))
      resident.habits.append { me, bank, dice in
        guard me.paidToday > 0, dice.chance(0.7) else { return }
        let cents = dice.dollars(60...300, step: 20)
        guard me.affords(cents) else { return }
        bank.withdrawAtMachine(me.account, cents, at: hour * 3600 + dice.below(1200), place, machine: 3)
      }
    }
  }

  /// One of a couple keeps the household's money: most of each wage goes on to the partner the same day.
  mutating func partnerKeepsMoney() {
    let group = "wages kept by a partner"
    let keeper = innocent(
      group, dice.pick(["homemaker", "clerk", "nurse"]), income: dice.spread(2_200, 0.3),
      wages: dice.chance(0.5))
    let worker = innocent(
      group, dice.pick(["roofer", "driver", "cook", "mechanic"]), income: dice.spread(3_000, 0.2),
      cadence: .weekly(weekday: 4),
      cards: 0.1...0.5, rent: false, street: keeper.customer.street, family: keeper.customer.surname)
    let share = dice.between(0.6...0.92)
    worker.habits.append { me, bank, dice in
      guard me.paidToday > 0 else { return }
      bank.transfer(
        Int(Double(me.paidToday) * share) / 1000 * 1000, from: me.account, to: keeper.account, .p2p,
        at: dice.time(7...18),
        Details(memo: dice.pick(["", "home", "house money", "❤️"])))
    }
  }

  /// Several workers rent rooms from the foreman or another tenant: the same sum from each, every pay day,
  /// and the rest of the wage is theirs.
  mutating func foremanRents() {
    let group = "workers who rent from a foreman"
    let landlord = innocent(
      group, dice.pick(["foreman", "landlord", "cook"]), income: dice.spread(3_800, 0.2))
    let employer = bank.market.employer(in: home, &dice)
    let rent = dice.dollars(70...150, step: 5)
    for _ in 0..<dice.between(3...6) {
      let worker = innocent(
        group, dice.pick(["packer", "dishwasher", "roofer"]), income: dice.spread(2_400, 0.15), wages: false,
        rent: false,
        street: landlord.customer.street)
      worker.customer.employer = employer.name
      worker.habits.append(
        Earning.wages(employer, net: dice.cents(460...700), .weekly(weekday: 4), unsteady: 0.1))
      worker.habits.append { me, bank, dice in
        guard me.paidToday > 0, me.affords(rent) else { return }
        bank.transfer(
          rent, from: me.account, to: landlord.account, .p2p, at: dice.time(8...22),
          Details(memo: dice.pick(["room", "rent", "renta", ""])))
      }
    }
  }
}
