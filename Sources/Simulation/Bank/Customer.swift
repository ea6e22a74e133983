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
  /// The bank keeps every customer as long as it lives.
  unowned(unsafe) let customer: Customer
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

  /// What every row of this account says of it: account, customer, name, home.
  private(set) lazy var columns = CSVText.fields([number, customer.id, customer.name, customer.home.zip])

  /// Today's credits and when they come; nothing can be paid with them before.
  private var arrivals: [(time: Int, cents: Int)] = []
  private var arrivalsDay = -1

  /// Counts a payment of today.
  func feel(_ payment: Payment) {
    available += payment.signed
    guard payment.direction == .credit, payment.time > Self.firstThing else { return }
    if arrivalsDay != payment.day {
      arrivals.removeAll(keepingCapacity: true)
      arrivalsDay = payment.day
    }
    arrivals.append((payment.time, payment.cents))
  }

  /// Seven in the morning: what comes before then counts for the whole day.
  private static let firstThing = 7 * 3600

  /// What can be paid with at `time` of today.
  func funds(at time: Int, on day: Day) -> Int {
    guard arrivalsDay == day.index, time < 86_400 else { return available }
    return arrivals.reduce(available) { $1.time > time ? $0 - $1.cents : $0 }
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
  /// What a row says of it.
  private(set) lazy var columns = CSVText.fields([account, name, bank, state, country, phone])

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
