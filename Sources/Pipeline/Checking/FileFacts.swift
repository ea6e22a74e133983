import Ledger

/// What the accepted records of a file amount to, gathered while it is decoded: for the page that explains it.
struct FileFacts {
  /// Money in or out, in one currency.
  struct Flow: Hashable {
    var direction: Direction
    var currency: Letters
  }

  /// How many postings, and their sum in minor units; exact however long the file.
  struct Sum {
    var count = 0
    var minorUnits: Int128 = 0
  }

  private(set) var flows: [Flow: Sum] = [:]
  private(set) var channels: [Channel: Int] = [:]
  /// By hash; not more than `mostAccounts`.
  private(set) var accounts: Set<UInt64> = []
  private(set) var takenBack = 0

  /// Accounts told apart; a file of more is said to have more.
  static let mostAccounts = 1_000_000

  /// Whether there are more accounts than were told apart.
  var hasMoreAccounts: Bool { accounts.count >= Self.mostAccounts }

  /// Takes account of a posting as the customer's account saw it.
  mutating func add(_ posting: Posting) {
    guard !posting.flags.contains(.takesBack) else {
      takenBack += 1
      return
    }
    let flow = Flow(direction: posting.direction, currency: posting.currency)
    flows[flow, default: Sum()].count += 1
    flows[flow, default: Sum()].minorUnits += Int128(posting.amount)
    channels[posting.channel, default: 0] += 1
    if !hasMoreAccounts { accounts.insert(posting.account) }
  }
}
