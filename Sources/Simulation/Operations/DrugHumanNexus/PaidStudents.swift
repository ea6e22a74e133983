import Ledger

extension Operation {
  /// Accounts of "students" are filled with notes marked tuition and living expenses that no school ever
  /// sees; the money moves to strangers and to the one who runs them, and part of it is what a massage house
  /// earned.
  ///
  /// FIN-2025-A003 pages 6 and 9; FINTRAC 2021-OA001 page 3 (traffickers who also deal in drugs).
  func paidStudents() {
    let broker = person(
      dice.pick(["trader", "travel agent", "", "restaurant owner"]), in: dice.town(), .controller, .hub)
    let house = business(
      dice.pick(["Massage", "Foot Spa", "Wellness"]), "day spa", naics: "812199", in: broker.customer.home,
      .front, .hub)
    let isShared = dice.chance(by(0.8, 0.5, 0.2))
    if isShared { note(.device, broker.customer.device, .controller, .hub) }
    let students = (0..<dice.between(by(3...5, 2...4, 2...3))).map { _ in
      person(
        "student", in: broker.customer.home, .facilitator, .hub,
        device: isShared ? broker.customer.device : nil,
        daysAgo: 20...700)
    }
    let strangers = payers(dice.between(by(8...16, 6...10, 4...7)), inLand: false)
    let typical = dice.dollars(by(2500...8500, 1500...6000, 800...3500), step: 100)
    for student in students {
      daily { [self] dice in
        if bank.today.isOpen, dice.chance(by(0.3, 0.2, 0.12)) {
          bank.depositAtCounter(
            student.account, dice.spread(typical, 0.35) / 2000 * 2000, at: dice.time(9...16),
            student.customer.home,
            by: dice.chance(0.4) ? dice.person().name : nil,
            memo: dice.pick(["tuition", "living expenses", "", "tuition fee"]), branch: dice.between(1...3))
        }
        guard student.account.available > by(80_000, 120_000, 150_000), dice.chance(by(0.9, 0.7, 0.5)) else {
          return
        }
        let payee = dice.chance(0.5) ? Side.inside(broker.account) : .outside(dice.pick(strangers))
        passOn(student, share: by(0.9, 0.7, 0.5), to: payee, .p2p, at: dice.time(16...26), &dice)
      }
    }
    let price = dice.dollars(60...140, step: 20)
    daily { [self] dice in
      for _ in 0..<dice.count(by(5.0, 3.4, 2.2)) {
        bank.credit(
          house.account, price + dice.dollars(0...160, step: 20), .p2p, at: dice.time(by(18, 15, 11)...27),
          from: bank.handle(&dice), Details(memo: dice.pick(["", "wellness", "relax", "spa", ""])))
      }
      if house.account.available > 250_000, dice.chance(0.4) {
        passOn(
          house, share: by(0.85, 0.65, 0.5), to: .inside(broker.account), .book, at: dice.time(9...17), &dice)
      }
      if broker.account.available > 400_000, dice.chance(0.5) {
        passOn(
          broker, share: by(0.85, 0.6, 0.4), to: .outside(dice.pick(strangers)), .wire,
          at: dice.time(10...16), &dice)
      }
    }
  }
}
