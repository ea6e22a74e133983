import Ledger

extension Operation {
  /// Each visitor pays three accounts within minutes: a little at the door, more for the service, a little
  /// again; "wellness", if anything is written. The owner of all three collects at the end of the day.
  ///
  /// FIN-2026-NTC1: three rapid sequential payments, door fee, service fee and tip.
  func threeFees() {
    let home = dice.town()
    let owner = person(
      dice.pick(["spa owner", "self-employed", "restaurant owner"]), in: home, .controller, .hub)
    let manager = person(
      dice.pick(["receptionist", "", "homemaker"]), in: home, .facilitator, .hub)
    let street = dice.street(isFlat: false)
    let workers = (0..<dice.between(by(3...4, 2...3, 1...3))).map { _ in
      person("massage therapist", in: home, .possibleVictim, .leaf, .bare, street: street, daysAgo: 10...500)
    }
    note(.address, "\(street), \(home.zip)", .controller, .hub)
    let regulars = (0..<dice.between(1...2)).map { _ in
      person(
        dice.pick(["engineer", "driver", "salesperson", ""]), in: home, .buyer, .leaf,
        .job(dice.spread(4_200, 0.4)), daysAgo: 500...4000)
    }
    let visits = by(9.0, 5.0, 2.6)
    let door = dice.dollars(20...60, step: 10)
    let service = dice.dollars(100...260, step: 20)
    daily { [self] dice in
      for _ in 0..<dice.count(visits) {
        let time = dice.time(dice.chance(by(0.6, 0.5, 0.35)) ? 20...26 : 10...20)
        let regular = dice.chance(0.12) ? dice.pick(regulars) : nil
        let visitor: Side = regular.map { .inside($0.account) } ?? .outside(bank.handle(&dice))
        if let regular, !regular.affords(door + service * 2) { continue }
        visit(visitor, owner, dice.pick(workers), manager, door, service, time, &dice)
      }
      for worker in workers where worker.account.available > by(30_000, 60_000, 90_000) {
        passOn(
          worker, share: by(0.95, 0.85, 0.65), to: .inside(owner.account), .p2p, at: dice.time(27...30), &dice
        )
      }
      if manager.account.available > 80_000 {
        passOn(
          manager, share: by(0.9, 0.7, 0.5), to: .inside(owner.account), .p2p, at: dice.time(10...20), &dice)
      }
      if owner.account.available > 500_000, dice.chance(0.3) {
        cashOut(owner, share: by(0.6, 0.5, 0.3), in: [home], atCounter: true, &dice)
      }
    }
  }

  /// Door, service and tip, to three people.
  private func visit(
    _ visitor: Side, _ owner: Resident, _ worker: Resident, _ manager: Resident, _ door: Int, _ service: Int,
    _ time: Int, _ dice: inout Dice
  ) {
    let words = ["wellness", "personal care", "relax", "", "", "self care"]
    let gap = by(30...240, 30...500, 60...1500)
    bank.move(
      dice.chance(0.85) ? door : dice.vary(door, 0.3) / 500 * 500, from: visitor,
      to: .inside(manager.account), .p2p, at: time, Details(memo: dice.pick(words)))
    let second = time + dice.between(gap)
    bank.move(
      dice.vary(service, by(0.1, 0.25, 0.4)) / 2000 * 2000, from: visitor, to: .inside(worker.account), .p2p,
      at: second,
      Details(memo: dice.pick(words)))
    guard dice.chance(by(0.95, 0.85, 0.7)) else { return }
    bank.move(
      dice.dollars(20...80, step: 10), from: visitor, to: .inside(owner.account), .p2p,
      at: second + dice.between(gap),
      Details(memo: dice.pick(words)))
  }
}
