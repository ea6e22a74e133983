import Ledger

extension Operation {
  /// A travel agency, or a recruiter of workers, that many families pay and that buys little travel; what it
  /// takes goes to its owner, and out in notes.
  ///
  /// FIN-2023-Alert001 page 5: smugglers who pose as travel agencies and recruiters; FATF, migrant smuggling,
  /// 2022.
  func travelAgency() {
    let home = dice.town()
    let agency = business(
      dice.pick(["Travel", "Viajes", "Tours", "Work Abroad"]), "travel agency", naics: "561510", in: home,
      .front, .hub)
    let owner = person("travel agent", in: home, .controller, .hub, phone: agency.customer.phone)
    let families = kin(dice.between(by(3...5, 2...4, 2...3)))
    let others = payers(dice.between(by(24...50, 14...28, 8...16)))
    let airline = Shop.named("Summit Airlines")
    let typical = dice.dollars(600...2600, step: 50)
    daily { [self] dice in
      for _ in 0..<dice.count(by(1.3, 0.8, 0.45)) {
        let cents = dice.spread(typical, 0.5) / 1000 * 1000
        if dice.chance(0.25), let family = families.randomElement(using: &dice), family.affords(cents) {
          bank.transfer(cents, from: family.account, to: agency.account, .p2p, at: dice.time(9...19))
        } else {
          bank.credit(
            agency.account, cents, dice.pick([.p2p, .p2p, .wire, .check]), at: dice.time(9...19),
            from: dice.pick(others),
            Details(memo: vague(&dice)))
        }
      }
      if dice.chance(by(0.05, 0.15, 0.35)) { Spending.purchase(airline, 1, agency, bank, &dice) }
      guard bank.today.isOpen, agency.account.available > 250_000 else { return }
      if dice.chance(0.35) {
        cashOut(agency, share: by(0.6, 0.45, 0.3), in: [home], atCounter: true, &dice)
      } else if dice.chance(0.4) {
        passOn(
          agency, share: by(0.5, 0.4, 0.25), to: .inside(owner.account), .book, at: dice.time(10...17), &dice)
      }
      if owner.account.available > 400_000, dice.chance(0.3) {
        cashOut(owner, share: 0.5, in: [home], atCounter: true, &dice)
      }
    }
  }
}
