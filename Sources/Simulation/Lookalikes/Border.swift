import Ledger

extension Household {
  /// The same household, but in a town on the border.
  private mutating func atBorder() -> Household {
    Household(bank, "at the border \(dice.next())", home: dice.borderTown())
  }

  /// A shop whose customers cross the bridge with notes.
  mutating func borderShop() {
    var house = atBorder()
    _ = house.innocentFirm(
      "border retail",
      Firm(
        trade: dice.pick(["Perfumes", "Outlet", "Electronics", "Supermarket"]), occupation: "retail",
        naics: "455219",
        takings: dice.spread(240_000, 0.4), cashShare: dice.between(0.5...0.8),
        openDays: [0, 1, 2, 3, 4, 5, 6], staff: dice.between(3...8), supplies: 0.5,
        isArmored: dice.chance(0.5)))
  }

  /// Supplies factories across the border: many wires from Mexico, invoices, a payroll.
  mutating func maquilaSupplier() {
    var house = atBorder()
    let resident = house.innocentFirm(
      "maquiladora suppliers",
      Firm(
        trade: "Components", occupation: "manufacturing", naics: "334418", takings: dice.spread(150_000, 0.4),
        cashShare: 0,
        openDays: [0, 1, 2, 3, 4], staff: dice.between(5...12), wage: 110_000, supplies: 0.5))
    let plants = (0..<dice.between(4...9)).map { _ in
      bank.outsider(
        &dice, country: "MX", name: "Maquilas \(dice.pick(Names.last)) SA de CV")
    }
    resident.habits.append { me, bank, dice in
      guard bank.today.isOpen, dice.chance(0.5) else { return }
      let plant = dice.pick(plants)
      if dice.chance(0.7) {
        bank.credit(
          me.account, dice.spread(1_400_000, 0.5), .wire, at: dice.time(8...15), from: plant,
          Details(memo: "factura", reference: "INV-\(dice.between(1000...9999))"))
      } else if me.affords(900_000) {
        bank.debit(
          me.account, dice.spread(700_000, 0.5), .wire, at: dice.time(9...15), to: plant,
          Details(memo: "assembly", reference: "PO-\(dice.between(1000...9999))"))
      }
    }
  }

  /// A dentist or surgeon of the border town whom patients from many states pay in parts.
  mutating func borderClinic() {
    var house = atBorder()
    let resident = house.innocentFirm(
      "medical tourism",
      Firm(
        trade: dice.pick(["Dental Implants", "Vision Surgery", "Bariatric Clinic"]),
        occupation: "dental clinic", naics: "621210",
        takings: dice.spread(180_000, 0.4), cashShare: 0.2, openDays: [0, 1, 2, 3, 4], depositEvery: 2,
        staff: 5, wage: 140_000, supplies: 0.25))
    resident.habits.append { me, bank, dice in
      for _ in 0..<dice.count(0.9) {
        let patient = bank.handle(&dice, state: dice.inland().state)
        let total = dice.dollars(1200...9000, step: 100)
        bank.credit(
          me.account, total / 3, dice.pick([.p2p, .wire]), at: dice.time(9...20), from: patient,
          Details(memo: dice.pick(["deposit implants", "deposit", "surgery dep"])))
        bank.credit(
          me.account, total * 2 / 3, .wire, at: dice.time(9...16), from: patient,
          Details(memo: "balance", inDays: dice.between(7...40)))
      }
    }
  }

  /// Buys at auctions and sells south: notes and wires from Mexico and Guatemala, titles, transport.
  mutating func carExporter() {
    var house = atBorder()
    let resident = house.innocentFirm(
      "used-car exporters",
      Firm(
        trade: "Auto Exports", occupation: "used car dealer", naics: "441120",
        takings: dice.spread(150_000, 0.5), cashShare: 0.5,
        openDays: [0, 1, 2, 3, 4, 5], depositEvery: 2, staff: 2, supplies: 0.3))
    let auction = bank.outsider(&dice, name: dice.business("Auto Auction"))
    resident.habits.append { me, bank, dice in
      guard bank.today.isOpen else { return }
      if dice.chance(0.4) {
        let buyer = bank.outsider(&dice, country: dice.pick(["MX", "GT", "HN"]))
        bank.credit(
          me.account, dice.dollars(1500...9000, step: 100), .wire, at: dice.time(9...16), from: buyer,
          Details(memo: dice.pick(["carro", "truck 2014", "auto"])))
      }
      if dice.chance(0.4), me.affords(900_000) {
        bank.debit(
          me.account, dice.dollars(1800...8000, step: 100), .wire, at: dice.time(9...15), to: auction,
          Details(memo: "lot", reference: "LOT-\(dice.between(100...9999))"))
      }
    }
  }

  /// Buys from growers everywhere and sells to stores everywhere; notes of markets too.
  mutating func produceBroker() {
    var house = atBorder()
    let resident = house.innocentFirm(
      "produce brokers",
      Firm(
        trade: "Produce", occupation: "produce wholesale", naics: "424480",
        takings: dice.spread(420_000, 0.4), cashShare: 0.2,
        openDays: [0, 1, 2, 3, 4, 5], depositEvery: 2, staff: 4, supplies: 0.5, payer: "Grocers Pay"))
    let growers = (0..<5).map { _ in
      bank.outsider(&dice, country: "MX", name: "Agricola \(dice.pick(Names.last))")
    }
    resident.habits.append { me, bank, dice in
      guard bank.today.isOpen, dice.chance(0.5), me.affords(1_200_000) else { return }
      bank.debit(
        me.account, dice.spread(800_000, 0.4), .wire, at: dice.time(9...15), to: dice.pick(growers),
        Details(memo: "factura", reference: "INV-\(dice.between(1000...9999))"))
    }
  }

  /// Books for hundreds and settles with a consolidator.
  mutating func travelAgent() {
    let resident = innocentFirm(
      "travel agents",
      Firm(
        trade: "Travel", occupation: "travel agency", naics: "561510", takings: dice.spread(60_000, 0.4),
        cashShare: 0.1,
        openDays: [0, 1, 2, 3, 4, 5], depositEvery: 3, staff: 2, supplies: 0))
    let travellers = neighbours(40)
    let consolidator = bank.outsider(&dice, name: "Airline Settlement Consolidators")
    resident.habits.append { me, bank, dice in
      for _ in 0..<dice.count(2.5) {
        bank.credit(
          me.account, dice.dollars(200...1800, step: 10), dice.pick([.p2p, .check, .p2p]),
          at: dice.time(9...19), from: dice.pick(travellers),
          Details(memo: dice.pick(["flight", "boletos", "cruise", "", "viaje a mexico"])))
      }
      guard bank.today.weekday == 1, bank.today.isOpen, me.account.available > 300_000 else { return }
      bank.debit(
        me.account, me.account.available * 7 / 10, .ach, at: dice.time(5...9), to: consolidator,
        Details(memo: "ARC SETTLEMENT"))
    }
  }
}
