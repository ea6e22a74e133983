/// Businesses of the high street and beyond, each with the habits of its trade.
extension Household {
  mutating func shop() {
    let trade = dice.pick([
      "Market", "Boutique", "Hardware", "Florist", "Books", "Thrift", "Carpets", "Pets", "Cycles",
    ])
    let resident = firm(
      Firm(
        trade: trade, occupation: "retail", naics: "455219", takings: dice.spread(95_000, 0.6),
        cashShare: dice.between(0.05...0.35), depositEvery: dice.between(1...4), staff: dice.between(1...5),
        supplies: 0.45, rent: dice.dollars(1200...5000, step: 50)))
    owner(of: resident, "retail", draw: 180_000)
  }

  mutating func convenienceStore() {
    let resident = firm(
      Firm(
        trade: "Food Mart", occupation: "convenience store", naics: "445131",
        takings: dice.spread(160_000, 0.4),
        cashShare: dice.between(0.3...0.6), openDays: [0, 1, 2, 3, 4, 5, 6],
        depositEvery: dice.between(1...3),
        staff: dice.between(2...5), supplies: 0.55, isArmored: dice.chance(0.15)))
    owner(of: resident, "retail", draw: 200_000)
  }

  mutating func practice() {
    _ = firm(
      Firm(
        trade: dice.pick([
          "Dental", "Family Medicine", "Physical Therapy", "Optometry", "Law Office", "Accounting",
        ]),
        occupation: "professional services", naics: dice.pick(["621210", "621111", "541110", "541211"]),
        takings: dice.spread(260_000, 0.5), cashShare: 0.02, openDays: [0, 1, 2, 3, 4], depositEvery: 7,
        staff: dice.between(3...9), wage: 150_000, supplies: 0.12, payer: "Insurer and Card Settlement"))
  }

  mutating func builder() {
    let resident = firm(
      Firm(
        trade: dice.pick(["Builders", "Roofing", "Electric", "Plumbing", "Painting"]),
        occupation: "construction",
        naics: dice.pick(["236118", "238160", "238210", "238320"]), takings: dice.spread(170_000, 0.6),
        cashShare: 0.02, openDays: [0, 1, 2, 3, 4], depositEvery: 10, staff: dice.between(3...8),
        wage: 125_000,
        supplies: 0.4, payer: "Customer Payments"))
    owner(of: resident, "contractor", draw: 250_000)
  }

  mutating func trucking() {
    let resident = firm(
      Firm(
        trade: "Freight", occupation: "trucking", naics: "484121", takings: dice.spread(220_000, 0.5),
        cashShare: 0,
        openDays: [0, 1, 2, 3, 4], staff: dice.between(2...7), wage: 170_000, supplies: 0.35,
        payer: "Freight Brokers Pay"))
    let fuel = Shop.named("Highway Fuel Stop")
    resident.habits.append { me, bank, dice in
      for _ in 0..<dice.count(2.5) {
        me.whereabouts = dice.inland()
        Spending.purchase(fuel, 1, me, bank, &dice, exactly: dice.spread(32_000, 0.4))
      }
    }
  }

  mutating func cleaningCompany() {
    let resident = firm(
      Firm(
        trade: "Janitorial", occupation: "janitorial services", naics: "561720",
        takings: dice.spread(90_000, 0.5),
        cashShare: 0.02, openDays: [0, 1, 2, 3, 4], depositEvery: 10, staff: dice.between(4...12),
        wage: 85_000,
        supplies: 0.08, payer: "Client Payments"))
    owner(of: resident, "business owner", draw: 180_000)
  }

  /// A spa that is what it says: daytime appointments, cards, wages, tax.
  mutating func spa() {
    let resident = firm(
      Firm(
        trade: dice.pick(["Day Spa", "Massage Therapy", "Wellness Spa", "Foot Spa"]),
        occupation: dice.pick(["day spa", "massage parlor"]),
        naics: "812199", takings: dice.spread(75_000, 0.4), cashShare: dice.between(0.1...0.4),
        depositHours: 9...18, depositEvery: dice.between(1...5), staff: dice.between(3...7), wage: 95_000,
        supplies: 0.1, rent: dice.dollars(2000...4500, step: 100)))
    owner(of: resident, "spa owner", draw: 180_000)
    resident.habits.append(Trading.treatments(perDay: dice.between(1.0...5.0), lateShare: 0.03))
    bank.truth.lookalike("honest spas", resident.customer)
  }

  /// The owner, with a personal account, who lives on what they draw.
  mutating func owner(of firm: Resident, _ occupation: String, draw: Int) {
    let owner = person(occupation, phone: dice.chance(0.5) ? firm.customer.phone : nil)
    firm.habits.append(Trading.draw(to: owner.account, draw))
    live(owner, Life(income: draw / 50, cardsPerDay: dice.between(0.6...1.8), rent: dice.between(900...2200)))
  }
}
