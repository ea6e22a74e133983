import Ledger

extension Household {
  /// A savings circle: each week the members pay in the same, and one of them in turn is paid out.
  mutating func tanda() {
    let resident = innocent(
      "tandas", dice.pick(["seamstress", "cook", "retail", "homemaker", "caregiver"]),
      income: dice.spread(2_500, 0.3))
    let members = neighbours(dice.between(8...14))
    let share = dice.dollars(50...250, step: 25)
    let weekday = dice.between(4...6)
    var turn = 0
    resident.habits.append { me, bank, dice in
      if bank.today.weekday == weekday {
        for member in members where !dice.chance(0.03) {
          bank.credit(
            me.account, share, .p2p, at: dice.time(9...21), from: member,
            Details(memo: dice.pick(["tanda", "cundina", "", "my turn 5"])))
        }
      }
      guard bank.today.weekday == (weekday + 1) % 7, me.affords(share * (members.count - 1)) else { return }
      bank.debit(
        me.account, share * (members.count - 1), .p2p, at: dice.time(9...20),
        to: members[turn % members.count],
        Details(memo: dice.pick(["tanda", "te toca", "your turn"])))
      turn += 1
    }
  }
}
