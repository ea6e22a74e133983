import Ledger

/// What the bank knows of a customer on opening an account, before defaults.
struct Opening {
  var name: String
  var family = ""
  var home: Place
  var street: String
  var isBusiness = false
  var occupation = ""
  var naics = ""
  var phone: String?
  var device: String?
  /// Days before the first of the world; less than zero is after it.
  var daysAgo: Int
  /// Cents on the first account.
  var balance: Int
  var isMinor = false
}

extension Bank {
  /// Opens a customer's first account.
  func open(_ opening: Opening) -> Customer {
    let customer = Customer(
      id: "C" + nextNumber(\.customer), name: opening.name, surname: opening.family,
      isBusiness: opening.isBusiness, home: opening.home, street: opening.street,
      phone: opening.phone ?? nextPhone(), device: opening.device ?? "dev-" + nextNumber(\.device),
      opened: first.advanced(by: -opening.daysAgo))
    customer.occupation = opening.occupation
    customer.naics = opening.naics
    customer.isMinor = opening.isMinor
    customer.email = Self.email(of: opening.name, customer.id)
    add(customer)
    _ = addAccount(to: customer, balance: opening.balance)
    return customer
  }

  /// One more account of a customer.
  func addAccount(to customer: Customer, balance: Int) -> Account {
    let account = Account(number: "4" + nextNumber(\.account), customer: customer, balance: balance)
    customer.accounts.append(account)
    return account
  }

  func nextPhone() -> String { "+1555" + nextNumber(\.phone) }

  private static func email(of name: String, _ id: String) -> String {
    let letters = name.lowercased().filter { $0.isASCII && $0.isLetter }
    let house = ["mail.example", "post.example", "inbox.example"][Int(id.utf8.last ?? 0) % 3]
    return "\(letters)\(id.suffix(3))@\(house)"
  }

  /// Somebody who banks elsewhere.
  func outsider(
    _ dice: inout Dice, state: String = "", country: String = "US", name: String? = nil, bank: String? = nil,
    phone: String = ""
  ) -> Party {
    Party(
      account: "9" + nextNumber(\.outside), name: name ?? dice.person().name,
      bank: bank ?? self.bank(in: country, &dice), state: state, country: country,
      phone: phone)
  }

  /// Somebody who is known by the handle of a payment app; now and then with a telephone, rarely a state.
  func handle(
    _ dice: inout Dice, name: String? = nil, state: String = "", country: String = "US", phone: String? = nil
  ) -> Party {
    let shown = name ?? dice.person().name
    let letters = shown.lowercased().filter { $0.isASCII && $0.isLetter }
    return Party(
      account: "@\(letters)\(nextNumber(\.outside).suffix(6))", name: shown,
      state: dice.chance(0.5) ? state : "", country: country,
      phone: phone ?? (dice.chance(0.2) ? nextPhone() : ""))
  }

  /// A bank of the country; abroad it is often not stated.
  private func bank(in country: String, _ dice: inout Dice) -> String {
    guard country != "US" else { return dice.pick(Self.otherBanks) }
    return dice.chance(0.4) ? "" : "\(dice.pick(Self.foreignBanks)) \(country)"
  }

  static let foreignBanks = [
    "Banco del Norte", "Banco Agromar", "Commercial Bank", "National Savings", "Cooperativa Union",
    "Cash Pickup",
    "Postal Bank", "Mobile Wallet",
  ]

  static let otherBanks = [
    "First Harbor Bank", "Frontera Credit Union", "Prairie National", "Granite Savings", "Metro Peoples Bank",
    "Union Federal", "Lakeshore Bank", "Cascade Trust", "Southern Heritage", "Pioneer State Bank",
  ]
}
