import Ledger

extension Household {
  /// The takings in the night safe six evenings a week, every week alike; suppliers and wages out.
  mutating func restaurant() {
    let resident = innocentFirm(
      "restaurants with night deposits",
      Firm(
        trade: dice.pick(["Grill", "Kitchen", "Taqueria", "Diner", "Bistro", "Buffet"]),
        occupation: "restaurant", naics: "722511",
        takings: dice.spread(280_000, 0.5), cashShare: dice.between(0.25...0.6),
        openDays: [1, 2, 3, 4, 5, 6], depositHours: 21...24,
        staff: dice.between(4...10), supplies: 0.3))
    resident.habits.append(Living.bills(2, in: home, &dice))
  }

  /// A spa by an airport that is open all night: cards, a payroll, daytime too.
  mutating func lateSpa() {
    let resident = innocentFirm(
      "late spas",
      Firm(
        trade: dice.pick(["24 Hour Spa", "Korean Spa", "Sauna", "Night Spa"]), occupation: "day spa",
        naics: "812199",
        takings: dice.spread(140_000, 0.3), cashShare: dice.between(0.15...0.35),
        openDays: [0, 1, 2, 3, 4, 5, 6], staff: dice.between(5...9),
        supplies: 0.12))
    resident.habits.append(Trading.treatments(perDay: dice.between(4.0...9.0), lateShare: 0.4))
  }

  /// Hairdressers rent a chair each: many small regular payers, no wages.
  mutating func chairSalon() {
    let resident = innocentFirm(
      "salons with chair rental",
      Firm(
        trade: dice.pick(["Salon Suites", "Barber Studio", "Nails & Spa"]), occupation: "beauty salon",
        naics: "812112", takings: dice.spread(30_000, 0.4),
        cashShare: dice.between(0.4...0.7), openDays: [1, 2, 3, 4, 5], depositEvery: 2, staff: 0,
        supplies: 0.15))
    let renters = neighbours(dice.between(4...10))
    let price = dice.dollars(120...300, step: 10)
    resident.habits.append { me, bank, dice in
      guard bank.today.weekday == 0 else { return }
      for renter in renters where !dice.chance(0.05) {
        bank.credit(
          me.account, price, .p2p, at: dice.time(8...20), from: renter,
          Details(memo: dice.pick(["chair rent", "booth", "chair 4", ""])))
      }
    }
  }
}
