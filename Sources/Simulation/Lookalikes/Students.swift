import Ledger

extension Household {
  /// Studies far from home: parents pay notes in where they live, the student takes them out on campus.
  mutating func farStudent() {
    let campus = home
    let parentsTown = dice.inland()
    let resident = innocent(
      "university students", "student", income: 700, wages: dice.chance(0.5), rent: false,
      balance: dice.spread(40_000, 0.9))
    resident.habits.append(
      Living.rent(
        dice.dollars(350...800, step: 25), to: bank.outsider(&dice, state: campus.state), by: .p2p, day: 2))
    let parents = (0..<2).map { _ in dice.person(of: resident.customer.surname).name }
    let help = dice.dollars(200...900, step: 50)
    let paysInNotes = dice.chance(0.5)
    let parent = bank.handle(&dice, name: parents[0], state: parentsTown.state)
    resident.habits.append { me, bank, dice in
      guard dice.chance(2.2 / 30) else { return }
      let cents = dice.vary(help, 0.3) / 1000 * 1000
      if paysInNotes {
        bank.depositAtCounter(
          me.account, cents, at: dice.time(9...16), parentsTown, by: dice.pick(parents),
          memo: dice.pick(["for school", "living expenses", "tuition", ""]))
      } else {
        bank.credit(me.account, cents, .p2p, at: dice.time(8...22), from: parent, Details(memo: "love, mom"))
      }
    }
    tuition(resident, "State University Bursar", dice.dollars(1800...5200, step: 50), from: parent)
  }

  /// From abroad: large wires from the family, and most of it goes to the school and the landlord.
  mutating func foreignStudent() {
    let country = dice.pick(["CN", "IN", "KR", "BR", "NG", "SA", "VN", "MX"])
    let resident = innocent(
      "international students", "student", income: 900, wages: false, cards: 0.6...1.6, rent: false,
      balance: dice.spread(300_000, 0.8))
    let parent = bank.outsider(&dice, country: country, name: dice.person(of: resident.customer.surname).name)
    resident.habits.append(
      Living.rent(
        dice.dollars(600...1500, step: 50),
        to: bank.outsider(&dice, state: home.state, name: dice.business("Apartments")), by: .ach, day: 1))
    let living = dice.dollars(1800...3500, step: 100)
    let phase = dice.between(0...27)
    resident.habits.append { me, bank, dice in
      guard bank.today.index % 28 == phase else { return }
      bank.credit(
        me.account, living, .wire, at: dice.time(6...12), from: parent,
        Details(memo: dice.pick(["living expenses", "family support", "tuition fee"])))
    }
    tuition(resident, "International University", dice.dollars(9000...19_000, step: 100), from: parent)
  }

  /// Once in the term: the family sends, the school is paid.
  private mutating func tuition(_ resident: Resident, _ school: String, _ cents: Int, from parent: Party) {
    let day = dice.below(max(1, bank.days))
    let office = Party(account: "8777000111", name: school, bank: "Union Federal", state: home.state)
    resident.habits.append { me, bank, dice in
      if bank.today.index == day {
        bank.credit(me.account, cents, .wire, at: dice.time(7...12), from: parent, Details(memo: "tuition"))
      }
      guard bank.today.index == day + 3 else { return }
      bank.debit(
        me.account, cents, .ach, at: dice.time(9...15), to: office,
        Details(memo: "TUITION", purpose: .tuition))
    }
  }

  /// Pays rent of two or three flats: the children study in different towns.
  mutating func severalRents() {
    let resident = innocent(
      "parents of students in several flats", dice.pick(["physician", "engineer", "executive"]),
      income: dice.spread(9_000, 0.3))
    for _ in 0..<dice.between(2...3) {
      let town = dice.inland()
      let landlord = bank.outsider(&dice, state: town.state, name: dice.business("Student Housing"))
      resident.habits.append(
        Living.rent(dice.dollars(500...1100, step: 25), to: landlord, by: .ach, day: dice.between(1...5)))
    }
  }
}
