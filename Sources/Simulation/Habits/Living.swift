import Ledger

/// What a household pays to live.
enum Living {
  /// Rent to a landlord in the first days of the month, or a mortgage.
  static func rent(_ cents: Int, to landlord: Party, by channel: Channel, day: Int) -> Habit {
    var due = 0
    return { me, bank, dice in
      if Cadence.monthly(day: day).falls(on: bank.today) { due = Self.patience }
      guard due > 0, isPaid(cents, &due, me) else { return }
      bank.debit(
        me.account, cents, channel, at: dice.time(8...20), to: landlord,
        Details(
          memo: channel == .ach || dice.chance(0.6) ? "rent" : "",
          purpose: channel == .ach ? .rent : .unstated))
    }
  }

  /// How many days late rent may be before it is not paid at all that month.
  private static let patience = 12

  /// Whether what is due is paid today: when there is money for it; now and then it is paid from nothing.
  private static func isPaid(_ cents: Int, _ due: inout Int, _ me: Resident) -> Bool {
    due -= 1
    guard me.affords(cents) || (due == 0 && me.account.available > cents - 20_000) else { return false }
    due = 0
    return true
  }

  static func mortgage(_ cents: Int, day: Int) -> Habit {
    let lender = Party(
      account: "8100200300", name: "Homestead Mortgage", bank: "Granite Savings", state: "OH")
    var due = 0
    return { me, bank, dice in
      if Cadence.monthly(day: day).falls(on: bank.today) { due = Self.patience }
      guard due > 0, isPaid(cents, &due, me) else { return }
      bank.debit(
        me.account, cents, .ach, at: dice.time(3...6), to: lender,
        Details(memo: "MORTGAGE PAYMENT", purpose: .loan))
    }
  }

  /// Electricity, water, telephone, insurance, a loan: each on its day of the month.
  static func bills(_ count: Int, in place: Place, _ dice: inout Dice) -> Habit {
    let chosen = dice.some(count, of: Bill.all).map { bill in
      (
        party: bill.party(in: place), bill: bill, day: dice.between(2...27),
        usual: dice.spread(bill.middle, 0.4)
      )
    }
    return { me, bank, dice in
      for each in chosen where Cadence.monthly(day: each.day).falls(on: bank.today) {
        let cents = each.bill.isSteady ? each.usual : dice.vary(each.usual, 0.25)
        guard me.affords(cents) else { continue }
        bank.debit(
          me.account, cents, .ach, at: dice.time(3...7), to: each.party,
          Details(memo: each.bill.memo, purpose: each.bill.purpose))
      }
    }
  }

  /// Part of each pay moved to the savings account.
  static func saving(share: Double) -> Habit {
    { me, bank, dice in
      guard me.paidToday > 0, let savings = me.savings, !dice.chance(0.15) else { return }
      let cents = Int(Double(me.paidToday) * share) / 500 * 500
      guard me.affords(cents) else { return }
      bank.transfer(
        cents, from: me.account, to: savings, .book, at: dice.time(8...21),
        Details(memo: "transfer to savings", purpose: .ownTransfer))
    }
  }

  /// Back from savings when little is left.
  static func dipping() -> Habit {
    { me, bank, dice in
      guard let savings = me.savings, me.account.available < 15_000, savings.available > 20_000 else {
        return
      }
      bank.transfer(
        min(dice.dollars(50...300, step: 50), savings.available), from: savings, to: me.account, .book,
        at: dice.time(7...20), Details(memo: "transfer", purpose: .ownTransfer))
    }
  }

  /// Every month the card bill of another bank.
  static func cardBill(_ usual: Int, day: Int) -> Habit {
    let issuer = Party(account: "8440011220", name: "Cascade Card Services", bank: "Cascade Trust")
    return { me, bank, dice in
      guard Cadence.monthly(day: day).falls(on: bank.today) else { return }
      let cents = min(dice.spread(usual, 0.35), me.account.available - 5_000)
      guard cents > 2_500 else { return }
      bank.debit(me.account, cents, .ach, at: dice.time(3...7), to: issuer, Details(memo: "CARD PAYMENT"))
    }
  }
}

/// A company that sends bills.
struct Bill: Sendable {
  let name: String
  let middle: Int
  let isSteady: Bool
  let purpose: Purpose
  let memo: String

  func party(in place: Place) -> Party {
    let number = 8_500_000_000 + StableHash.hash(name) % 1_000_000 * 100 + UInt64(place.number % 100)
    return Party(
      account: String(number), name: "\(name) \(place.state)", bank: "Union Federal", state: place.state)
  }

  static let all = [
    Bill(
      name: "Valley Power and Light", middle: 11_000, isSteady: false, purpose: .unstated, memo: "ELEC BILL"),
    Bill(name: "Clearwater Utility", middle: 5_200, isSteady: false, purpose: .unstated, memo: "WATER"),
    Bill(name: "Northstar Mobile", middle: 7_000, isSteady: true, purpose: .unstated, memo: "WIRELESS PMT"),
    Bill(name: "Fiber Home Internet", middle: 6_500, isSteady: true, purpose: .unstated, memo: "INTERNET"),
    Bill(name: "Kestrel Insurance", middle: 13_500, isSteady: true, purpose: .unstated, memo: "INS PREM"),
    Bill(name: "Prairie Auto Finance", middle: 34_000, isSteady: true, purpose: .loan, memo: "AUTO LOAN"),
    Bill(name: "Student Loan Servicing", middle: 21_000, isSteady: true, purpose: .loan, memo: "STUDENT LN"),
    Bill(name: "Summit Health Plan", middle: 18_000, isSteady: true, purpose: .unstated, memo: "HEALTH PREM"),
    Bill(name: "City Gas Service", middle: 6_000, isSteady: false, purpose: .unstated, memo: "GAS BILL"),
    Bill(
      name: "Bright Start Childcare", middle: 62_000, isSteady: true, purpose: .unstated, memo: "CHILDCARE"),
  ]
}
