import Ledger

extension Operation {
  /// The wages, benefits and tax refunds of people who live in one house arrive in the account of the one who
  /// keeps the house and never reach them.
  ///
  /// FATF/APG, financial flows from human trafficking (2018); FIN-2020-A008 page 4.
  func capturedBenefits() {
    let town = dice.town()
    let keeper = person(
      dice.pick(["caregiver", "landlord", "self-employed", ""]), in: town, .controller, .hub)
    let payer = Party(account: "8031736010", name: "SSI TREAS 310", bank: "US Treasury")
    let employer = bank.market.employer(in: town, &dice)
    let residents = (0..<dice.between(by(6...9, 4...6, 3...4))).map { _ in
      (
        name: dice.person().name, cents: dice.dollars(600...1300), day: dice.pick([1, 3, 10, 17]),
        works: dice.chance(0.5), number: String(dice.between(10_000...99_999))
      )
    }
    daily { [self] dice in
      for each in residents {
        if Cadence.monthly(day: each.day).falls(on: bank.today) {
          bank.credit(
            keeper.account, each.cents, .ach, at: dice.time(2...5), from: payer,
            Details(memo: "SSI \(each.name.uppercased())", purpose: .benefit))
        }
        if each.works, bank.today.weekday == 4, bank.today.isOpen {
          bank.credit(
            keeper.account, dice.vary(28_000, 0.3), .ach, at: dice.time(2...6), from: employer.party,
            employer.details(of: each.name, each.number))
        }
      }
      guard keeper.account.available > by(120_000, 180_000, 250_000), dice.chance(by(0.8, 0.5, 0.35)) else {
        return
      }
      cashOut(keeper, share: by(0.9, 0.7, 0.5), in: [town], atCounter: dice.chance(0.5), &dice)
    }
  }
}
