import Ledger

extension Operation {
  /// Hundreds of small person-to-person payments from dozens of people, moved to another account of the same
  /// holder, and out in notes at several branches and machines.
  ///
  /// The example of FinCEN's Financial Trend Analysis on human smuggling, August 2026.
  func smallPayments() {
    let town = dice.chance(0.6) ? dice.borderTown() : dice.town()
    let holder = person(
      dice.pick(["self-employed", "", "retail", "caregiver"]), in: town, .facilitator, .hub)
    let second = addAccount(to: holder, .facilitator, .hub)
    let senders = payers(dice.between(by(30...60, 20...34, 14...22)))
    let perDay = by(4.5, 2.2, 1.1)
    let towns = [town] + Places.inState(town.state).prefix(4)
    daily { [self] dice in
      for _ in 0..<dice.count(perDay) {
        let cents = dice.spread(dice.dollars(80...170, step: 5), 0.5) / 500 * 500
        bank.credit(
          holder.account, cents, .p2p, at: dice.time(7...24), from: dice.pick(senders),
          Details(memo: vague(&dice)))
      }
      if holder.account.available > by(35_000, 60_000, 90_000), dice.chance(by(0.9, 0.7, 0.5)) {
        let cents = Int(Double(holder.account.available) * by(0.95, 0.8, 0.6)) / 1000 * 1000
        bank.transfer(
          cents, from: holder.account, to: second, .book, at: dice.time(20...24),
          Details(purpose: .ownTransfer))
      }
      guard second.available > by(90_000, 120_000, 150_000) else { return }
      for _ in 0..<dice.between(1...by(4, 3, 2)) {
        let cents = min(second.available, dice.dollars(400...by(3000, 2200, 1200), step: 20))
        let place = dice.pick(towns)
        if cents > 100_000, bank.today.isOpen {
          bank.withdrawAtCounter(second, cents, at: dice.time(9...16), place, branch: dice.between(1...3))
        } else {
          bank.withdrawAtMachine(
            second, min(cents, 100_000), at: dice.time(8...22), place, machine: dice.between(1...5))
        }
      }
    }
  }
}
