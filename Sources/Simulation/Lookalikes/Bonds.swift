import Ledger

extension Household {
  /// A relative is held: a bond is paid in one large sum gathered from friends, a lawyer in instalments.
  mutating func bondFamily() {
    let resident = innocent(
      "immigration bonds and lawyers", dice.pick(["cook", "roofer", "housekeeper"]),
      income: dice.spread(2_600, 0.3))
    let helpers = neighbours(dice.between(4...9))
    let bond = dice.dollars(3000...12_000, step: 500)
    let day = dice.below(max(1, bank.days - 5))
    let payee = Party(account: "8019900120", name: "DHS IMMIGRATION BOND UNIT", bank: "US Treasury")
    let lawyer = bank.outsider(&dice, state: home.state, name: dice.business("Immigration Law"))
    let fee = dice.dollars(200...600, step: 50)
    resident.habits.append { me, bank, dice in
      if bank.today.index == day || bank.today.index == day + 1 {
        for helper in helpers {
          bank.credit(
            me.account, bond / helpers.count / 2, .p2p, at: dice.time(8...21), from: helper,
            Details(memo: dice.pick(["fianza", "ICE bond", "para liberar a tu hermano", ""])))
        }
      }
      if bank.today.index == day + 3 {
        bank.debit(
          me.account, min(bond, me.account.available - 5_000), .wire, at: dice.time(9...15), to: payee,
          Details(memo: "ICE bond"))
      }
      guard Cadence.monthly(day: 12).falls(on: bank.today), me.affords(fee) else { return }
      bank.debit(me.account, fee, .p2p, at: dice.time(9...18), to: lawyer, Details(memo: "case fee"))
    }
  }

  /// Dozens of families pay in instalments; the firm pays the government's fees for each.
  mutating func lawFirm() {
    let resident = innocentFirm(
      "immigration law firms",
      Firm(
        trade: "Immigration Law", occupation: "law firm", naics: "541110", takings: 60_000, cashShare: 0.1,
        openDays: [0, 1, 2, 3, 4], depositEvery: 4, staff: 3, wage: 140_000, supplies: 0.05))
    let clients = (0..<dice.between(25...60)).map { _ in bank.handle(&dice, state: dice.town().state) }
    let agency = Party(account: "8019900777", name: "USCIS FEES", bank: "US Treasury")
    resident.habits.append { me, bank, dice in
      guard bank.today.isOpen else { return }
      for _ in 0..<dice.count(2.5) {
        bank.credit(
          me.account, dice.dollars(150...1500, step: 50), dice.pick([.p2p, .check, .wire]),
          at: dice.time(9...18), from: dice.pick(clients),
          Details(memo: dice.pick(["case fee", "asylum case", "installment", "", "visa"])))
      }
      if dice.chance(0.4) {
        bank.debit(
          me.account, dice.pick([41_000, 52_000, 71_500, 144_000]), .ach, at: dice.time(9...16), to: agency,
          Details(memo: "FILING FEE", purpose: .fee))
      }
    }
  }
}
