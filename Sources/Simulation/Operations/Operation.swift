import Ledger

/// One criminal operation: its people, and what they do on the days on which it runs.
///
/// The methods that build operations are named after what is done, one a file, in the folder of their
/// typology. Each cites where the public record describes it. Their numbers are drawn from wide ranges, and
/// know nothing of the rules they will be looked for with.
final class Operation: Actor {
  let bank: Bank
  let identifier: String
  let typology: Typology
  let difficulty: Difficulty
  /// Days on which it runs, counted from the first.
  let running: ClosedRange<Int>
  var dice: Dice
  private var plays: [(_ dice: inout Dice) -> Void] = []
  private var people = 0

  init(_ bank: Bank, number: Int, typology: Typology, difficulty: Difficulty) {
    self.bank = bank
    let digits = String(number)
    identifier = "OP-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    self.typology = typology
    self.difficulty = difficulty
    var dice = bank.dice("operation \(identifier)")
    let latest = max(0, bank.days - 50)
    let first = dice.below(latest + 1)
    let shortest = min(bank.days - first, 45)
    running = first...(first + dice.between(shortest...max(shortest, bank.days - first)) - 1)
    self.dice = dice
    bank.truth.operations.append(
      OperationTruth(
        identifier: identifier, typology: typology, difficulty: difficulty,
        firstDay: bank.first.advanced(by: running.lowerBound).description,
        lastDay: bank.first.advanced(by: running.upperBound).description))
    bank.add(self)
  }

  func live(_ bank: Bank) {
    guard running.contains(bank.today.index) else { return }
    for play in plays { play(&dice) }
  }

  /// Something that is done, or not, on each day on which the operation runs.
  func daily(_ play: @escaping (_ dice: inout Dice) -> Void) { plays.append(play) }

  /// What a blatant, a plain and a careful operation would each take.
  func by<Value>(_ blatant: Value, _ plain: Value, _ careful: Value) -> Value {
    switch difficulty {
    case .blatant: blatant
    case .plain: plain
    case .careful: careful
    }
  }
}

/// How much ordinary life somebody of an operation has.
enum Cover {
  /// Shops and cash now and then, nothing else.
  case bare
  /// Shops, bills, friends; no wages.
  case some
  /// A job as well: dollars a month.
  case job(Int)
  /// What the difficulty suggests: the more careful, the more life.
  case fitting
}

extension Operation {
  /// A customer of the bank who has a part in this.
  func person(
    _ occupation: String, in home: Place, _ role: MemberRole, _ layer: MemberLayer, _ cover: Cover = .fitting,
    family: String? = nil, street: String? = nil, phone: String? = nil, device: String? = nil,
    daysAgo: ClosedRange<Int>? = nil, isMinor: Bool = false
  ) -> Resident {
    people += 1
    var house = Household(bank, "\(identifier) person \(people)", home: home)
    house.isNeighbour = false
    let age = daysAgo ?? by(20...200, 40...900, 200...2500)
    let resident = house.person(
      occupation, family: family, street: street, phone: phone, device: device,
      daysAgo: house.dice.between(age), balance: house.dice.spread(35_000, 1.2), isMinor: isMinor)
    live(resident, cover, &house)
    tell(resident.customer, role, layer)
    return resident
  }

  private func live(_ resident: Resident, _ cover: Cover, _ house: inout Household) {
    switch cover {
    case .bare:
      resident.habits += [Spending.cards(perDay: house.dice.between(0.05...0.5), purse: 0.6)]
    case .some:
      let life = Life(
        income: 0, cardsPerDay: house.dice.between(0.3...1.2), rent: nil, friends: house.dice.between(1...3),
        cashPerMonth: 1)
      house.live(resident, life)
    case .job(let income):
      let life = Life(
        income: income, cardsPerDay: house.dice.between(0.4...1.5), purse: 0.8,
        rent: income * house.dice.between(25...38) / 100)
      house.employ(resident, life)
      house.live(resident, life)
    case .fitting:
      live(
        resident,
        by(
          house.dice.chance(0.6) ? .bare : .some, house.dice.chance(0.4) ? .job(1_900) : .some,
          .job(house.dice.spread(2_600, 0.3))), &house)
    }
  }

  /// A business customer with a part in this.
  func business(
    _ trade: String, _ occupation: String, naics: String, in home: Place, _ role: MemberRole,
    _ layer: MemberLayer,
    phone: String? = nil, device: String? = nil
  ) -> Resident {
    people += 1
    var house = Household(bank, "\(identifier) business \(people)", home: home)
    let customer = bank.open(
      Opening(
        name: house.dice.business(trade), home: home, street: house.dice.street(isFlat: false),
        isBusiness: true,
        occupation: occupation, naics: naics, phone: phone, device: device,
        daysAgo: house.dice.between(by(30...300, 100...900, 300...2500)),
        balance: house.dice.spread(300_000, 0.8)))
    let resident = Resident(customer, dice: bank.dice("life of \(customer.id)"))
    bank.add(resident)
    tell(customer, role, layer)
    return resident
  }

  /// Notes in the truth that a customer has a part in this.
  func tell(_ customer: Customer, _ role: MemberRole, _ layer: MemberLayer) {
    note(.customer, customer.id, role, layer)
    for account in customer.accounts { note(.account, account.number, role, layer) }
  }

  /// One more account of somebody who has a part in this.
  func addAccount(to resident: Resident, _ role: MemberRole, _ layer: MemberLayer) -> Account {
    let account = bank.addAccount(to: resident.customer, balance: 0)
    note(.account, account.number, role, layer)
    return account
  }

  /// Notes an outside account.
  func note(_ party: Party, _ role: MemberRole, _ layer: MemberLayer) {
    note(.counterparty, party.account, role, layer, party)
  }

  /// Notes a device, telephone or address.
  func note(
    _ kind: MemberKind, _ identifier: String, _ role: MemberRole, _ layer: MemberLayer, _ party: Party? = nil
  ) {
    let isFlaggable = role != .kin && role != .possibleVictim
    bank.truth.members.append(
      MemberTruth(
        operation: self.identifier, kind: kind, identifier: identifier, role: role, layer: layer,
        isFlaggable: isFlaggable, party: party))
  }
}
