import Ledger

/// The old, the young, the wealthy.
extension Household {
  /// A pension each month, fewer errands, sometimes help for the children.
  mutating func retiree() {
    let resident = person("retired", daysAgo: dice.between(1000...9000), balance: dice.spread(400_000, 1.2))
    addSavings(resident, 900_000)
    resident.habits.append(Earning.benefit(dice.dollars(1100...2900), day: dice.pick([3, 10, 17, 24])))
    if dice.chance(0.5) {
      resident.habits.append(
        Earning.benefit(
          dice.dollars(400...2600), day: 1,
          from: dice.pick(["STATE TEACHERS RETIREMENT", "UNION PENSION TRUST"])))
    }
    live(
      resident,
      Life(
        income: 2_600, cardsPerDay: dice.between(0.3...1.1),
        rent: dice.chance(0.4) ? dice.between(500...1200) : nil,
        friends: dice.between(0...2), cashPerMonth: dice.between(1...4)))
    if dice.chance(0.15) { helped(resident) }
    if dice.chance(0.2) {
      let child = bank.handle(&dice, name: dice.person(of: resident.customer.surname).name)
      resident.habits.append(
        Company.family(
          child, dice.dollars(50...400, step: 50), .p2p, memo: "love, grandma", day: dice.between(2...20)))
    }
  }

  /// A daughter or a carer takes notes to the bank for them.
  private mutating func helped(_ resident: Resident) {
    let helpers = [dice.person(of: resident.customer.surname).name, dice.person().name]
    resident.habits.append { me, bank, dice in
      guard dice.chance(0.05) else { return }
      let cents = dice.dollars(60...700, step: 20)
      if dice.chance(0.3) {
        bank.depositAtMachine(
          me.account, cents, at: dice.time(9...20), me.customer.home, by: dice.pick(helpers))
      } else {
        bank.depositAtCounter(
          me.account, cents, at: dice.time(9...16), me.customer.home, by: dice.pick(helpers))
      }
    }
  }

  /// Studies in the town they live in, works a little, lives with others.
  mutating func localStudent() {
    let resident = person("student", daysAgo: dice.between(60...1200), balance: dice.spread(40_000, 1))
    employ(resident, Life(income: dice.spread(900, 0.4), cardsPerDay: 0))
    live(
      resident,
      Life(
        income: 900, cardsPerDay: dice.between(0.6...1.8), purse: 0.45, rent: dice.between(300...650),
        hasBills: false,
        friends: dice.between(3...8), cashPerMonth: 1))
  }

  /// A high income, several accounts, dear tastes.
  mutating func affluent() {
    let resident = person(
      dice.pick(["physician", "attorney", "executive", "dentist", "realtor", "consultant", "engineer"]),
      balance: dice.spread(900_000, 1))
    addSavings(resident, 3_000_000)
    let income = dice.spread(11_000, 0.5)
    let life = Life(
      income: income, cardsPerDay: dice.between(1.2...3), purse: 2.2, rent: dice.between(2200...5500),
      friends: dice.between(2...6), cashPerMonth: 2)
    employ(resident, life, .semimonthly)
    live(resident, life)
    let jeweller = Shop.named("Crown Jewelers")
    resident.habits.append { me, bank, dice in
      guard dice.chance(0.01) else { return }
      Spending.purchase(jeweller, 1, me, bank, &dice, exactly: dice.spread(180_000, 0.8))
    }
    resident.habits.append(Spending.journeys(perYear: 8))
  }

  /// Lives on benefits, or between jobs.
  mutating func onBenefits() {
    let resident = person(
      dice.pick(["unemployed", "disabled", "homemaker", ""]), balance: dice.spread(15_000, 1.2))
    resident.habits.append(
      Earning.benefit(
        dice.dollars(700...1500), day: dice.pick([1, 3, 10]),
        from: dice.pick(["SSI TREAS 310", "STATE UI BENEFIT", "VA BENEFITS"])))
    live(
      resident,
      Life(
        income: 1_000, cardsPerDay: dice.between(0.2...0.9), purse: 0.6, rent: dice.between(250...600),
        friends: dice.between(0...3), cashPerMonth: 4))
  }
}
