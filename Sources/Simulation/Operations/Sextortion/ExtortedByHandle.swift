import Ledger

extension Operation {
  /// Several customers, most of them young, each pay the same handles abroad in a burst of one or two nights,
  /// with words that plead. The handles are the thing to find; those who pay never are.
  ///
  /// FIN-2025-NTC2; FINTRAC Project Shadow alert (2025) pages 6 and 9.
  func extortedByHandle() {
    let handles = (0..<dice.between(by(1...2, 1...2, 2...3))).map { _ in
      let handle = bank.handle(&dice, country: dice.pick(["NG", "CI", "PH", "US"]))
      note(handle, .facilitator, .hub)
      return handle
    }
    for _ in 0..<dice.between(by(6...9, 4...6, 3...5)) {
      let victim = victim()
      let nights = (0..<dice.between(1...by(4, 3, 2))).map { _ in dice.between(running) }
      let first = dice.pick(handles)
      daily { [self] dice in
        guard nights.contains(bank.today.index) else { return }
        pays(victim, .outside(dice.chance(0.8) ? first : dice.pick(handles)), &dice)
      }
    }
  }
}
