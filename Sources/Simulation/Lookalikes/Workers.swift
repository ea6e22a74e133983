import Ledger

extension Household {
  /// A grower who pays a crew by the week in season and houses it, and some of the crew: who live at the
  /// camp, send money home and buy their food.
  mutating func farm() {
    let grower = innocentFirm(
      "farm crews",
      Firm(
        trade: "Farms", occupation: "vegetable farming", naics: "111219", takings: dice.spread(380_000, 0.4),
        cashShare: 0.01,
        openDays: [0, 1, 2, 3, 4], depositEvery: 14, staff: dice.between(12...26), wage: 110_000,
        supplies: 0.2, rent: nil,
        payer: "Produce Buyers"))
    let housing = bank.outsider(&dice, state: home.state, name: dice.business("Farm Housing"))
    grower.habits.append(Living.rent(dice.dollars(1500...5000, step: 100), to: housing, by: .ach, day: 1))
    let employer = Employer(name: grower.customer.name, account: grower.account.number, state: home.state)
    let street = dice.street(isFlat: false)
    for _ in 0..<dice.between(5...9) {
      let worker = innocent(
        "farm crews", "farm worker", income: 2_400, wages: false, cards: 0.3...0.9, rent: false,
        street: street)
      worker.customer.employer = employer.name
      worker.habits.append(
        Earning.wages(employer, net: dice.cents(450...700), .weekly(weekday: 4), unsteady: 0.2))
      let relative = bank.outsider(
        &dice, country: dice.pick(["MX", "GT", "JM"]), name: dice.person(of: worker.customer.surname).name)
      worker.habits.append(Company.remittance(relative, dice.dollars(180...380, step: 20), memo: "familia"))
    }
  }

  /// A few who paint or move house for notes: paid by customers, paying by the day, with insurance and tax.
  mutating func smallCrew() {
    let resident = innocentFirm(
      "small crews paid in cash",
      Firm(
        trade: dice.pick(["Painting", "Moving", "Tile", "Drywall"]), occupation: "construction",
        naics: "238320", takings: dice.spread(75_000, 0.4),
        cashShare: 0.15, openDays: [0, 1, 2, 3, 4, 5], depositEvery: 5, staff: 1, supplies: 0.25,
        payer: "Customer Payments"))
    resident.habits.append { me, bank, dice in
      guard bank.today.weekday == 4, me.affords(150_000) else { return }
      bank.withdrawAtCounter(
        me.account, dice.dollars(600...1400, step: 20), at: dice.time(12...16), me.customer.home)
    }
  }

  /// Pays the one who holds the lease, or who lent for a car, after each pay; buys food and sees friends.
  mutating func workerOwing() {
    let resident = innocent(
      "workers who pay a housemate", dice.pick(["cleaner", "cook", "packer", "roofer", "stocker"]),
      income: dice.spread(2_500, 0.2), cadence: .weekly(weekday: 4), rent: false)
    let housemate = bank.handle(&dice, state: home.state)
    let share = dice.dollars(100...260, step: 10)
    resident.habits.append { me, bank, dice in
      guard me.paidToday > 0, me.affords(share) else { return }
      bank.debit(
        me.account, share, .p2p, at: dice.time(8...22), to: housemate,
        Details(memo: dice.pick(["rent", "room", "car", "renta", ""])))
    }
  }

  /// Cleans with one relative: no payroll because there is no staff.
  mutating func ownerCleaner() {
    _ = innocentFirm(
      "owner-run cleaning firms",
      Firm(
        trade: "Cleaning", occupation: "janitorial services", naics: "561720",
        takings: dice.spread(32_000, 0.3), cashShare: 0.1,
        openDays: [0, 1, 2, 3, 4, 5], depositEvery: 6, staff: 0, supplies: 0.1, rent: nil,
        payer: "Client Payments"), draw: 200_000)
  }

  /// Places workers and pays them; employers pay, workers do not.
  mutating func staffingAgency() {
    _ = innocentFirm(
      "staffing agencies",
      Firm(
        trade: "Staffing", occupation: "employment agency", naics: "561311",
        takings: dice.spread(420_000, 0.3), cashShare: 0,
        openDays: [0, 1, 2, 3, 4], staff: dice.between(20...40), wage: 95_000, supplies: 0.05,
        payer: "Employer Clients"))
  }
}
