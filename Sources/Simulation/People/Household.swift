import Ledger

/// Makes people with an ordinary life, to which look-alikes and operations add what is theirs.
struct Household {
  let bank: Bank
  var dice: Dice
  let home: Place
  /// Whether those who live here are people whom others may know and pay.
  var isNeighbour = true

  init(_ bank: Bank, _ name: String, home: Place? = nil) {
    self.bank = bank
    var dice = bank.dice(name)
    self.home = home ?? dice.town()
    self.dice = dice
  }

  /// A person with an account, not yet with habits. A few gave the bank no telephone.
  mutating func person(
    _ occupation: String, family: String? = nil, street: String? = nil, name: String? = nil,
    phone: String? = nil,
    device: String? = nil, daysAgo: Int? = nil, balance: Int? = nil, isMinor: Bool = false
  ) -> Resident {
    let drawn = dice.person(of: family)
    let customer = bank.open(
      Opening(
        name: name ?? drawn.name, family: drawn.family, home: home,
        street: street ?? dice.street(isFlat: dice.chance(0.45)), occupation: occupation,
        phone: phone ?? (dice.chance(0.05) ? "" : nil), device: device,
        daysAgo: daysAgo ?? accountAge(), balance: balance ?? dice.spread(140_000, 1.3),
        isMinor: isMinor))
    let resident = Resident(customer, dice: bank.dice("life of \(customer.id)"))
    bank.add(resident)
    if !isMinor, isNeighbour { bank.folk[home.number].append(customer.main) }
    return resident
  }

  /// Days since the account was opened: most are old, one in twelve is new or comes while the world runs.
  private mutating func accountAge() -> Int {
    dice.chance(0.08) ? dice.between(-bank.days / 2...200) : dice.between(60...5000)
  }

  /// A second account, for savings.
  mutating func addSavings(_ resident: Resident, _ middle: Int = 250_000) {
    resident.savings = bank.addAccount(to: resident.customer, balance: dice.spread(middle, 1.4))
  }

  /// Wages from an employer of the town.
  mutating func employ(_ resident: Resident, _ life: Life, _ cadence: Cadence? = nil, unsteady: Double = 0.03)
  {
    let employer = bank.market.employer(in: home, &dice)
    resident.customer.employer = employer.name
    let cadence = cadence ?? self.cadence()
    let net = Int(Double(life.income * 100) / cadence.perMonth)
    resident.habits.append(Earning.wages(employer, net: net, cadence, unsteady: unsteady))
  }

  /// How often people of this country are paid: mostly every second week.
  mutating func cadence() -> Cadence {
    switch dice.below(100) {
    case ..<27: .weekly(weekday: dice.chance(0.7) ? 4 : 3)
    case ..<72: .biweekly(weekday: dice.chance(0.75) ? 4 : 3, phase: dice.below(2))
    case ..<92: .semimonthly
    default: .monthly(day: dice.chance(0.5) ? 28 : 1)
    }
  }

  /// The roof, the bills, the shops, the friends.
  mutating func live(_ resident: Resident, _ life: Life) {
    resident.habits.append(Spending.cards(perDay: life.cardsPerDay, purse: life.purse))
    if life.cashPerMonth > 0 { resident.habits.append(Spending.cash(perMonth: life.cashPerMonth)) }
    if let rent = life.rent { house(resident, rent * 100) }
    if life.hasBills {
      resident.habits.append(Living.bills(dice.between(2...5), in: home, &dice))
      resident.habits.append(Spending.subscriptions(dice.between(0...3), &dice))
    }
    if life.friends > 0 {
      resident.habits.append(Company.friends(neighbours(life.friends), perMonth: dice.between(0.5...6)))
    }
    if dice.chance(0.5) { resident.habits.append(Spending.journeys(perYear: dice.between(0.5...4))) }
    pastimes(resident)
  }

  /// People of the town: some are customers of the bank too, most are known by a handle.
  mutating func neighbours(_ count: Int) -> [Side] {
    let known = bank.folk[home.number]
    return (0..<count).map { _ in
      known.count > 2 && dice.chance(0.35)
        ? .inside(dice.pick(known)) : .outside(bank.handle(&dice, state: home.state))
    }
  }

  private mutating func house(_ resident: Resident, _ cents: Int) {
    if dice.chance(0.4) {
      resident.habits.append(Living.mortgage(cents, day: dice.between(1...5)))
      return
    }
    let channel = dice.pick([Channel.ach, .ach, .check, .p2p, .p2p])
    let landlord =
      channel == .p2p ? bank.handle(&dice, state: home.state) : bank.outsider(&dice, state: home.state)
    resident.habits.append(Living.rent(cents, to: landlord, by: channel, day: dice.between(1...5)))
  }

  private mutating func pastimes(_ resident: Resident) {
    if dice.chance(0.35) {
      resident.habits.append(Living.cardBill(dice.spread(60_000, 0.8), day: dice.between(3...26)))
    }
    if resident.savings != nil {
      resident.habits.append(Living.saving(share: dice.between(0.03...0.2)))
      resident.habits.append(Living.dipping())
    }
    if dice.chance(0.25) { once(resident) }
    if dice.chance(0.15) { resident.habits.append(Spending.giftCards(perMonth: dice.between(0.2...2))) }
    if dice.chance(0.04) {
      resident.habits.append(
        Spending.gambling(perMonth: dice.between(1...8), middle: dice.spread(4_000, 0.7)))
    }
    if dice.chance(0.03) {
      resident.habits.append(Spending.coins(middle: dice.spread(7_000, 0.9), perMonth: dice.between(0.5...4)))
    }
    if dice.chance(0.03) {
      let relative = bank.handle(&dice)
      resident.habits.append(
        Company.family(relative, dice.dollars(50...300, step: 25), .p2p, memo: "", day: dice.between(2...27)))
    }
  }

  /// What comes once: a tax refund, an insurance payment; the two cents with which an app makes sure of the
  /// account.
  private mutating func once(_ resident: Resident) {
    let day = dice.below(max(1, bank.days))
    let payer = Party(account: "8012345000", name: "TAX AUTHORITY EFT", bank: "US Treasury")
    switch dice.below(3) {
    case 0:
      resident.habits.append(
        Earning.once(dice.spread(180_000, 0.8), on: day, from: payer, purpose: .benefit, memo: "TAX REFUND"))
    case 1:
      let insurer = Party(account: "8440099110", name: "Kestrel Insurance Claims", bank: "Union Federal")
      resident.habits.append(
        Earning.once(
          dice.spread(250_000, 1), on: day, from: insurer, purpose: .unstated, memo: "CLAIM PAYMENT"))
    default:
      let app = Party(account: "8660012003", name: "PAYAPP ACCTVERIFY", bank: "Metro Peoples Bank")
      resident.habits.append(
        Earning.once(dice.between(1...49), on: day, from: app, purpose: .verification, memo: "ACCTVERIFY"))
    }
  }
}
