import Ledger

extension Household {
  /// Money to one relative abroad after each pay; every second one adds a sibling at times.
  mutating func remitter() {
    let cadence: Cadence = dice.chance(0.6) ? .weekly(weekday: 4) : .biweekly(weekday: 4, phase: 0)
    let resident = innocent(
      "family remittances",
      dice.pick(["cook", "construction worker", "housekeeper", "nurse", "farm worker", ""]),
      income: dice.spread(2_600, 0.3), cadence: cadence, balance: dice.spread(50_000, 0.9))
    let country = dice.pick([
      "MX", "GT", "PH", "IN", "SV", "VN", "CO", "DO", "HN", "PL", "NG", "ET", "NP", "CI", "GH", "NI", "EC",
      "PK",
      "TR", "TH", "JM", "HT", "BR", "PE", "CN", "KH",
    ])
    let family = dice.chance(0.6) ? resident.customer.surname : nil
    let relative = bank.outsider(&dice, country: country, name: dice.person(of: family).name)
    let words = [
      "familia", "para mama", "family support", "school", "gracias a dios", "medicine", "viaje", "",
    ]
    resident.habits.append(
      Company.remittance(
        relative, dice.dollars(150...420, step: 10), by: dice.chance(0.25) ? .p2p : .wire,
        memo: dice.pick(words)))
    guard dice.chance(0.3) else { return }
    let sibling = bank.outsider(&dice, country: country, name: dice.person(of: family).name)
    resident.habits.append(
      Company.family(sibling, dice.dollars(60...200, step: 10), .wire, day: dice.between(3...25)))
  }

  /// Friends of one town who ride together to send money on pay day: the same branch, the same quarter of an
  /// hour.
  mutating func carpool() {
    let country = dice.pick(["MX", "GT", "HN", "SV"])
    let hour = dice.between(12...17)
    for _ in 0..<dice.between(4...6) {
      let resident = innocent(
        "payday remittance carpools", dice.pick(["farm worker", "packer", "roofer"]),
        income: dice.spread(2_300, 0.2),
        cadence: .weekly(weekday: 4), balance: dice.spread(40_000, 0.8))
      let relative = bank.outsider(&dice, country: country)
      let usual = dice.dollars(180...380, step: 20)
      let place = home
      resident.habits.append { me, bank, dice in
        guard me.paidToday > 0, me.affords(usual), !dice.chance(0.15) else { return }
        bank.debit(
          me.account, dice.vary(usual, 0.2) / 1000 * 1000, .wire, at: hour * 3600 + dice.below(1500),
          to: relative,
          Details(place: place, branch: "BR-\(place.zip)-1", conductor: me.customer.name))
      }
    }
  }

  /// A partner, parents or godchildren abroad: the same person for years, the same sum each month, often two.
  mutating func partnerAbroad() {
    let resident = innocent(
      "relatives and partners abroad", dice.pick(["retired", "engineer", "teacher", "driver", "technician"]),
      income: dice.spread(3_600, 0.4))
    let partner = bank.outsider(
      &dice, country: dice.pick(["PH", "TH", "CO", "DO", "MX", "UA", "BR"]))
    resident.habits.append(
      Company.family(
        partner, dice.dollars(120...600, step: 20), .wire, memo: "support", day: dice.between(1...28)))
    let extra = dice.dollars(20...120, step: 10)
    resident.habits.append { me, bank, dice in
      guard dice.chance(0.05), me.affords(extra) else { return }
      bank.debit(
        me.account, extra, .wire, at: dice.time(9...23), to: partner,
        Details(memo: dice.pick(["birthday", "medicine", "", "school expenses", "food", "medical"])))
    }
    if dice.chance(0.3) { resident.habits.append(Spending.journeys(perYear: 3)) }
  }
}
