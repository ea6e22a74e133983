import Ledger

/// What businesses do with money.
enum Trading {
  /// Card sales settled the next morning; notes taken to the bank every so many days.
  static func takings(_ firm: Firm, carriedBy carriers: [String]) -> Habit {
    let settlement = Party(account: "8555000222", name: firm.payer, bank: "Union Federal", state: "OH")
    let armored = Party(account: "8330011990", name: "Armored Transport Deposit", bank: "Union Federal")
    var notes = 0
    var since = 0
    return { me, bank, dice in
      if firm.openDays.contains(bank.today.weekday) {
        let busy = bank.today.weekday >= 4 ? 1.25 : 0.9
        let taken = dice.spread(Int(Double(firm.takings) * busy), 0.3)
        let inNotes = Int(Double(taken) * firm.cashShare)
        notes += inNotes
        bank.credit(
          me.account, taken - inNotes, .card, at: dice.time(29...31), from: settlement,
          Details(memo: "CARD SALES"))
      }
      since += 1
      let isNight = firm.depositHours.lowerBound >= 18
      guard since >= firm.depositEvery, notes > 10_000, bank.today.isOpen || isNight else { return }
      let details = Details(
        place: me.customer.home, branch: "BR-\(me.customer.home.zip)-1",
        memo: firm.isArmored ? "ARMORED CAR DEPOSIT" : isNight ? "NIGHT DEPOSIT" : "",
        conductor: carriers.isEmpty || dice.chance(0.4) ? me.customer.name : dice.pick(carriers))
      let carrier: Party? = firm.isArmored ? armored : nil
      bank.credit(me.account, notes, .cash, at: dice.time(firm.depositHours), from: carrier, details)
      notes = 0
      since = 0
    }
  }

  /// Wages by direct deposit every second Friday, and the tax on them.
  static func payroll(_ firm: Firm, _ staff: [Party], phase: Int) -> Habit {
    let treasury = treasury()
    return { me, bank, dice in
      guard Cadence.biweekly(weekday: 4, phase: phase).falls(on: bank.today) else { return }
      var total = 0
      for worker in staff where me.account.available > total {
        let pay = dice.vary(firm.wage, 0.2)
        total += pay
        bank.debit(
          me.account, pay, .ach, at: dice.time(3...6), to: worker, Details(memo: "PAYROLL", purpose: .payroll)
        )
      }
      bank.debit(
        me.account, total * 22 / 100, .ach, at: dice.time(6...8), to: treasury,
        Details(memo: "IRS USATAXPYMT", purpose: .tax))
    }
  }

  /// Suppliers, some days of the week, against invoices.
  static func supplies(_ firm: Firm, _ suppliers: [Party]) -> Habit {
    { me, bank, dice in
      guard bank.today.isOpen, dice.chance(0.4) else { return }
      let cents = dice.spread(Int(Double(firm.takings) * firm.supplies / 0.4 * 1.4), 0.4)
      guard me.affords(cents) else { return }
      bank.debit(
        me.account, cents, dice.chance(0.8) ? .ach : .check, at: dice.time(8...15), to: dice.pick(suppliers),
        Details(
          memo: dice.pick(["invoice", "INV", "supplies", "", "consulting", "cleaning service", "services"]),
          reference: "INV-\(dice.between(10_000...999_999))"))
    }
  }

  /// Sales tax in the second half of the month.
  static func taxes(_ firm: Firm) -> Habit {
    let treasury = treasury()
    return { me, bank, dice in
      guard Cadence.monthly(day: 20).falls(on: bank.today) else { return }
      bank.debit(
        me.account, dice.vary(firm.takings * 2, 0.3), .ach, at: dice.time(5...8), to: treasury,
        Details(memo: "STATE SALES TAX", purpose: .tax))
    }
  }

  static func treasury() -> Party {
    Party(account: "8012345000", name: "TAX AUTHORITY EFT", bank: "US Treasury")
  }

  /// Single treatments: by card as the processor passes them on, or by app with a word of what it was.
  static func treatments(perDay: Double, lateShare: Double) -> Habit {
    let settlement = Party(
      account: "8555000222", name: "Merchant Settlement", bank: "Union Federal", state: "OH")
    return { me, bank, dice in
      for _ in 0..<dice.count(perDay) {
        let cents = dice.dollars(40...160, step: 5)
        let time = dice.time(dice.chance(lateShare) ? 22...28 : 9...20)
        if dice.chance(0.6) {
          bank.credit(
            me.account, cents, .card, at: time, from: settlement,
            Details(place: me.customer.home, memo: "CARD SALE", mcc: dice.chance(0.5) ? 7297 : 7298))
        } else {
          bank.credit(
            me.account, cents, .p2p, at: time, from: bank.handle(&dice),
            Details(
              memo: dice.pick([
                "massage", "wellness", "relax", "self care", "personal care", "spa", "60 min", "",
              ])))
        }
      }
    }
  }

  /// What the owner takes out for living, once or twice a month.
  static func draw(to owner: Account, _ middle: Int) -> Habit {
    { me, bank, dice in
      guard Cadence.semimonthly.falls(on: bank.today) else { return }
      let cents = dice.spread(middle, 0.4) / 1000 * 1000
      guard me.affords(cents) else { return }
      bank.transfer(
        cents, from: me.account, to: owner, .book, at: dice.time(9...17),
        Details(memo: dice.pick(["owner draw", "owner", "draw", ""])))
    }
  }
}
