import Ledger

extension Household {
  /// A family that lives in a motel, week by week, or was put there after a storm.
  mutating func motelFamily() {
    let resident = innocent(
      "motel families and evacuees", dice.pick(["cashier", "cook", "cleaner", "stocker", ""]),
      income: dice.spread(2_300, 0.2), rent: false, balance: dice.spread(20_000, 0.8))
    let motel = Shop.named("Budget Inn")
    let step = dice.pick([1, 2, 7, 7])
    let price = dice.cents(38...65)
    resident.habits.append { me, bank, dice in
      guard bank.today.index % step == 0 else { return }
      Spending.purchase(motel, 1, me, bank, &dice, exactly: price * step)
      if dice.chance(0.4) { Spending.purchase(Shop.named("Spin Cycle Laundry"), 1, me, bank, &dice) }
    }
  }

  /// Three or four of one name and one address bank with the same tablet.
  mutating func oneDeviceFamily() {
    let first = innocent(
      "families with one device", dice.pick(["cook", "driver", "teacher"]), income: dice.spread(3_000, 0.3))
    for _ in 0..<dice.between(2...3) {
      let other = innocent(
        "families with one device", dice.pick(["retail", "homemaker", "student", "retired"]),
        income: dice.spread(1_700, 0.3), rent: false,
        street: first.customer.street, family: first.customer.surname, device: first.customer.device)
      let give = dice.dollars(50...400, step: 50)
      other.habits.append(Company.halves(with: first.account, give))
    }
  }

  /// Parents and a working child: three wages on one account that pays for everything.
  mutating func threeWages() {
    let resident = innocent("joint wages", dice.pick(Self.trades), income: dice.spread(2_600, 0.3))
    for _ in 0..<dice.between(1...2) {
      employ(resident, Life(income: dice.spread(2_000, 0.3), cardsPerDay: 0))
    }
  }

  /// A dormitory, a farm camp, a house of new arrivals, an old people's home: many at one address, each with
  /// a life of their own.
  mutating func sharedHouse() {
    let street = dice.street(isFlat: false)
    let employer = bank.market.employer(in: home, &dice)
    for _ in 0..<dice.between(6...10) {
      let resident = innocent(
        "shared houses", dice.pick(["farm worker", "nurse", "student", "packer"]),
        income: dice.spread(2_200, 0.2), wages: false, rent: false, street: street)
      resident.customer.employer = employer.name
      resident.habits.append(
        Earning.wages(employer, net: dice.cents(420...700), .weekly(weekday: 4), unsteady: 0.1))
      let relative = bank.outsider(&dice, country: dice.pick(["MX", "GT", "JM", "PH"]))
      resident.habits.append(Company.remittance(relative, dice.dollars(100...300, step: 20), memo: "familia"))
    }
  }

  /// Lives in the north in summer and in the south in winter; pensions at home, notes where they are.
  mutating func snowbird() {
    let resident = innocent(
      "snowbirds", "retired", income: 3_600, wages: false, balance: dice.spread(600_000, 0.8))
    resident.habits.append(Earning.benefit(dice.dollars(1500...3000), day: dice.pick([3, 10, 17])))
    let south = Places.named(dice.pick(["Tampa", "Yuma", "Mesa", "Fort Lauderdale", "McAllen", "Harlingen"]))
    let back = dice.between(10...70)
    resident.habits.append { me, bank, dice in
      me.whereabouts = bank.today.index < back ? south : me.customer.home
      guard dice.chance(0.04) else { return }
      bank.depositAtCounter(
        me.account, dice.dollars(200...1500, step: 20), at: dice.time(9...15), me.whereabouts)
    }
  }

  /// An account only for bills, filled from the main one and emptied each month.
  mutating func billAccount() {
    let resident = innocent(
      "bill accounts", dice.pick(Self.desks), income: dice.spread(4_200, 0.3), rent: false)
    let bills = bank.addAccount(to: resident.customer, balance: dice.cents(5...90))
    let payees = (0..<dice.between(3...6)).map { _ in
      bank.outsider(&dice, state: home.state, name: dice.business("Services"))
    }
    let usual = dice.dollars(60...420, step: 5)
    resident.habits.append { me, bank, dice in
      if me.paidToday > 0, me.affords(usual * 3) {
        bank.transfer(
          usual * 3, from: me.account, to: bills, .book, at: dice.time(7...9), Details(purpose: .ownTransfer))
      }
      guard bank.today.isOpen, dice.chance(0.25), bills.available > usual else { return }
      bank.debit(
        bills, dice.vary(usual, 0.3), .ach, at: dice.time(10...16), to: dice.pick(payees),
        Details(memo: "BILL PAY"))
    }
  }

  /// Receives the benefits of several who cannot manage money, and pays their home, pharmacy and pocket
  /// money.
  mutating func representativePayee() {
    let resident = innocent(
      "representative payees", dice.pick(["social worker", "caregiver", "nonprofit"]),
      income: dice.spread(3_000, 0.2))
    let wards = (0..<dice.between(3...9)).map { _ in
      (name: dice.person().name, cents: dice.dollars(750...1400), day: dice.pick([1, 3, 10]))
    }
    let payer = Party(account: "8031736010", name: "SSI TREAS 310", bank: "US Treasury")
    let residence = bank.outsider(&dice, state: home.state, name: dice.business("Care Home"))
    let pharmacy = Shop.named("Corner Pharmacy")
    resident.habits.append { me, bank, dice in
      for ward in wards where Cadence.monthly(day: ward.day).falls(on: bank.today) {
        bank.credit(
          me.account, ward.cents, .ach, at: dice.time(2...5), from: payer,
          Details(memo: "SSI FOR \(ward.name.uppercased())", purpose: .benefit))
        bank.debit(
          me.account, ward.cents * 8 / 10, .ach, at: dice.time(10...16), to: residence,
          Details(memo: "board \(ward.name)"))
      }
      if dice.chance(0.2) { Spending.purchase(pharmacy, 1, me, bank, &dice) }
    }
  }
}
