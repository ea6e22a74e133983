import Ledger

/// Moves that operations have in common.
extension Operation {
  /// Takes `share` of what is on the account in notes: at machines in several goes, or over the counter.
  func cashOut(
    _ me: Resident, share: Double, in places: [Place], atCounter: Bool, _ dice: inout Dice,
    hours: ClosedRange<Int> = 9...21
  ) {
    var time = dice.time(atCounter ? 9...15 : hours)
    var left = Int(Double(me.account.funds(at: time, on: bank.today)) * share)
    let most =
      atCounter ? dice.dollars(2200...by(9500, 7800, 4600), step: 100) : dice.dollars(300...1000, step: 20)
    for _ in 0..<by(6, 5, 4) where left >= 6_000 {
      let cents = min(left, dice.vary(most, 0.25)) / 2000 * 2000
      let place = dice.pick(places)
      if atCounter {
        bank.withdrawAtCounter(me.account, cents, at: time, place)
      } else {
        bank.withdrawAtMachine(
          me.account, cents, at: time, place, machine: dice.between(1...5), white: dice.chance(0.35))
      }
      left -= cents
      time += dice.between(120...5400)
    }
  }

  /// Sends on `share` of what is on the account.
  func passOn(
    _ me: Resident, share: Double, to payee: Side, _ channel: Channel, at time: Int, _ dice: inout Dice,
    memo: String = ""
  ) {
    let cents = Int(Double(me.account.funds(at: time, on: bank.today)) * share)
    guard cents > 4_000 else { return }
    let rounded = dice.chance(0.6) ? cents / 1000 * 1000 : cents
    bank.move(rounded, from: .inside(me.account), to: payee, channel, at: time, Details(memo: memo))
  }

  /// Families who pay: customers with ordinary lives, never subjects.
  func kin(_ count: Int) -> [Resident] {
    (0..<count).map { _ in
      person(
        dice.pick(["cook", "construction worker", "housekeeper", "farm worker", "warehouse worker", ""]),
        in: dice.inland(), .kin, .leaf, .job(dice.spread(2_900, 0.3)), daysAgo: 300...4000)
    }
  }

  /// Payers who bank elsewhere, in many states.
  func payers(_ count: Int, inLand: Bool = true) -> [Party] {
    (0..<count).map { _ in
      let state = inLand ? dice.inland().state : ""
      return dice.chance(0.7) ? bank.handle(&dice, state: state) : bank.outsider(&dice, state: state)
    }
  }

  /// What people write who would rather not say.
  func vague(_ dice: inout Dice) -> String {
    dice.chance(by(0.45, 0.6, 0.5))
      ? ""
      : dice.pick([
        "thanks", "thank you", "family", "for the trip", "gracias", "loan", "help", "rent", "🙏", "saldo",
      ])
  }
}
