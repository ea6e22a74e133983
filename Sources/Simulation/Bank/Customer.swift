import Ledger

/// Someone, or some business, with accounts at the bank.
final class Customer {
  let id: String
  let name: String
  let surname: String
  let isBusiness: Bool
  let home: Place
  let street: String
  var phone: String
  var email = ""
  /// The telephone or computer they bank with.
  var device: String
  var occupation = ""
  var naics = ""
  var employer = ""
  var opened: BusinessDay
  var isMinor = false
  var accounts: [Account] = []

  init(
    id: String, name: String, surname: String, isBusiness: Bool, home: Place, street: String, phone: String,
    device: String, opened: BusinessDay
  ) {
    self.id = id
    self.name = name
    self.surname = surname
    self.isBusiness = isBusiness
    self.home = home
    self.street = street
    self.phone = phone
    self.device = device
    self.opened = opened
  }

  /// The account opened first.
  var main: Account { accounts[0] }
}

/// One account and what is on it.
final class Account {
  let number: String
  unowned let customer: Customer
  /// After the last posting that was booked, in cents.
  var balance: Int
  /// What its holder counts with: the balance after everything ordered until now, in cents.
  var available: Int
  /// Present from this day on.
  var opened: BusinessDay

  init(number: String, customer: Customer, balance: Int) {
    self.number = number
    self.customer = customer
    self.balance = balance
    available = balance
    opened = customer.opened
  }

  /// The account as the other side of a payment within the bank.
  private(set) lazy var party = Party(
    account: number, name: customer.name, state: customer.home.state)
}

/// The other side of a payment: an account elsewhere, a handle, a shop.
final class Party {
  let account: String
  let name: String
  let bank: String
  let state: String
  let country: String
  let phone: String
  /// Whether a posting names it.
  var wasSeen = false

  init(
    account: String = "", name: String, bank: String = "", state: String = "", country: String = "US",
    phone: String = ""
  ) {
    self.account = account
    self.name = name
    self.bank = bank
    self.state = state
    self.country = country
    self.phone = phone
  }
}
