import Ledger

extension Operation {
  /// Notes are paid in at several branches by several people, each time less than would be reported, and
  /// leave as cashier's checks to a title company or a car dealer.
  ///
  /// 31 USC 5324; FIN-2024-A002; FIN-2025-A003 pages 6 and 9; FIN-2023-Alert001 page 8 flag 8.
  func structuredProperty() {
    let town = dice.town()
    let towns = [town] + Places.inState(town.state)
    let holders = (0..<dice.between(by(2...3, 1...3, 1...2))).map { _ in
      person(
        dice.pick(["self-employed", "auto dealer", "homemaker", "restaurant owner"]), in: town, .controller,
        .hub)
    }
    let helpers = (0..<by(4, 3, 2)).map { _ in dice.person().name }
    let title = bank.outsider(
      &dice, state: town.state, name: dice.business(dice.pick(["Title", "Escrow", "Auto Sales"])))
    for holder in holders {
      let perWeek = by(4.5, 2.8, 1.5)
      let most = by(9_900, 9_400, 7_500)
      let least = by(7_500, 5_000, 1_800)
      daily { [self] dice in
        guard bank.today.isOpen else { return }
        if dice.chance(perWeek / 5) {
          for _ in 0..<dice.between(1...by(3, 2, 1)) {
            bank.depositAtCounter(
              holder.account, dice.dollars(least...most, step: 20), at: dice.time(9...16), dice.pick(towns),
              by: dice.chance(0.5) ? dice.pick(helpers) : nil, branch: dice.between(1...3))
          }
        }
        guard holder.account.available > 2_200_000, dice.chance(0.35) else { return }
        let cents = Int(Double(holder.account.available) * dice.between(0.5...0.95)) / 10_000 * 10_000
        bank.debit(
          holder.account, cents, dice.chance(0.75) ? .instrument : .wire, at: dice.time(9...16), to: title,
          Details(
            place: town, branch: "BR-\(town.zip)-1",
            memo: dice.pick(["earnest money", "", "vehicle", "property"])))
      }
    }
  }
}
